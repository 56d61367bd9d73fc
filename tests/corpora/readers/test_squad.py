import json

import pytest
from reading import places, read

from pipeline.corpora.readers.base import DamagedFileError, InputFile, RawDocument
from pipeline.corpora.readers.squad import Options, paragraphs
from pipeline.corpora.readers.squad import read as read_squad

ARTICLES = [
    {
        "title": "한강",
        "paragraphs": [{"context": "한강은 흐른다.", "qas": []}, {"context": "길다.", "qas": []}],
    },
    {"title": "남산", "paragraphs": [{"context": "남산은 높다.", "qas": [{"question": "얼마나?"}]}]},
]


@pytest.fixture
def write(tmp_path):
    def write(content, name="dev.json"):
        path = tmp_path / name
        path.write_text(content if isinstance(content, str) else json.dumps(content, ensure_ascii=False))
        return path

    return write


def test_paragraphs_are_documents_of_their_article(write):
    documents, incidents = read(write({"version": "1.0", "data": ARTICLES, "more": [1]}), "squad")
    assert [(d.text, d.title, d.native_group) for d in documents] == [
        ("한강은 흐른다.", "한강", "한강"),
        ("길다.", "한강", "한강"),
        ("남산은 높다.", "남산", "남산"),
    ]
    assert incidents == []


def test_an_article_that_is_none_costs_itself(write):
    broken = [{"title": "빈"}, "글", {"paragraphs": [{"qas": []}, {"context": "제목 없는 글."}]}]
    documents, incidents = read(write({"data": [*broken, ARTICLES[1]]}), "squad")
    assert [(d.text, d.native_group) for d in documents] == [
        ("제목 없는 글.", "dev:1"),
        ("남산은 높다.", "남산"),
    ]
    assert places(incidents) == [("record.field", 1)] * 3


@pytest.mark.parametrize("content", ["[1]", '{"version": "1"}', "", '{"data": 3}'])
def test_what_is_no_squad_is_said(write, content):
    with pytest.raises(DamagedFileError, match="not JSON as it should be"):
        read(write(content), "squad")


def test_what_stands_before_a_break_is_kept(write):
    content = json.dumps({"data": ARTICLES}, ensure_ascii=False)[:-40]
    found = read_squad(InputFile(write(content), "dev.json"), Options())
    assert [next(found).text, next(found).text] == ["한강은 흐른다.", "길다."]
    with pytest.raises(DamagedFileError, match="breaks off"):
        next(found)


def test_an_article_of_klue_has_a_category(tmp_path):
    article = {"title": "가", "news_category": "경제", "paragraphs": [{"context": "글"}]}
    (document,) = paragraphs(article, 3, InputFile(tmp_path, "x"))
    assert isinstance(document, RawDocument)
    assert (document.row, document.category) == (3, "경제")
