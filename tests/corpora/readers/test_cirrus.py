import gzip
import json

import pytest
from reading import places, read

INDEX = {"index": {"_type": "_doc", "_id": "7"}}
PAGE = {
    "title": "정선 군",
    "namespace": 0,
    "wiki": "kowiki",
    "language": "ko",
    "page_id": 7,
    "version": 11,
    "timestamp": "2024-05-06T07:08:09Z",
    "content_model": "wikitext",
    "template": ["틀:도시 정보"],
    "redirect": [{"namespace": 0, "title": "정선"}],
    "text": "정선은 강원에 있다. 아라리가 전한다.",
}


def lines(*records):
    return "".join((record if isinstance(record, str) else json.dumps(record)) + "\n" for record in records)


@pytest.fixture
def write(tmp_path):
    def write(*records):
        path = tmp_path / "kowiki-cirrussearch-content.json.gz"
        path.write_bytes(gzip.compress(lines(*records).encode()))
        return path

    return write


def test_an_article(write):
    ((document,), incidents) = read(write(INDEX, PAGE), "cirrus")
    assert incidents == []
    assert document.text == PAGE["text"]
    assert (document.native_id, document.title, document.revision) == ("7", "정선 군", "11")
    assert (document.url, document.published_at, document.row) == (
        "https://ko.wikipedia.org/wiki/%EC%A0%95%EC%84%A0_%EA%B5%B0",
        "2024-05-06",
        2,
    )


@pytest.mark.parametrize(
    ("changes", "address"),
    [
        ({"wiki": "kowikinews"}, "https://ko.wikinews.org/wiki/%EA%B0%80"),
        ({"wiki": "zh_yuewiki", "language": "zh-yue"}, "https://zh-yue.wikipedia.org/wiki/%EA%B0%80"),
        ({"wiki": "enwiki"}, None),
        ({"wiki": None}, None),
    ],
)
def test_the_address_follows_from_the_wiki(write, changes, address):
    ((document,), _) = read(write(INDEX, PAGE | {"title": "가"} | changes), "cirrus")
    assert document.url == address


def test_what_is_no_article_is_rejected_with_its_reason(write):
    others = [
        {"namespace": 14},
        {"content_model": "json"},
        {"template": ["틀:동음이의"]},
        {"text": " "},
        {"text": None},
    ]
    records = [record for changes in others for record in (INDEX, PAGE | changes)]
    documents, incidents = read(write(*records), "cirrus")
    assert documents == []
    assert places(incidents) == [
        ("wiki.namespace", 2),
        ("wiki.model", 4),
        ("wiki.disambiguation", 6),
        ("wiki.no_text", 8),
        ("wiki.no_text", 10),
    ]


def test_halves_of_pairs_are_passed_over(write):
    path = write(INDEX, INDEX, PAGE, PAGE, "", INDEX, "{", INDEX, PAGE, "[1]", "[" * 100_000, INDEX)
    documents, incidents = read(path, "cirrus")
    assert [document.row for document in documents] == [3, 9]
    assert places(incidents) == [("cirrus.pair", row) for row in (1, 4, 7, 10, 11, 12)]
