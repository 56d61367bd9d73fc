import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.corpora.readers.wiki.blocks import Kept
from pipeline.corpora.readers.wiki.text import to_text
from pipeline.text.normalise import clean


@pytest.mark.parametrize(
    ("wikitext", "text"),
    [
        ("'''정선'''은 ''강''이다.", "정선은 강이다."),
        ("'''한글''''은", "한글'은"),
        ("[[정선군|정선]]에서 [[강릉시]]까지", "정선에서 강릉시까지"),
        ("[https://a.example 누리집]과 [https://b.example]", "누리집과"),
        ("'''가'''({{lang|en|Ga}})는 나 ({{한자|那}})다.", "가는 나다."),
        ('가는<ref name="x">각주</ref> 나다<ref name=x />.<ref>{{인용}}</ref>', "가는 나다."),
        ('앞\n{| class="wikitable"\n! 머리 !! 값\n|-\n| 가 || {{나}}\n|}\n뒤', "앞\n\n뒤"),
        ("앞 문단\n\n== 제목 ==\n뒤\n문단", "앞 문단\n\n뒤 문단"),
        ("소개.\n* 하나\n# 둘\n: 셋\n; 넷\n끝.", "소개.\n\n끝."),
        ("[[파일:a.jpg|섬네일|[[가]]의 사진]]나는 [[File:b.png|20px]]다.", "나는 다."),
        ("글.\n[[분류:가]]\n[[Category:나|*]]\n{{기본정렬:가}}", "글."),
        ("[[:분류:가|분류]]와 [[위키백과:저작권|저작권]]", "분류와 저작권"),
        ("가__목차없음__나 __NOTOC__", "가나"),
        ("가<!-- 주석\n여러 줄 -->나", "가나"),
        ("가&nbsp;나&amp;다 &lt;라&gt;", "가 나&다 <라>"),
        ("<math>x^2</math>은 수이고 10<sup>3</sup>이다.", "은 수이고 103이다."),
        ("<nowiki>'''[[그대로]]'''</nowiki>다", "그대로다"),
        ("가<br />나", "가 나"),
        ("<div>가</div><blockquote>나</blockquote>", "가\n\n나"),
        ("[[en:Berlin]][[ja:ベルリン]]글.", "글."),
        ("{{열린 틀\n글.", "글."),
        ("닫힌 틀}}\n글.", "글."),
        ("{|\n| 열린 표\n글.", "글."),
        ("가 <ref>열린 각주", "가"),
        ("-{zh-hans:简体}-", ""),
        ("{{{1|기본}}}값", "값"),
        ("\u1100\u1161\u11ab다", "간다"),
        ("{{갑|{{을|[[병]]}}|{{{1|{{정}}}}}}}글.", "글."),
        ("{{갑\n| 을 = {|\n| 병\n|}\n}}글.", "글."),
        ("{|\n| {{갑|\n}}\n{|\n| 속\n|}\n| 끝\n|} 뒤", "뒤"),
        ("<table><tr><td>가<table><td>나</table></td></tr></table>다", "다"),
        ("'''가'''({{lang|en|Ga}은 나다. 다음 문장이다.", "가(은 나다. 다음 문장이다."),
        ("첫 문장이다.}} 다음 문장이다.", "첫 문장이다. 다음 문장이다."),
        ("{{열린 틀\n| 이름 = 갑\n| 해 = 1990\n\n'''갑'''은 글이다.", "갑은 글이다."),
        ("가<ref>열린 각주\n\n다음 문단이다.<ref>{{인용}}</ref>", "가\n\n다음 문단이다."),
        ("가<!-- 열린 주석\n나", "가 나"),
        ("가<REF group='주'>각주</Ref>다.", "가다."),
        ("가<ref name='ㄱ'>{{인용|[[나]]}}</ref>{{Rp|3}}, 다.", "가, 다."),
        ("<gallery>\n파일:a.jpg|가\n</gallery>나", "나"),
        ("<nowiki>[1] 가|나 <b> {{틀}}</nowiki>", "[1] 가|나 <b> 틀"),
        ("가<nowiki />나", "가나"),
        ("<noinclude>가</noinclude><includeonly>나</includeonly>", "가"),
        ("<ruby>漢<rp>(</rp><rt>한</rt><rp>)</rp></ruby>자", "漢자"),
        ("[[파일:a.jpg|섬네일|왼쪽|[[가]]와\n\n[[나|[나]]]의 사진]]글.", "글."),
        ("[[파일:a.jpg|섬네일|닫지 않은 [[설명]]\n글.", "글."),
        ("[[가|나]]]] 다 [[라", "나 다 라"),
        ("([[파일:깃발.svg|20px]])가 [[미디어:가.ogg|듣기]]다.", "가 다."),
        ("[https://a.example/?q=1 가]나 [mailto:a@b.example 편지] [//c.example 다", "가나 편지 다"),
        ("-{简体}-자와 -{zh-hans:简;zh-hant:繁}-", "简体자와"),
        ("'''''가'''''와 '''나''다", "가와 나다"),
        ("__목차숨김__\n__NOTOC__가", "가"),
        ("가 &amp;lt; 나 &#44032; &#xD800;", "가 &lt; 나 가 \ufffd"),
        ("가<ul><li>나</li></ul>다<dl><dt>라<dd>마</dl>", "가\n\n다"),
        ("앞\n----\n뒤", "앞\n\n뒤"),
        ("앞<br><br/>뒤</br>", "앞 뒤"),
        ("===== 제목 ===== <!-- 가 -->\n글", "글"),
        ("= 1 = 2\n글", "= 1 = 2 글"),
        (":{| class='가'\n| 나\n|}\n글", "글"),
        ("글 {{날짜|2020}} 뒤 {{!}} 끝", "글 뒤 끝"),
        ("[[{{PAGENAME}}|가]]와 [[나{{다}}]]", "가와 나"),
    ],
)
def test_markup_becomes_text(wikitext, text):
    assert to_text(wikitext).text == text


