from __future__ import annotations

import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from audit_data import mrc, ner, nli, tc, tod

from pipeline.audit.file_records import split_of
from pipeline.audit.reading import read_data, read_paths
from pipeline.audit.run import audit
from pipeline.errors import BadInputError, UsageError
from pipeline.klue_format import FORMATS, KlueFile, MalformedError, to_release
from pipeline.tables import write_parquet


def klue_file(path: Path, task: str, *rows) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    FORMATS[task].write(KlueFile(rows, FORMATS[task].frame), path)
    return path


@pytest.mark.parametrize(
    ("task", "rows", "name"),
    [
        ("nli", [nli(), nli(guid="nli2", premise='그는 "guid": 라고 적었다.')], "nli.json"),
        ("mrc", [mrc(), mrc(guid="mrc2"), mrc(guid="mrc3", context="다른 글", answers=())], "mrc.json"),
        ("tod", [tod(), tod(guid="tod2")], "tod.json"),
        ("ner", [ner(), ner("둘째 문장", (), guid="ner2")], "ner.tsv"),
    ],
)
def test_lines_name_the_records(task, rows, name, tmp_path):
    path = klue_file(tmp_path / name, task, *rows)
    lines = path.read_text(encoding="utf-8").split("\n")
    (file,) = read_paths([path], None)
    assert [record.guid for record in file.records] == [row.guid for row in rows]
    for record in file.records:
        assert record.guid in lines[record.line - 1]


def test_tokens_have_their_own_lines(tmp_path):
    path = klue_file(tmp_path / "ner.tsv", "ner", ner(), ner("겨우 24살", ((2, 6, "QT"),), guid="ner2"))
    report = audit(read_paths([path], None))
    (incident,) = [found for found in report.incidents if found.check == "ner.edge_space"]
    assert path.read_text(encoding="utf-8").split("\n")[incident.row - 1] == " \tB-QT"


def test_a_table_s_lines_are_rows(tmp_path):
    rows = [tc(), tc("두 번째  제목", guid="tc2")]
    write_parquet(tmp_path / "dev.parquet", to_release("tc", rows, "CC0-1.0"))
    (file,) = read_paths([tmp_path / "dev.parquet"], None)
    assert (file.task, file.split, file.native) == ("tc", "dev", False)
    (incident,) = audit([file]).incidents
    assert (incident.check, incident.row, incident.guid) == ("text.double_space", 2, "tc2")


def test_a_folder_is_read_whole_and_the_rest_left_out(tmp_path):
    klue_file(tmp_path / "a" / "nli_train.json", "nli", nli())
    klue_file(tmp_path / "b" / "ner_dev.tsv", "ner", ner())
    (tmp_path / "ontology.json").write_text('{"숙소-지역": ["서울"]}', encoding="utf-8")
    (tmp_path / "other.tsv").write_text("id\ttext\n", encoding="utf-8")
    (tmp_path / "README.md").write_text("읽어 보세요", encoding="utf-8")
    pq.write_table(pa.table({"x": [1]}), tmp_path / "x.parquet")
    assert [(file.task, file.split) for file in read_paths([tmp_path], None)] == [
        ("nli", "train"),
        ("ner", "dev"),
    ]
    assert [file.task for file in read_paths([tmp_path], "ner")] == ["ner"]


def test_a_damaged_file_in_a_folder_is_an_error(tmp_path):
    klue_file(tmp_path / "ner_dev.tsv", "ner", ner())
    (tmp_path / "nli.json").write_text('[{"guid": "x", ', encoding="utf-8")
    with pytest.raises(BadInputError, match=r"nli\.json:1: .*breaks off"):
        read_paths([tmp_path], None)


def test_malformed_rows_are_an_error_with_their_line(tmp_path):
    path = klue_file(tmp_path / "ner.tsv", "ner", ner())
    path.write_text(path.read_text(encoding="utf-8").replace("서\tB-PS", "서 B-PS"), encoding="utf-8")
    with pytest.raises(MalformedError, match=r"ner\.tsv:7: ner1"):
        read_paths([path], None)


def test_files_are_read_once(tmp_path):
    path = klue_file(tmp_path / "nli_dev.json", "nli", nli())
    assert len(read_data([path, tmp_path], (), None)) == 1
    assert [file.reference for file in read_data([path], [tmp_path], None)] == [False]


def test_what_cannot_be_read(tmp_path):
    (tmp_path / "x.json").write_text('[{"a": 1}]', encoding="utf-8")
    pq.write_table(pa.table({"x": [1]}), tmp_path / "x.parquet")
    (tmp_path / "empty").mkdir()
    for path, words in (
        (tmp_path / "none.json", "no such file"),
        (tmp_path / "none.parquet", "no such file"),
        (tmp_path / "x.json", "none of the tasks"),
        (tmp_path / "x.parquet", "none of the tasks"),
        (tmp_path / "empty", "no data"),
    ):
        with pytest.raises(BadInputError, match=words):
            read_paths([path], None)
    with pytest.raises(UsageError, match="no task pos"):
        read_paths([tmp_path], "pos")


def test_the_ontology_beside_the_dialogues_is_used(tmp_path):
    path = klue_file(tmp_path / "wos_dev.json", "tod", tod(("숙소-이름-은여을",)))
    assert audit(read_paths([path], None)).incidents == ()
    (tmp_path / "ontology.json").write_text(json.dumps({"숙소-이름": ["은여울"]}), encoding="utf-8")
    assert audit(read_paths([path], None)).counts == {"tod.unlisted": 1}
    (tmp_path / "ontology.json").write_text("[1]", encoding="utf-8")
    with pytest.raises(BadInputError, match="is no ontology"):
        read_paths([path], None)


def test_keys_that_differ_are_found_in_files(tmp_path):
    dev = klue_file(tmp_path / "nli_dev.json", "nli", nli())
    train = klue_file(tmp_path / "nli_train.json", "nli", nli(guid="t1", premise="눈이 내렸다."))
    train.write_text(train.read_text(encoding="utf-8").replace('"source"', '"genre"'), encoding="utf-8")
    report = audit(read_data([dev], [train], None))
    assert report.counts == {"schema.keys": 1}
    assert report.incidents[0].message == f"'genre' only in {train}; 'source' only in {dev}"
    assert report.incidents[0].file == str(dev)


def test_what_is_wrong_in_a_shared_text_is_reported_once(tmp_path):
    rows = [nli(guid=f"n{n}", premise="눈이  왔다.", hypothesis=f"{n}번 말했다.") for n in range(3)]
    path = klue_file(tmp_path / "nli_dev.json", "nli", *rows)
    assert audit(read_paths([path], None)).counts == {"text.double_space": 1}


def test_keys_beside_the_records_do_not_count(tmp_path):
    dev = klue_file(tmp_path / "mrc_dev.json", "mrc", mrc())
    other = mrc(guid="t1", context="여기는 강원도 춘천이다.", question="춘천은 어디인가?")
    train = klue_file(tmp_path / "mrc_train.json", "mrc", other)
    train.write_text(train.read_text(encoding="utf-8").replace("{", '{"version": "1",', 1), encoding="utf-8")
    assert audit(read_data([dev], [train], None)).counts == {}


@pytest.mark.parametrize(
    ("name", "split"),
    [("klue-sts-v1_validation.json", "dev"), ("latest.json", None), ("a_train_part2.tsv", "train")],
)
def test_splits_in_names(name, split):
    assert split_of(Path(name)) == split
