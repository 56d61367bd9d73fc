"""What is particular to the JSON files of single tasks."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from klue_format.klue_rows import EXAMPLES

from pipeline.errors import BadInputError
from pipeline.klue_format import FORMATS, KlueFile, MalformedError
from pipeline.klue_format.layout import Layout
from pipeline.tasks.mrc.row import AnswerText, MrcRow

ARTICLES = {
    "version": "v1.1",
    "data": [
        {
            "title": "정선 시장",
            "paragraphs": [
                {
                    "context": "시장은 2일과 7일에 열린다.",
                    "qas": [
                        {
                            "question": "시장은 몇 시에 열리는가?",
                            "answers": [],
                            "plausible_answers": [{"text": "7일", "answer_start": 8}],
                            "question_type": 3,
                            "is_impossible": True,
                            "guid": "m1",
                        },
                        {
                            "question": "시장은 언제 열리는가?",
                            "answers": [
                                {"text": "2일과 7일", "answer_start": 4},
                                {"text": "2일", "answer_start": 4},
                            ],
                            "question_type": 1,
                            "is_impossible": False,
                            "guid": "m2",
                        },
                    ],
                },
                {
                    "context": "시장은 2일과 7일에 열린다.",
                    "qas": [
                        {
                            "question": "무엇이 열리는가?",
                            "answers": [{"text": "시장", "answer_start": 0}],
                            "question_type": 2,
                            "is_impossible": False,
                            "guid": "m2",
                        }
                    ],
                },
            ],
            "news_category": "종합",
            "source": "hankyung",
        },
        {
            "title": "정선",
            "paragraphs": [
                {
                    "context": "정선은 강원도에 있다.",
                    "qas": [
                        {
                            "question": "정선은 어디에 있는가?",
                            "answers": [{"text": "강원도", "answer_start": 99}],
                            "question_type": 1,
                            "is_impossible": False,
                            "guid": "m3",
                        }
                    ],
                }
            ],
            "source": "wikipedia",
        },
    ],
}


def written(folder: Path, data: object, **options: Any) -> Path:
    path = folder / "file.json"
    text = json.dumps(data, **{"ensure_ascii": False, "indent": 4, **options})
    path.write_text(text, encoding="utf-8")
    return path


def read_and_written(task: str, path: Path) -> str:
    copy = path.with_name("copy.json")
    FORMATS[task].write(FORMATS[task].read(path), copy)
    return copy.read_text(encoding="utf-8")


def test_mrc_is_read_question_by_question(tmp_path: Path):
    rows = FORMATS["mrc"].read(written(tmp_path, ARTICLES)).rows
    assert [row.guid for row in rows] == ["m1", "m2", "m2", "m3"]
    assert rows[0] == MrcRow(
        guid="m1",
        title="정선 시장",
        context="시장은 2일과 7일에 열린다.",
        news_category="종합",
        source="hankyung",
        question="시장은 몇 시에 열리는가?",
        question_type=3,
        is_impossible=True,
        answers=(),
        plausible_answers=(AnswerText("7일", 8),),
    )
    assert rows[1].answers == (AnswerText("2일과 7일", 4), AnswerText("2일", 4))
    assert rows[3].news_category == ""


def test_mrc_is_written_as_it_was(tmp_path: Path):
    path = written(tmp_path, ARTICLES)
    assert read_and_written("mrc", path) == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("empty", ["", None])
def test_mrc_keeps_how_a_file_has_no_category(empty: str | None, tmp_path: Path):
    article = {key: value for key, value in ARTICLES["data"][1].items() if key != "source"}
    path = written(tmp_path, {"data": [{**article, "news_category": empty, "source": "wikipedia"}]})
    assert FORMATS["mrc"].read(path).rows[0].news_category == ""
    assert read_and_written("mrc", path) == path.read_text(encoding="utf-8")


def test_mrc_takes_neighbours_together_where_nobody_says_otherwise(tmp_path: Path):
    file = FORMATS["mrc"].read(written(tmp_path, ARTICLES))
    path = tmp_path / "fewer.json"
    FORMATS["mrc"].write(replace(file, rows=file.rows[1:]), path)
    articles = json.loads(path.read_text(encoding="utf-8"))["data"]
    assert [[len(p["qas"]) for p in article["paragraphs"]] for article in articles] == [[2], [1]]
    assert FORMATS["mrc"].read(path).rows == file.rows[1:]
    FORMATS["mrc"].write(replace(file, rows=file.rows[::-1]), path)
    assert FORMATS["mrc"].read(path).rows == file.rows[::-1]


def without(data: dict[str, object], *at: str | int) -> dict[str, object]:
    """Copy data without what is at the place."""
    copy = json.loads(json.dumps(data))
    inner = copy
    for step in at[:-1]:
        inner = inner[step]
    del inner[at[-1]]
    return copy


@pytest.mark.parametrize(
    ("data", "line", "problem"),
    [
        ({"version": "v1"}, 1, "there is no key 'data'"),
        ({"version": 1, "data": []}, 2, "the value of 'version' is no text"),
        ({"data": {}}, 2, r"'\[' is wanted"),
        ([], 1, "'{' is wanted"),
        (
            without(ARTICLES, "data", 1, "paragraphs", 0, "qas", 0, "guid"),
            62,
            r"paragraphs\[0\]\.qas\[0\]: no key 'guid'",
        ),
        (
            without(ARTICLES, "data", 1, "paragraphs", 0, "qas", 0),
            62,
            r"paragraphs\[0\]: a paragraph without questions",
        ),
        (without(ARTICLES, "data", 1, "paragraphs", 0), 62, "an article without questions"),
        (without(ARTICLES, "data", 1, "source"), 62, "no key 'source'"),
    ],
)
def test_malformed_mrc(data: object, line: int, problem: str, tmp_path: Path):
    with pytest.raises(BadInputError, match=rf"file\.json:{line}: .*{problem}"):
        FORMATS["mrc"].read(written(tmp_path, data))


def test_mrc_that_breaks_off(tmp_path: Path):
    path = written(tmp_path, ARTICLES)
    text = path.read_text(encoding="utf-8")
    for cut in (len(text) - 1, len(text) // 2, 30):
        path.write_text(text[:cut], encoding="utf-8")
        with pytest.raises(BadInputError, match=r"file\.json:\d+: not the JSON"):
            FORMATS["mrc"].read(path)


NLI = [
    {
        "guid": f"n{number}",
        "genre": "NSMC",
        "premise": "비가 왔다.",
        "hypothesis": "맑았다.",
        "gold_label": "contradiction",
        "author": "contradiction",
        "label2": "contradiction",
        "label3": None,
        "label4": "neutral",
        "label5": "contradiction",
    }
    for number in range(2)
]


def test_nli_keeps_the_name_of_the_source(tmp_path: Path):
    path = written(tmp_path, NLI)
    file = FORMATS["nli"].read(path)
    assert file.frame.source_key == "genre"
    assert [row.source for row in file.rows] == ["NSMC", "NSMC"]
    assert read_and_written("nli", path) == path.read_text(encoding="utf-8")


def test_nli_does_not_mix_names(tmp_path: Path):
    other = {**NLI[1], "source": "NSMC"}
    del other["genre"]
    with pytest.raises(MalformedError, match=r"file\.json:14: n1: unknown key 'source'"):
        FORMATS["nli"].read(written(tmp_path, [NLI[0], other]))


DIALOGUE = {
    "guid": "t1",
    "domains": ["숙소"],
    "dialogue": [
        {"role": "user", "text": "서울 북쪽 숙소요.", "state": ["숙소-지역-서울 북쪽"]},
        {"role": "sys", "text": "네."},
    ],
}


def test_tod_with_and_without_states_of_the_system(tmp_path: Path):
    path = written(tmp_path, [DIALOGUE])
    (row,) = FORMATS["tod"].read(path).rows
    assert row == replace(EXAMPLES["tod"], guid="t1")
    assert read_and_written("tod", path) == path.read_text(encoding="utf-8")
    user, system = DIALOGUE["dialogue"]
    path = written(tmp_path, [{**DIALOGUE, "dialogue": [user, {**system, "state": []}]}])
    assert FORMATS["tod"].read(path).rows == (row,)
    assert read_and_written("tod", path) == path.read_text(encoding="utf-8")


def test_tod_wants_the_user_s_states(tmp_path: Path):
    user = {"role": "user", "text": "네."}
    with pytest.raises(
        MalformedError, match=r"file\.json:2: t1: dialogue\[0\]: the user's turn has no key 'state'"
    ):
        FORMATS["tod"].read(written(tmp_path, [{**DIALOGUE, "dialogue": [user]}]))


def test_sts_writes_numbers_as_they_were_found(tmp_path: Path):
    record = {
        "guid": "s1",
        "source": "airbnb-rtt",
        "sentence1": "가",
        "sentence2": "나",
        "labels": {"label": 5, "real-label": 1.428571428571429, "binary-label": 1},
        "annotations": {"agreement": "0:0:0:0:0:1", "annotators": ["17"], "annotations": [5]},
    }
    path = written(tmp_path, [record])
    assert read_and_written("sts", path) == path.read_text(encoding="utf-8")


def test_all_bad_records_are_named(tmp_path: Path):
    bad = [{**NLI[0], "label2": 3}, NLI[1], {"guid": "n3"}, 7]
    with pytest.raises(MalformedError) as caught:
        FORMATS["nli"].read(written(tmp_path, bad))
    assert [(i.row, i.guid) for i in caught.value.incidents] == [(2, "n0"), (26, "n3"), (29, None)]


@pytest.mark.parametrize(
    ("options", "layout"),
    [
        ({"indent": None}, Layout(indent=None)),
        ({"indent": 2}, Layout(indent="  ")),
        ({"ensure_ascii": True}, Layout(escaped=True)),
    ],
)
def test_other_layouts_are_kept(options: dict[str, object], layout: Layout, tmp_path: Path):
    row = {
        "guid": "r1",
        "sentence": "가",
        "subject_entity": None,
        "object_entity": None,
        "label": "",
        "source": "",
    }
    mention = {"word": "가", "start_idx": 0, "end_idx": 0, "type": "PER"}
    path = written(tmp_path, [{**row, "subject_entity": mention, "object_entity": mention}], **options)
    file = FORMATS["re"].read(path)
    assert file.frame == layout
    assert read_and_written("re", path) == path.read_text(encoding="utf-8")


def test_nothing_is_a_file_too(tmp_path: Path):
    for task in ("tc", "sts", "nli", "re", "tod"):
        FORMATS[task].write(KlueFile((), FORMATS[task].frame), tmp_path / "none.json")
        assert FORMATS[task].read(tmp_path / "none.json").rows == ()
