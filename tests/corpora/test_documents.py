from pathlib import Path

import pytest

from pipeline import ids
from pipeline.corpora.catalogue import Description, Source
from pipeline.corpora.documents import make_document
from pipeline.corpora.readers import plain
from pipeline.corpora.readers.base import InputFile, RawDocument
from pipeline.model import Incident, Link

SOURCE = Source(
    Description(id="a", title="보기", genre="web", format="plain", files=("*",), licence="CC0-1.0"),
    (),
    plain.Options(),
    (),
)
FILE = InputFile(Path("x.txt"), "x.txt")


def make(raw):
    return make_document(raw, SOURCE, "CC0-1.0", FILE)


def test_a_document_is_clean_and_has_its_ids():
    document, incidents = make(
        RawDocument(
            row=3,
            text=" \u1112\u1161\u11ab글\r\n본문\u00a0이다. ",
            native_id="7",
            title=" 제목\n",
            category=" ",
        )
    )
    assert incidents == []
    assert document.text == "한글\n본문 이다."
    assert (document.title, document.category) == ("제목", None)
    assert document.doc_id == ids.doc_id("a", "7", document.text)
    assert document.text_id == ids.text_id(document.doc_id, document.text)
    assert (document.source, document.genre, document.licence, document.attribution) == (
        "a",
        "web",
        "CC0-1.0",
        "보기",
    )


@pytest.mark.parametrize("text", ["", " \n\t ", "\u200b\ufeff", "\x00"])
def test_an_empty_text_is_rejected(text):
    document, (incident,) = make(RawDocument(row=3, text=text))
    assert document is None
    assert (incident.check, incident.file, incident.row) == ("text.empty", "x.txt", 3)


@pytest.mark.parametrize("field", ["text", "title", "native_id", "url"])
def test_half_a_pair_is_rejected_wherever_it_stands(field):
    document, (incident,) = make(RawDocument(**{"row": 1, "text": "글", field: "a\ud800"}))
    assert document is None
    assert incident.check == "text.surrogate"


def test_what_was_dropped_and_what_looks_damaged_is_noted():
    document, incidents = make(RawDocument(row=1, text="가\x07나\u200b다\ufffd"))
    assert document.text == "가나다\ufffd"
    assert [(i.check, i.message, i.guid) for i in incidents] == [
        ("text.dropped", "1 control, 1 zero_width", document.doc_id),
        ("text.damaged", "1 replacement", document.doc_id),
    ]


def test_notes_of_the_reader_get_the_document():
    document, (note,) = make(
        RawDocument(row=1, text="글", notes=(Incident("document.date", "info", "어제", file="x.txt", row=1),))
    )
    assert note.guid == document.doc_id


def test_links_stay_where_the_text_did():
    links = (Link(0, 1, "가"),)
    assert make(RawDocument(row=1, text="가다", links=links))[0].links == links
    assert make(RawDocument(row=1, text=" 가다", links=links))[0].links == ()
