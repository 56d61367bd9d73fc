import bz2
from pathlib import Path

import pytest
from reading import places, read

from pipeline.errors import BadInputError

SITE = """<siteinfo><base>https://wiki.example/wiki/%EB%8C%80%EB%AC%B8</base><namespaces>
<namespace key="0" /><namespace key="1">토론</namespace><namespace key="110">작업실</namespace>
</namespaces></siteinfo>"""


def page(title="정선군", ns="0", page_id="7", extra="", **revision):
    head = f"<title>{title}</title><ns>{ns}</ns><id>{page_id}</id>{extra}"
    return f"<page>{head}{make_revision(**revision)}</page>"


def make_revision(
    text="'''정선'''은 [[강원도|강원]]에 있다.",
    attributes="",
    who="<username>가나</username>",
    model="wikitext",
):
    return f"""<revision><id>11</id><timestamp>2024-05-06T07:08:09Z</timestamp>
    <contributor>{who}</contributor><model>{model}</model>
    <text xml:space="preserve" {attributes}>{text}</text></revision>"""


def dump(*pages, version="0.11", head=""):
    namespace = f"http://www.mediawiki.org/xml/export-{version}/"
    return f'{head}<mediawiki xmlns="{namespace}" xml:lang="ko">{SITE}{"".join(pages)}</mediawiki>'


@pytest.fixture
def write(tmp_path):
    def write(content, name="wiki.xml"):
        path: Path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write


@pytest.mark.parametrize("version", ["0.10", "0.11"])
def test_an_article_with_all_that_attribution_needs(write, version):
    ((document,), incidents) = read(write(dump(page("정선 군/1"), version=version)), "mediawiki")
    assert incidents == []
    assert (document.native_id, document.title) == ("7", "정선 군/1")
    assert document.text == "정선은 강원에 있다."
    assert [(document.text[at.start : at.end], at.target) for at in document.links] == [("강원", "강원도")]
    assert document.url == "https://wiki.example/wiki/%EC%A0%95%EC%84%A0_%EA%B5%B0/1"
    assert (document.revision, document.published_at) == ("11", "2024-05-06")
    assert document.contributors == ("가나",)


def test_what_is_no_article_is_rejected_one_by_one(write):
    path = write(
        dump(
            page(extra='<redirect title="강원도" />', text="#넘겨주기 [[강원도]]"),
            page(text="#redirect[[강원도]]"),
            page(ns="1"),
            page(text="", attributes='deleted="deleted"'),
            page(model="Scribunto"),
            page(text="{{동음이의}}\n정선은 다음을 가리킨다."),
            page(text="* 목록뿐"),
            page(text=""),
            page(),
        )
    )
    documents, incidents = read(path, "mediawiki")
    assert [document.row for document in documents] == [9]
    assert places(incidents) == [
        ("wiki.redirect", 1),
        ("wiki.redirect", 2),
        ("wiki.namespace", 3),
        ("wiki.deleted", 4),
        ("wiki.model", 5),
        ("wiki.disambiguation", 6),
        ("wiki.no_text", 7),
        ("wiki.no_text", 8),
    ]


def test_contributors_without_a_name(write):
    documents, _ = read(
        write(dump(page(who="<ip>192.0.2.1</ip>"), page(who=""), page(who="<username />"))), "mediawiki"
    )
    assert [document.contributors for document in documents] == [("192.0.2.1",), (), ()]


def test_of_a_history_the_last_revision_is_the_text_and_all_who_wrote_are_named(write):
    history = "".join(
        [
            make_revision(text="처음 글이다.", who="<username>가</username>"),
            make_revision(text="고친 글이다.", who="<username>나</username>"),
            make_revision(text="다시 고친 글이다.", who="<username>가</username>"),
        ]
    )
    path = write(dump(f"<page><title>글</title><ns>0</ns><id>1</id>{history}</page>", page(who="")))
    (first, second), _ = read(path, "mediawiki")
    assert first.text == "다시 고친 글이다."
    assert first.contributors == ("가", "나")
    assert second.contributors == ()


def test_the_wiki_names_its_own_namespaces(write):
    ((document,), _) = read(write(dump(page(text="[[작업실:가|작업]]과 [[나]]"))), "mediawiki")
    assert [at.target for at in document.links] == ["나"]


def test_the_address_may_be_stated(write):
    ((document,), _) = read(write(dump(page("가"))), "mediawiki", base="https://ko.example/")
    assert document.url == "https://ko.example/%EA%B0%80"


def test_compressed_and_multistream_dumps(write):
    whole = dump(page("가"), page("나"))
    at = whole.index("<page>"), whole.rindex("<page>"), whole.index("</mediawiki>")
    cuts = [whole[: at[0]], whole[at[0] : at[1]], whole[at[1] : at[2]], whole[at[2] :]]
    one = write(bz2.compress(whole.encode()), "one.xml.bz2")
    many = write(b"".join(bz2.compress(cut.encode()) for cut in cuts), "many.xml.bz2")
    assert [d.title for d in read(one, "mediawiki")[0]] == ["가", "나"]
    assert read(one, "mediawiki") == read(many, "mediawiki")


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (dump(page())[:-40], "not a whole XML dump"),
        ("", "not a whole XML dump"),
        (dump(page(text="a & b")), "not a whole XML dump"),
        (dump(page(text="<b>" * 300 + "</b>" * 300)), "not a whole XML dump"),
        ("<html><page/></html>", "not a MediaWiki dump"),
        (dump(page(text="&x;"), head='<!DOCTYPE m [<!ENTITY x "확장">]>'), "document type"),
        (
            dump(page(text="&x;"), head='<!DOCTYPE m [<!ENTITY x SYSTEM "file:///etc/passwd">]>'),
            "document type",
        ),
        (dump(page(), head='<!DOCTYPE m SYSTEM "http://192.0.2.1/m.dtd">'), "document type"),
    ],
)
def test_broken_and_hostile_dumps_cost_the_file(write, content, problem):
    with pytest.raises(BadInputError, match=problem):
        read(write(content), "mediawiki")


def test_a_truncated_archive_costs_the_file(write):
    whole = bz2.compress(dump(page()).encode() * 50)
    with pytest.raises(BadInputError, match=r"wiki\.xml\.bz2"):
        read(write(whole[: len(whole) // 2], "wiki.xml.bz2"), "mediawiki")


def test_a_real_page_is_read_from_schema_0_10(real_data):
    path = real_data / "kowiki-dbpedia-minidump/dump/src/test/resources/minidumps/ko/wiki.xml.bz2"
    ((document,), incidents) = read(path, "mediawiki", base="https://ko.wikipedia.org/wiki/")
    assert incidents == []
    assert (document.native_id, document.title, document.revision) == ("95091", "베를린", "29996904")
    assert document.url == "https://ko.wikipedia.org/wiki/%EB%B2%A0%EB%A5%BC%EB%A6%B0"
    assert "베를린은 독일의 수도이다." in document.text


def test_every_page_of_a_dump_is_accounted_for(real_data):
    folder = real_data / "kowiki-CONSTRUCTED-dump"
    name = "kowiki-20990101-pages-articles"
    plain = read(folder / f"{name}.xml", "mediawiki")
    documents, incidents = plain
    assert len(documents) + len(incidents) == 42
    assert {"베를린", "상태 공간 탐색", "조지 루카스", "익명 편집 문서"} <= {d.title for d in documents}
    for other in (f"{name}.xml.bz2", f"{name}-multistream.xml.bz2"):
        found = read(folder / other, "mediawiki")
        assert found[0] == documents
        assert places(found[1]) == places(incidents)
