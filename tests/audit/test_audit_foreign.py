"""Records that do not have KLUE's shape, or another's: tables, JSON lines, missing and unknown keys."""

from __future__ import annotations

import csv
import json

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from audit_data import nli, tc

from pipeline.audit.foreign import adapt
from pipeline.audit.reading import read_paths
from pipeline.audit.run import audit
from pipeline.errors import BadInputError
from pipeline.klue_format import FORMATS, KlueFile

NER = {
    "guid": "ner1",
    "sentence": "<서다온:PS> 님",
    "tokens": list("서다온 님"),
    "ner_tags": [6, 7, 7, 12, 12],
}
AS_DATASETS_HAS_IT = {
    "tc": {"guid": "tc1", "title": "새 다리가 놓였다", "label": 2, "url": "", "date": "2026"},
    "sts": {
        "guid": "sts1",
        "source": "a",
        "sentence1": "불을 켜 줘",
        "sentence2": "조명 켜 줘",
        "labels": {"label": 4.3, "real-label": 4.333333, "binary-label": 1},
    },
    "nli": {
        "guid": "nli1",
        "source": "a",
        "premise": "비가 왔다.",
        "hypothesis": "비가 오지 않았다.",
        "label": 2,
    },
    "ner": NER,
    "re": {
        "guid": "re1",
        "sentence": "서다온은 정선에서 났다.",
        "subject_entity": {"word": "서다온", "start_idx": 0, "end_idx": 2, "type": "PER"},
        "object_entity": {"word": "정선", "start_idx": 5, "end_idx": 6, "type": "LOC"},
        "label": 14,
        "source": "a",
    },
    "dp": {
        "guid": "dp1",
        "sentence": "비가 왔다.",
        "index": [1, 2],
        "word_form": ["비가", "왔다."],
        "lemma": ["비 가", "오 았 다 ."],
        "pos": ["NNG+JKS", "VV+EP+EF+SF"],
        "head": [2, 0],
        "deprel": ["NP_SBJ", "VP"],
    },
    "mrc": {
        "guid": "mrc1",
        "title": "정선",
        "context": "정선은 강원도에 있다.",
        "news_category": "",
        "source": "a",
        "is_impossible": True,
        "question_type": 3,
        "question": "춘천은 어디에 있는가?",
        "answers": {"answer_start": [4], "text": ["강원도"]},
    },
    "tod": {
        "guid": "tod1",
        "domains": ["숙소"],
        "dialogue": [
            {"role": "user", "text": "북쪽에 묵을 곳이요.", "state": ["숙소-지역-서울 북쪽"]},
            {"role": "sys", "text": "네.", "state": []},
        ],
    },
}


def write_jsonl(path, *records):
    lines = (json.dumps(record, ensure_ascii=False) for record in records)
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


def write_json(path, *records):
    path.write_text(json.dumps(list(records), ensure_ascii=False), encoding="utf-8")
    return path


def write_parquet(path, *records):
    pq.write_table(pa.Table.from_pylist(list(records)), path)
    return path


def write_csv(path, *records):
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, records[0])
        writer.writeheader()
        writer.writerows(records)
    return path


@pytest.mark.parametrize("write", [write_jsonl, write_json, write_parquet, write_csv])
@pytest.mark.parametrize("task", AS_DATASETS_HAS_IT)
def test_records_of_datasets_are_read_and_have_no_defects(task, write, tmp_path):
    path = write(tmp_path / f"dev.{write.__name__.partition('_')[2]}", AS_DATASETS_HAS_IT[task])
    (file,) = read_paths([path], task)
    assert [record.guid for record in file.records] == [f"{task}1"]
    assert set(audit([file]).counts) <= {"shape.keys"}
    assert [found.task for found in read_paths([tmp_path], None)] == [task]


def test_what_the_adapted_records_say():
    assert adapt("nli", AS_DATASETS_HAS_IT["nli"])["gold_label"] == "contradiction"
    assert adapt("tc", AS_DATASETS_HAS_IT["tc"])["label"] == "사회"
    assert adapt("re", AS_DATASETS_HAS_IT["re"])["label"] == "per:place_of_birth"
    assert adapt("re", {"label": "18"})["label"] == "per:employee_of"
    impossible = adapt("mrc", AS_DATASETS_HAS_IT["mrc"])
    assert impossible["answers"] == []
    assert impossible["plausible_answers"] == [{"text": "강원도", "answer_start": 4}]
    ner = adapt("ner", NER)
    assert (ner["sentence"], ner["inline"]) == ("서다온 님", "<서다온:PS> 님")
    assert ner["entities"] == [{"start": 0, "end": 3, "type": "PS", "surface": "서다온"}]


