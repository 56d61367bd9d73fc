import bz2
import hashlib
import itertools
import re
import string
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from reading import places, read

from pipeline.corpora.readers import mediawiki
from pipeline.corpora.readers.base import DamagedFileError, InputFile
from pipeline.corpora.readers.registry import FORMATS
from pipeline.corpora.readers.wiki import chunks
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


def opened(path):
    return mediawiki.read(InputFile(path, path.name), mediawiki.Options())


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


def test_contributors_without_a_name_are_known_by_their_network(write):
    documents, _ = read(
        write(dump(page(who="<ip>192.0.2.1</ip>"), page(who=""), page(who="<username />"))), "mediawiki"
    )
    assert [document.contributors for document in documents] == [("192.0.2.0",), (), ()]


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
        ("", "not a MediaWiki dump"),
        ("<html><page/></html>", "not a MediaWiki dump"),
        ("10:7:정선군\n10:8:강원도\n", "index of a dump"),
        (dump(page(text="&x;"), head='<!DOCTYPE m [<!ENTITY x "확장">]>'), "document type"),
        (dump(page(text="&x;"), head='<!DOCTYPE m SYSTEM "file:///etc/passwd">'), "document type"),
        (dump(page()).replace("</base>", ""), "not well-formed"),
    ],
)
def test_what_is_no_dump_or_hostile_is_refused(write, content, problem):
    with pytest.raises(BadInputError, match=problem):
        read(write(content), "mediawiki")


@pytest.mark.parametrize(
    "broken",
    [
        page(text="a & b"),
        page(text="&x;"),
        page(text="<b>" * 300 + "</b>" * 300),
        page(text="\ud800").encode("utf-8", "surrogatepass"),
        page(text="\0"),
        page(text="가" * 4_000_000),
        page().removesuffix("</page>"),
        page().replace("<revision>", ""),
    ],
)
def test_a_damaged_page_costs_itself_only(write, broken):
    marked = broken.encode() if isinstance(broken, str) else broken
    content = dump(page("가"), "@", page("나")).encode().replace(b"@", marked)
    documents, incidents = read(write(content), "mediawiki")
    assert [(document.title, document.row) for document in documents] == [("가", 1), ("나", 3)]
    assert places(incidents) == [("wiki.xml", 2)]


def test_what_stands_before_the_end_of_a_truncated_dump_is_kept(write):
    content = dump(page("가"), page("나"))
    for end in (-40, -len("</mediawiki>")):
        reading = opened(write(content[:end], f"{end}.xml"))
        assert next(reading).title == "가"
        with pytest.raises(DamagedFileError, match="breaks off"):
            list(reading)
    packed = bz2.compress(content.encode() * 50)
    with pytest.raises(DamagedFileError, match=r"wiki\.xml\.bz2"):
        read(write(packed[: len(packed) // 2], "wiki.xml.bz2"), "mediawiki")


def test_length_and_checksum_are_verified_where_they_are_given(write):
    text = "정선은 강원에 있다."
    digest = int(hashlib.sha1(text.encode()).hexdigest(), 16)
    sha1 = ""
    while digest:
        digest, place = divmod(digest, 36)
        sha1 = string.digits[place] + sha1 if place < 10 else string.ascii_lowercase[place - 10] + sha1
    right = f'bytes="27" sha1="{sha1}"'
    path = write(
        dump(
            *(page(text=text, attributes=given) for given in (right, 'bytes="25"', 'sha1="0a"', 'sha1="?"')),
            page(text=text).replace("</revision>", f"<sha1>{sha1}</sha1></revision>"),
        )
    )
    documents, _ = read(path, "mediawiki")
    assert [len(document.text) for document in documents] == [11] * 5
    assert [[note.check for note in document.notes] for document in documents] == [
        [],
        ["wiki.checksum"],
        ["wiki.checksum"],
        ["wiki.checksum"],
        [],
    ]


def test_names_may_have_a_prefix(write):
    content = dump(page("가")).replace("xmlns=", "xmlns:m=")
    content = re.sub(r"<(/?)(?=[a-z])", r"<\1m:", content)
    ((document,), _) = read(write(content), "mediawiki")
    assert (document.title, document.text) == ("가", "정선은 강원에 있다.")


def test_lists_and_headings_may_be_kept(write):
    path = write(dump(page(text="== 절 ==\n* 하나")))
    ((document,), _) = read(path, "mediawiki", lists=True, headings=True)
    assert document.text == "절\n\n- 하나"


@pytest.mark.parametrize("name", ["wiki.xml", "one.xml.bz2", "many.xml.bz2"])
def test_parts_together_are_the_whole(write, monkeypatch, name):
    """Damage in one part costs what follows in that part, and nothing of the others."""
    random = Random(0)
    texts = ["".join(random.choices("가나다라마바사아자차카타파하 ", k=3_000)) for _ in range(120)]
    content = dump(*(page(f"글{number}", text=text) for number, text in enumerate(texts))).encode()
    cut = [content[start : start + 60_000] for start in range(0, len(content), 60_000)]
    packed = {
        "wiki.xml": content,
        "one.xml.bz2": bz2.compress(content, 1),
        "many.xml.bz2": b"".join(map(bz2.compress, cut)),
    }[name]
    path = write(packed, name)
    whole = list(opened(path))
    monkeypatch.setattr(chunks, "PLAIN_PART", 100_000)
    monkeypatch.setattr(chunks, "BZ2_PART", 40_000)
    parts = FORMATS["mediawiki"].split(InputFile(path, name))
    assert len(parts) > 3
    found = [list(FORMATS["mediawiki"].read(part, mediawiki.Options())) for part in parts]
    rows = list(itertools.accumulate(map(len, found), initial=0))
    assert [
        replace(document, row=document.row + before)
        for before, part in zip(rows, found, strict=False)
        for document in part
    ] == whole


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
