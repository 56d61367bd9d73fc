import json

import pydantic
import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading import places, read

from pipeline.corpora.readers.base import DamagedFileError, InputFile
from pipeline.corpora.readers.json_stream import JsonStream
from pipeline.corpora.readers.jsonlines import Options
from pipeline.corpora.readers.registry import FORMATS

RECORDS = [
    {"id": "a", "title": "제목", "text": "본문이다.", "at": "2025-03-14T09:00:00Z", "by": ["가", "나"]},
    {"id": 7, "title": None, "text": "두 번째.", "at": None, "by": "다"},
]
MAPPING = {"id": "id", "title": "title", "text": "text", "published": "at", "contributor": "by"}


@pytest.fixture(params=["lines", "array", "indented array", "lines with CRLF and blanks"])
def file(tmp_path, request):
    path = tmp_path / "records.jsonl"
    lines = [json.dumps(record, ensure_ascii=False) for record in RECORDS]
    content = {
        "lines": "\n".join(lines),
        "array": f"[{', '.join(lines)}]\n",
        "indented array": json.dumps(RECORDS, ensure_ascii=False, indent=2),
        "lines with CRLF and blanks": "\r\n\r\n".join(["", *lines, ""]),
    }[request.param]
    path.write_bytes(content.encode())
    return path


def test_fields_are_mapped(file):
    documents, incidents = read(file, "jsonlines", **MAPPING)
    assert incidents == []
    first, second = documents
    assert (first.native_id, first.title, first.text) == ("a", "제목", "본문이다.")
    assert (first.published_at, first.contributors) == ("2025-03-14", ("가", "나"))
    assert (second.native_id, second.title, second.published_at) == ("7", None, None)


def test_a_row_is_the_line_where_a_record_begins(tmp_path):
    for name, content in (
        ("lines", '\n{"t": "가"}\n\n{"t": "나"}'),
        ("array", '[\n{"t": "가"},\n\n{"t":\n"나"}]'),
    ):
        path = tmp_path / name
        path.write_text(content)
        documents, _ = read(path, "jsonlines", text="t")
        assert [document.row for document in documents] == [2, 4]


def test_a_title_only_corpus_has_its_titles_as_texts(tmp_path):
    path = tmp_path / "titles.jsonl"
    path.write_text('{"t": "첫 제목"}\n')
    ((document,), _) = read(path, "jsonlines", title="t")
    assert document.text == document.title == "첫 제목"


def test_a_broken_line_costs_that_line(tmp_path):
    path = tmp_path / "broken.jsonl"
    path.write_text('{"t": "하나"}\n{"t": "둘"\n\n"셋"\n{"u": 1}\n{"t": true}\n{"t": [["x"]]}\n{"t": "끝"}\n')
    documents, incidents = read(path, "jsonlines", text="t")
    assert [document.text for document in documents] == ["하나", "끝"]
    assert places(incidents) == [
        ("json.syntax", 2),
        ("record.field", 4),
        ("record.field", 5),
        ("record.field", 6),
        ("record.field", 7),
    ]


def test_hostile_nesting_costs_that_line(tmp_path):
    path = tmp_path / "deep.jsonl"
    path.write_text('{"t": ' + "[" * 100_000 + "\n" + '{"t": "끝"}\n')
    documents, incidents = read(path, "jsonlines", text="t")
    assert [document.text for document in documents] == ["끝"]
    assert places(incidents) == [("json.syntax", 1)]


def test_a_date_in_another_pattern_is_noted_and_the_document_kept(tmp_path):
    path = tmp_path / "dates.jsonl"
    path.write_text('{"t": "가", "d": "12.06.25"}\n{"t": "나", "d": "어제"}\n')
    (first, second), incidents = read(path, "jsonlines", text="t", published="d", published_format="%y.%m.%d")
    assert first.published_at == "2012-06-25"
    assert first.notes == ()
    assert second.published_at is None
    assert places(second.notes) == [("document.date", 2)]
    assert incidents == []


def test_several_texts_of_a_record_form_a_group(tmp_path):
    path = tmp_path / "pairs.jsonl"
    path.write_text('{"n": 1, "a": "왼쪽", "b": "오른쪽"}\n')
    documents, _ = read(path, "jsonlines", id="n", text=["a", "b"])
    assert [(d.native_id, d.native_group, d.text) for d in documents] == [
        ("1#a", "1", "왼쪽"),
        ("1#b", "1", "오른쪽"),
    ]


def test_an_empty_id_is_rejected(tmp_path):
    path = tmp_path / "ids.jsonl"
    path.write_text('{"n": "", "t": "글"}\n')
    documents, incidents = read(path, "jsonlines", id="n", text="t")
    assert documents == []
    assert places(incidents) == [("record.field", 1)]


@pytest.mark.parametrize("content", ["", "\n\n", "[]", " [ ] \n"])
def test_nothing_is_nothing(tmp_path, content):
    path = tmp_path / "empty.json"
    path.write_text(content)
    assert read(path, "jsonlines", text="t") == ([], [])


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ('[{"t": "가"},\n{"t": "나"', 2),
        ('[\n{"t": "가"}\n{"t": "나"}]', 3),
        ('[{"t": "가"}] x', 1),
        ('[{"t": "가"}, {"t": ' + "[" * 100_000, 1),
        ('[{"t": "가"}, {"t": ' + "9" * 10_000 + "}]", 1),
    ],
)
def test_what_stands_before_the_break_of_an_array_is_kept(tmp_path, content, line):
    path = tmp_path / "broken.json"
    path.write_text(content)
    found = FORMATS["jsonlines"].read(InputFile(path, path.name), Options(text="t"))
    assert next(found).text == "가"
    with pytest.raises(DamagedFileError, match=rf"broken\.json:{line}: not JSON") as raised:
        list(found)
    assert (raised.value.check, raised.value.row) == ("file.syntax", line)


@given(
    st.lists(st.recursive(st.none() | st.text() | st.integers(), st.lists), max_size=8),
    st.integers(0, 3),
    st.integers(1, 9),
)
def test_array_elements_come_one_by_one_however_the_text_is_cut(values, indent, cut):
    text = json.dumps(values, indent=indent or None)
    lines = text.splitlines(keepends=True)
    stream = JsonStream(iter([text[at : at + cut] for at in range(0, len(text), cut)]), "x")
    found = list(stream.elements())
    stream.end()
    assert [value for _, value in found] == values
    for line, value in found:
        if isinstance(value, int):
            assert json.dumps(value) in lines[line - 1]


def test_a_field_may_lie_in_records_in_records(tmp_path):
    path = tmp_path / "deep.jsonl"
    path.write_text('{"a": {"b": "안쪽"}, "a.c": "바깥"}\n{"a": 1, "a.c": "둘"}\n')
    documents, incidents = read(path, "jsonlines", text=["a.b", "a.c"])
    assert [document.text for document in documents] == ["안쪽", "바깥"]
    assert places(incidents) == [("record.field", 2)]


def test_a_mapping_needs_a_text():
    with pytest.raises(pydantic.ValidationError, match="which field holds the text"):
        Options.model_validate({"id": "n"})
