from __future__ import annotations

import pytest

from pipeline.corpora.look.columns import guess_mapping


def test_records_that_lack_the_text_do_not_hide_it():
    rows = [{"id": "1", "text": "봄이 왔다."}, {"id": "2", "text": "비가 온다."}, {"id": "3"}]
    assert guess_mapping(rows)[0] == {"text": ["text"]}


@pytest.mark.parametrize(
    ("rows", "mapping"),
    [
        ([{"question": "언제?", "answer": "오늘"}], {"text": ["question", "answer"]}),
        ([{"제목": "봄", "내용": "봄이 왔다."}], {"text": ["내용"], "title": "제목"}),
        ([{"a": "x", "b": "봄이 왔다."}], {"text": ["b"]}),
        ([{"title": "봄"}], {"title": "title"}),
    ],
)
def test_fields_are_told_by_name_or_by_hangul(rows, mapping):
    assert guess_mapping(rows)[0] == mapping


@pytest.mark.parametrize("rows", [[], [{}], [{"a": "spring", "b": "1"}]])
def test_no_text_is_no_guess(rows):
    assert guess_mapping(rows) is None
