from __future__ import annotations

import ast
import csv
import json
from collections import Counter
from pathlib import Path

import pytest
from tasks.sts.sts_cases import unit

from pipeline.klue_format import FORMATS, KlueFile, export_table, import_file
from pipeline.klue_format.files import load
from pipeline.klue_format.registry import detect
from pipeline.tasks.ner.row import inline_markup
from pipeline.tasks.ner.values import Entities, Entity
from pipeline.tasks.re.relations import LABELS
from pipeline.tasks.re.row import EntityMention, ReRow
from pipeline.tasks.sts import TASK as STS
from pipeline.tasks.sts.row import histogram, labels

V1_1 = "klue/klue_benchmark/klue-{0}-v1.1/klue-{0}-v1.1_dev.{1}"
V1 = "klue-v1/klue_benchmark/klue-{0}-v1/klue-{0}-v1_dev.{1}"
FILES = [
    *[("sts", version.format("sts", "json"), 519) for version in (V1_1, V1)],
    *[("nli", version.format("nli", "json"), 3000) for version in (V1_1, V1)],
    *[("ner", version.format("ner", "tsv"), 5000) for version in (V1_1, V1)],
    *[("dp", version.format("dp", "tsv"), 2000) for version in (V1_1, V1)],
    ("tc", "klue-ynat-sample/data/ynat-v1/ynat-v1_dev_sample_10.json", 10),
    ("tod", "klue-wos-sample/data/wos-v1.1/wos-v1.1_dev_sample_10.json", 10),
]


def with_line_feeds(path: Path) -> bytes:
    return path.read_bytes().replace(b"\r\n", b"\n")


@pytest.mark.parametrize(("task", "name", "rows"), FILES)
def test_read_and_written_again_it_is_the_same(
    task: str, name: str, rows: int, real_data: Path, tmp_path: Path
):
    path = real_data / name
    assert detect(load(path)).task == task
    file = FORMATS[task].read(path)
    assert len(file.rows) == rows
    FORMATS[task].write(file, tmp_path / "copy")
    assert (tmp_path / "copy").read_bytes() == with_line_feeds(path)


@pytest.mark.parametrize(
    ("task", "name", "rows"), [file for file in FILES if V1.split("/")[0] not in file[1]]
)
def test_through_a_release_table_it_is_the_same(
    task: str, name: str, rows: int, real_data: Path, tmp_path: Path
):
    path = real_data / name
    table = import_file(path, None, "CC-BY-SA-4.0")
    assert table.num_rows == rows
    export_table(table, task, tmp_path / "copy")
    assert (tmp_path / "copy").read_bytes() == with_line_feeds(path)


def test_sts_labels_follow_from_the_scores(real_data: Path):
    rows = FORMATS["sts"].read(real_data / V1_1.format("sts", "json")).rows
    for row in rows:
        scores = row.annotations.annotations
        mean = STS.consensus(unit(*scores)).value
        assert mean is not None
        derived = labels(mean)
        assert (derived.label, derived.binary_label) == (row.labels.label, row.labels.binary_label)
        assert derived.real_label == pytest.approx(row.labels.real_label, abs=5e-7)
        assert histogram(scores) == row.annotations.agreement
    assert len(rows) == 519


def test_defects_are_kept(real_data: Path):
    dp = {row.guid: row for row in FORMATS["dp"].read(real_data / V1_1.format("dp", "tsv")).rows}
    assert sum(" ".join(row.word_form) != row.sentence for row in dp.values()) == 6
    uneven = [
        row.guid
        for row in dp.values()
        if any(
            len(lemma.split(" ")) != len(pos.split("+"))
            for lemma, pos in zip(row.lemma, row.pos, strict=True)
        )
    ]
    assert uneven
    ner = FORMATS["ner"].read(real_data / V1_1.format("ner", "tsv")).rows
    conjoining = [row for row in ner if any("\u1100" <= character <= "\u11ff" for character in row.sentence)]
    assert len(conjoining) > 100


def test_ner_markup_follows_from_the_tags(real_data: Path):
    rows = FORMATS["ner"].read(real_data / V1.format("ner", "tsv")).rows
    for row in rows:
        entities = Entities(tuple(Entity(span.start, span.end, span.type) for span in row.entities))
        assert inline_markup(row.sentence, entities) == row.inline


def test_sources_are_in_rows_and_guids(real_data: Path):
    def sources(task: str, extension: str) -> Counter[str]:
        rows = FORMATS[task].read(real_data / V1_1.format(task, extension)).rows
        return Counter(source for row in rows for source in FORMATS[task].sources(row))

    assert sources("ner", "tsv") == {"wikitree": 2534, "nsmc": 2466}
    assert set(sources("dp", "tsv")) == {"wikitree", "airbnb"}
    assert set(sources("sts", "json")) == {
        "airbnb-rtt",
        "airbnb-sampled",
        "policy-rtt",
        "policy-sampled",
        "paraKQC-para",
        "paraKQC-sampled",
    }
    assert sources("nli", "json").total() == 3000


def test_relations_of_a_third_party_s_table(real_data: Path, tmp_path: Path):
    """The only public rows of relation extraction here are somebody's CSV; KLUE's own form is JSON."""
    path = real_data / "klue-re-sample/klue-re-v1.1_train_sample.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = tuple(
            ReRow(
                record["guid"],
                record["sentence"],
                EntityMention(**ast.literal_eval(record["subject_entity"])),
                EntityMention(**ast.literal_eval(record["object_entity"])),
                record["gold_label_name"],
                record["source"],
            )
            for record in csv.DictReader(file)
        )
    assert len(rows) == 1500
    assert {row.label for row in rows} <= set(LABELS)
    for row in rows:
        for mention in (row.subject_entity, row.object_entity):
            assert row.sentence[mention.start_idx : mention.end_idx + 1] == mention.word
    klue = FORMATS["re"]
    klue.write(KlueFile(rows, klue.frame), tmp_path / "re.json")
    assert klue.read(tmp_path / "re.json").rows == rows
    first = json.loads((tmp_path / "re.json").read_text(encoding="utf-8"))[0]
    assert list(first) == ["guid", "sentence", "subject_entity", "object_entity", "label", "source"]
