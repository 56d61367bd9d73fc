import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.corpora.readers.wikitext import to_text
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
    ],
)
def test_markup_becomes_text(wikitext, text):
    assert to_text(wikitext).text == text


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
