"""What the demonstration releases can be written as KLUE's own files, with every field that those have."""

from __future__ import annotations

import json

import pytest

from pipeline.klue_format.release import export_table

pytestmark = [pytest.mark.xdist_group("demo"), pytest.mark.timeout(900)]

JSON_FIELDS = {
    "tc": "guid title predefined_news_category label annotations.annotators "
    "annotations.annotations.first-scope annotations.annotations.second-scope "
    "annotations.annotations.third-scope url date",
    "sts": "guid source sentence1 sentence2 labels.label labels.real-label labels.binary-label "
    "annotations.agreement annotations.annotators annotations.annotations",
    "nli": "guid source premise hypothesis gold_label author label2 label3 label4 label5",
    "re": "guid sentence subject_entity.word subject_entity.start_idx subject_entity.end_idx "
    "subject_entity.type object_entity.word object_entity.start_idx object_entity.end_idx object_entity.type "
    "label source",
    "mrc": "data.title data.news_category data.source data.paragraphs.context data.paragraphs.qas.guid "
    "data.paragraphs.qas.question data.paragraphs.qas.question_type data.paragraphs.qas.is_impossible "
    "data.paragraphs.qas.answers.text data.paragraphs.qas.answers.answer_start "
    "data.paragraphs.qas.plausible_answers.text data.paragraphs.qas.plausible_answers.answer_start",
    "tod": "guid domains dialogue.role dialogue.text dialogue.state",
}
"""The fields of KLUE's own JSON files, by the names they have there."""


@pytest.mark.parametrize("task", JSON_FIELDS)
def test_klues_json_fields_are_all_there_and_filled(demonstration, tmp_path, task):
    path = tmp_path / f"{task}.json"
    export_table(demonstration.table(task), task, path)
    assert set(JSON_FIELDS[task].split()) <= filled(json.loads(path.read_text()))


def filled(value: object, at: str = "") -> set[str]:
    """List the paths below which there is a value that is not null."""
    if isinstance(value, dict):
        return {path for name, inner in value.items() for path in filled(inner, f"{at}.{name}".lstrip("."))}
    if isinstance(value, list):
        return {path for inner in value for path in filled(inner, at)}
    return set() if value is None else {at}


def test_entity_recognition_has_the_lines_of_klue(demonstration, tmp_path):
    export_table(demonstration.table("ner"), "ner", tmp_path / "ner.tsv")
    lines = (tmp_path / "ner.tsv").read_text().splitlines()
    heads = dict(line.removeprefix("## ").partition("\t")[::2] for line in lines if line.startswith("## "))
    inline = [heads[guid] for guid in demonstration.table("ner")["guid"].to_pylist()]
    assert sum(":PS>" in sentence for sentence in inline) > 5
    tags = {line.split("\t")[1] for line in lines if line and not line.startswith("##")}
    assert tags <= {"O"} | {
        f"{part}-{kind}" for part in "BI" for kind in ("PS", "LC", "OG", "DT", "TI", "QT")
    }
    assert len(tags) > 6


def test_dependency_parsing_has_the_columns_of_klue(demonstration, tmp_path):
    export_table(demonstration.table("dp"), "dp", tmp_path / "dp.tsv")
    lines = (tmp_path / "dp.tsv").read_text().splitlines()
    words = [line.split("\t") for line in lines if line and not line.startswith("##")]
    assert len(words) > 100
    assert {len(word) for word in words} == {6}
    assert all(all(word) for word in words)
