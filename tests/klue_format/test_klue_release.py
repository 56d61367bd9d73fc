from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from klue_format.klue_rows import EXAMPLES

from pipeline.errors import BadInputError, UsageError
from pipeline.klue_format import FORMATS, KlueFile, export_table, from_release, import_file, to_release
from pipeline.klue_format.files import load
from pipeline.klue_format.registry import detect
from pipeline.tasks.registry import TASKS


def shared(task: str, row: Any) -> dict[str, Any]:
    return to_release(task, [row], "CC-BY-SA-4.0").to_pylist()[0]


def test_rows_are_those_of_the_tasks():
    for name, task in TASKS.items():
        assert FORMATS[name].row_type is task.row_type


def test_annotators_of_tc():
    record = shared("tc", EXAMPLES["tc"])
    assert record["source_ids"] == record["doc_ids"] == []
    assert (record["licence"], record["release_licence"]) == ("CC-BY-SA-4.0", "CC-BY-SA-4.0")
    assert record["raw_answers"] == [
        {"annotator": "18", "round": "label", "answer": '{"topics":["사회"]}'},
        {"annotator": "03", "round": "label", "answer": '{"topics":["사회","경제"]}'},
        {"annotator": "15", "round": "label", "answer": '{"topics":["경제","사회","생활문화"]}'},
    ]
    assert record["consensus"]["status"] == "imported"
    assert record["consensus"]["support"] == pytest.approx(2 / 3)


def test_annotators_of_sts():
    record = shared("sts", EXAMPLES["sts"])
    assert record["source_ids"] == ["airbnb-rtt"]
    assert [answer["answer"] for answer in record["raw_answers"]] == ['{"score":5.0}'] * 2 + ['{"score":4.0}']
    assert record["consensus"]["support"] == 1.0


def test_annotators_of_nli():
    record = shared("nli", EXAMPLES["nli"])
    assert [(a["annotator"], a["round"]) for a in record["raw_answers"]] == [
        ("author", "write"),
        ("label2", "label"),
        ("label3", "label"),
    ]
    assert record["consensus"]["support"] == pytest.approx(2 / 3)


@pytest.mark.parametrize("task", ["ner", "re", "dp", "mrc", "tod"])
def test_where_nobody_is_named_nobody_answers(task: str):
    record = shared(task, EXAMPLES[task])
    assert record["raw_answers"] == []
    assert record["consensus"] == {
        "method": "unstated",
        "support": 0.0,
        "confidence": 0.0,
        "status": "imported",
    }


def test_answers_that_are_not_aligned_are_nobody_s():
    sts = EXAMPLES["sts"]
    assert (
        shared("sts", replace(sts, annotations=replace(sts.annotations, annotators=("1",))))["raw_answers"]
        == []
    )
    tc = EXAMPLES["tc"]
    assert (
        shared("tc", replace(tc, annotations=replace(tc.annotations, annotators=("1",))))["raw_answers"] == []
    )


@pytest.mark.parametrize(
    ("task", "expected"),
    [("ner", ["nsmc"]), ("dp", ["wikitree"]), ("mrc", ["wikipedia"]), ("re", ["wikipedia"])],
)
def test_sources(task: str, expected: list[str]):
    assert shared(task, EXAMPLES[task])["source_ids"] == expected
    assert shared(task, replace(EXAMPLES[task], guid="x"))["source_ids"] == (
        expected if task in ("mrc", "re") else []
    )


@pytest.mark.parametrize("task", sorted(FORMATS))
def test_a_file_is_known_by_its_content(task: str, tmp_path: Path):
    path = tmp_path / "file"
    FORMATS[task].write(KlueFile((EXAMPLES[task],), FORMATS[task].frame), path)
    assert detect(load(path)).task == task
    table = import_file(path, None, "cc-by-sa-4.0")
    assert table.equals(import_file(path, task, "CC-BY-SA-4.0"))
    assert from_release(task, table) == [EXAMPLES[task]]


@pytest.mark.parametrize(
    "text", ["[]", "{}", "[1]", '{"a": 1}', '[{"a": 1}]', "1\t가\n", "## 칼럼명 : A\tB\n"]
)
def test_a_file_of_nobody_knows_what(text: str, tmp_path: Path):
    path = tmp_path / "file"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadInputError, match="file:1: is of none of the tasks") as caught:
        import_file(path, None, "CC0-1.0")
    assert "tod" in str(caught.value.remedy)


def test_an_empty_file(tmp_path: Path):
    path = tmp_path / "file"
    path.write_text(" \n", encoding="utf-8")
    with pytest.raises(BadInputError, match="file:1: the file is empty"):
        import_file(path, None, "CC0-1.0")


def test_what_a_user_may_get_wrong(tmp_path: Path):
    path = tmp_path / "file"
    FORMATS["re"].write(KlueFile((EXAMPLES["re"],), FORMATS["re"].frame), path)
    with pytest.raises(UsageError, match="there is no task xx"):
        import_file(path, "xx", "CC0-1.0")
    with pytest.raises(BadInputError, match="SPDX"):
        import_file(path, None, "my own")
    with pytest.raises(BadInputError, match="unknown key"):
        import_file(path, "nli", "CC0-1.0")
    table = import_file(path, None, "CC0-1.0")
    with pytest.raises(UsageError, match="there is no task xx"):
        export_table(table, "xx", path)
    with pytest.raises(BadInputError, match="no table of the task nli: it has no column premise"):
        export_table(table, "nli", path)
    nulls = table.set_column(1, "sentence", pa.array([None], pa.string()))
    with pytest.raises(BadInputError, match=r"no table of the task re: 0\.sentence"):
        export_table(nulls, "re", path)


def test_numbers_that_the_contract_cannot_hold(tmp_path: Path):
    path = tmp_path / "file"
    row = EXAMPLES["re"]
    row = replace(row, subject_entity=replace(row.subject_entity, end_idx=2**40))
    FORMATS["re"].write(KlueFile((row,), FORMATS["re"].frame), path)
    with pytest.raises(BadInputError, match="does not fit the contract re"):
        import_file(path, None, "CC0-1.0")