def test_lists_and_headings_may_be_kept():
    kept = Kept(lists=True, headings=True)
    items = "* [[하나]]\n** 둘{{틀}}\n# 셋\n: 들여 쓴 글이다.\n* {{빈 항목}}"
    plain = to_text(f"소개다.\n== 제목 ==\n{items}\n\n=== 절 ===\n끝이다.", kept=kept)
    expected = ["소개다.", "제목", "- 하나", "- 둘", "- 셋", "들여 쓴 글이다.", "절", "끝이다."]
    assert plain.text.split("\n\n") == expected
    assert [at.target for at in plain.links] == ["하나"]


HANGUL = st.text(alphabet="가나다 .,?!()0 a\n", max_size=80)


@given(HANGUL)
def test_plain_text_stays_as_it_is(text):
    once = to_text(text).text
    assert to_text(once).text == once


BROKEN = ["{{틀|", "[[가", "[[파일:가.jpg|", "<ref>", "<!--", "<math>", "{|\n| 칸", "-{", "<b"]


@given(st.lists(st.sampled_from(BROKEN), max_size=8))
def test_what_is_never_closed_costs_no_other_paragraph(broken):
    paragraphs = [f"문단{number}이다. {mark} 나머지" for number, mark in enumerate(broken)]
    plain = to_text("\n\n".join(paragraphs))
    assert all(f"문단{number}이다." in plain.text for number in range(len(broken)))


DEEP = [
    "{{",
    "{{{",
    "[[",
    "[[가|",
    "[[파일:가|",
    "<ref>",
    "<!--",
    "<table>",
    "({{가}}",
    "\n{|",
    "''",
    "&",
    "__가",
]


@pytest.mark.parametrize("deep", DEEP)
def test_any_depth_is_read(deep):
    """In quadratic time this would take minutes."""
    assert to_text(f"{deep * 50_000}\n\n끝이다.").text.endswith("끝이다.")


def test_links_point_to_articles_only():
    plain = to_text(
        "[[정선군#역사|정선]]의 [[#절|이 절]], [[틀:가|틀]], [[w:영어|영어]], [[작업실:가|작업]], "
        "[[인셉션: 꿈]]과 [[ 두_칸  ]]",
        frozenset({"작업실"}),
    )
    assert plain.text == "정선의 이 절, 틀, 영어, 작업, 인셉션: 꿈과 두 칸"
    assert [(plain.text[at.start : at.end], at.target) for at in plain.links] == [
        ("정선", "정선군"),
        ("인셉션: 꿈", "인셉션: 꿈"),
        ("두 칸", "두 칸"),
    ]


def test_links_keep_their_places_beside_what_is_dropped():
    plain = to_text("{{가}} [[나]]({{다}})는\n* [[라]]\n\n[[마|바]](<ref>[[사]]</ref>, [[아]])다.")
    assert plain.text == "나는\n\n바(아)다."
    assert [(plain.text[at.start : at.end], at.target) for at in plain.links] == [
        ("나", "나"),
        ("바", "마"),
        ("아", "아"),
    ]


syntax = st.sampled_from(
    ["[[", "]]", "{{", "}}", "|", "'''", "==", "\n", "\n* ", "<ref>", "</ref>", "<div>", "{|", "|}", "(", ")"]
    + [
        "&nbsp;",
        "&#x1100;",
        "<!--",
        "-->",
        "파일:",
        "가",
        "나무 ",
        "b",
        "\u11a8",
        "\u200d",
        "\ufdd2",
        "7",
        "[http://a ",
    ]
)


@given(st.lists(syntax, max_size=25).map("".join))
def test_any_markup_gives_a_clean_text_with_links_in_place(wikitext):
    plain = to_text(wikitext)
    assert plain.text == clean(plain.text).strip()
    assert not any("\ufdd0" <= char <= "\ufdef" for char in plain.text)
    for mark in ("[[", "]]", "{{", "}}", "{|", "|}", "<ref", "</ref"):
        assert mark not in plain.text
    end = 0
    for at in plain.links:
        assert end <= at.start < at.end <= len(plain.text)
        end = at.end


def test_real_wikitext_leaves_no_markup(real_data):
    pages = sorted((real_data / "kowiki-real-wikitext").rglob("*.wikitext"))
    assert len(pages) == 41
    for page in pages:
        plain = to_text(page.read_text())
        assert plain.text == clean(plain.text).strip()
        for mark in ("[[", "]]", "{{", "}}", "{|", "'''", "<ref", "()", "( )", "\n\n\n"):
            assert mark not in plain.text, page
        assert all(plain.text[at.start : at.end] for at in plain.links)
    berlin = to_text((real_data / "kowiki-real-wikitext" / "베를린.wikitext").read_text())
    assert berlin.text.startswith("베를린은 독일의 수도이다.")
    assert len(berlin.links) > 80