def test_numbers_have_the_names_that_the_table_gives_them(tmp_path):
    table = pa.Table.from_pylist([AS_DATASETS_HAS_IT["nli"] | {"label": 0}])
    features = {"label": {"names": ["contradiction", "neutral"], "_type": "ClassLabel"}}
    noted = json.dumps({"info": {"features": features}})
    pq.write_table(table.replace_schema_metadata({"huggingface": noted}), tmp_path / "dev.parquet")
    (file,) = read_paths([tmp_path / "dev.parquet"], None)
    assert file.records[0].row.gold_label == "contradiction"


def test_missing_and_unknown_keys_are_said_once(tmp_path):
    records = [{"guid": f"tc{n}", "title": f"{n}번째 제목", "label": "사회", "id": n} for n in range(3)]
    path = write_json(tmp_path / "ynat_train.json", *records)
    report = audit(read_paths([path], None))
    assert report.counts == {"shape.keys": 5}
    assert report.incidents[0].message == "tc0: unknown key 'id', 3 times from here on"
    assert "tc0: no key 'annotations', 3 times from here on" in {i.message for i in report.incidents}


def test_a_record_that_cannot_be_read_does_not_hide_the_others(tmp_path):
    path = tmp_path / "ynat_train.json"
    FORMATS["tc"].write(KlueFile((tc(), tc("둘  째", guid="tc2")), FORMATS["tc"].frame), path)
    path.write_text(path.read_text(encoding="utf-8").replace('"label": "사회"', '"label": 1', 1), "utf-8")
    report = audit(read_paths([path], None))
    assert report.counts == {"shape.record": 1, "text.double_space": 1}
    lines = path.read_text(encoding="utf-8").split("\n")
    assert report.incidents[0].message == "tc1: label: text is wanted, not 1"
    assert "tc2" in lines[report.incidents[1].row - 1]


def test_rows_of_a_tabular_file_that_cannot_be_read(tmp_path):
    path = tmp_path / "klue-dp-v1_train.tsv"
    block = (
        "## {0}\t비가 왔다.\n1\t비가\t비 가\tNNG+JKS\t2\tNP_SBJ\n2\t왔다.\t오 았 다 .\tVV+EP+EF+SF\t0\tVP\n\n"
    )
    broken = block.format("dp2").replace("\t2\tNP_SBJ", "\t2")
    path.write_text(block.format("dp1") + broken + block.format("dp3"), encoding="utf-8")
    report = audit(read_paths([path], "dp"))
    assert report.counts == {"shape.record": 1, "dup.exact": 1}
    assert report.incidents[0].message == "dp2: 6 columns are wanted, not 5"
    assert [found.row for found in report.incidents] == [6, 9]


def test_questions_in_squad_s_own_shape(tmp_path):
    question = {"id": "q1", "question": "어디인가?", "answers": [{"text": "강원도", "answer_start": 5}]}
    data = [{"title": "정선", "paragraphs": [{"context": "정선은 강원도에 있다.", "qas": [question]}]}]
    path = tmp_path / "squad_dev.json"
    path.write_text(json.dumps({"version": 1.1, "data": data}), encoding="utf-8")
    (file,) = read_paths([path], None)
    report = audit([file])
    assert (file.records[0].guid, file.records[0].row.question_type) == ("q1", 1)
    assert report.counts == {"shape.keys": 3, "mrc.answer_offset": 1}
    assert report.incidents[-1].message.endswith("it first stands at 4")


def test_a_file_of_which_nothing_can_be_read_is_an_error(tmp_path):
    path = tmp_path / "nli_dev.json"
    FORMATS["nli"].write(KlueFile((nli(),), FORMATS["nli"].frame), path)
    with pytest.raises(BadInputError, match=r"nli_dev\.json:2: nli1: no key"):
        read_paths([path], "sts")


def test_damaged_tables(tmp_path):
    (tmp_path / "x.csv").write_text('title,label\n"a,b\n', encoding="utf-8")
    (tmp_path / "x.jsonl").write_text('{"title": "가", "label": 2}\n{"title": ', encoding="utf-8")
    (tmp_path / "x.parquet").write_bytes(b"PAR1")
    (tmp_path / "e.csv").write_text("", encoding="utf-8")
    (tmp_path / "x.conllu").write_text("# text = 가\n", encoding="utf-8")
    for name, words in (
        ("x.csv", "x.csv:2: is no table"),
        ("x.jsonl", "x.jsonl:2: is not JSON"),
        ("x.parquet", "is no Parquet table"),
        ("e.csv", "e.csv:1: the file is empty"),
        ("x.conllu", "Universal Dependencies are not audited"),
    ):
        with pytest.raises(BadInputError, match=words):
            read_paths([tmp_path / name], "tc")


def test_rows_with_too_few_cells(tmp_path):
    (tmp_path / "dev.csv").write_text("title,label\n새 다리,사회\n둘째\n", encoding="utf-8")
    report = audit(read_paths([tmp_path / "dev.csv"], "tc"))
    (dropped,) = [found for found in report.incidents if found.check == "shape.record"]
    assert (dropped.row, dropped.message) == (3, "2 cells are wanted, not 1")
