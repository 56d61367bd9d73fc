"""KLUE's own files have the defects that are known of them, and no others of level error."""

from __future__ import annotations

import ast
import csv
from pathlib import Path

import pytest

from pipeline.audit.reading import read_data
from pipeline.audit.run import Report, audit
from pipeline.klue_format import FORMATS, KlueFile
from pipeline.tasks.re.row import EntityMention, ReRow

V1_1 = "klue/klue_benchmark"
V1 = "klue-v1/klue_benchmark"
DEFECTS = {
    f"{V1_1}/klue-dp-v1.1": {
        "dup.near": 1,
        "dp.spreadsheet": 6,
        "dp.form": 1,
        "dp.count": 5,
        "dp.characters": 6,
    },
    f"{V1_1}/klue-ner-v1.1": {
        "text.nfkc": 345,
        "text.nfkc_file": 1,
        "text.entity_markup": 2,
        "text.edge_space": 1,
        "privacy.contact": 1,
        "dup.near": 2,
        "ner.edge_space": 2,
    },
    f"{V1}/klue-ner-v1": {
        "text.not_nfc": 1,
        "text.odd_space": 5,
        "text.entity_markup": 2,
        "text.edge_space": 1,
        "privacy.contact": 1,
        "dup.near": 2,
        "ner.edge_space": 2,
    },
    f"{V1_1}/klue-nli-v1.1": {"text.odd_space": 1, "text.double_space": 0},
    f"{V1_1}/klue-sts-v1.1": {
        "text.odd_space": 6,
        "text.double_space": 8,
        "sts.spread": 32,
        "rating.source": 6,
        "rating.bias": 1,
    },
    "klue-ynat-sample": {},
    "klue-wos-sample": {"text.edge_space": 3, "privacy.contact": 1, "tod.unlisted": 14},
}


def run(*paths: Path) -> Report:
    return audit(read_data(paths, (), None))


@pytest.mark.parametrize("folder", DEFECTS)
def test_the_known_defects_and_no_others(folder: str, real_data: Path):
    expected = {check: count for check, count in DEFECTS[folder].items() if count}
    assert run(real_data / folder).counts == expected


def test_which_sentences_of_dp_are_damaged(real_data: Path):
    report = run(real_data / V1_1 / "klue-dp-v1.1")

    def sentences(*checks: str) -> set[str]:
        return {found.guid.split("_")[2] for found in report.incidents if found.check in checks}

    assert sentences("dp.form", "dp.spreadsheet") == {"00173", "00252", "00280", "00702", "00730", "00887"}
    assert sentences("dp.count") == {"00244", "00512", "00746", "00866", "00962"}
    lines = (real_data / V1_1 / "klue-dp-v1.1/klue-dp-v1.1_dev.tsv").read_text(encoding="utf-8").split("\n")
    for found in report.incidents:
        if found.check == "dp.count":
            assert lines[found.row - 1].split("\t")[3] == "SN+SW"


def test_the_two_versions_of_ner_show_what_happened(real_data: Path):
    report = run(real_data / V1_1 / "klue-ner-v1.1", real_data / V1 / "klue-ner-v1")
    assert report.counts["version.nfkc"] == 1
    assert not [found for found in report.incidents if found.check in ("dup.guid", "dup.exact")]
    (cause,) = [found for found in report.incidents if found.check == "version.nfkc"]
    assert cause.message.startswith("all 385 texts that differ from")
    assert cause.file.endswith("klue-ner-v1.1_dev.tsv")
    damaged = {found.guid for found in report.incidents if found.check == "text.nfkc"}
    assert len(damaged) == 269
    assert "klue-ner-v1.1_dev.tsv" in {Path(f.file).name for f in report.incidents if f.check == "text.nfkc"}


def test_annotator_12_stands_out(real_data: Path):
    report = run(real_data / V1_1 / "klue-sts-v1.1")
    (bias,) = [found.message for found in report.incidents if found.check == "rating.bias"]
    assert bias == (
        "annotator '12' scores 0.68 above the mean of the others (0.57 above the items' means), "
        "over 223 ratings"
    )


def test_relations_of_a_third_party_s_table(real_data: Path, tmp_path: Path):
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
    FORMATS["re"].write(KlueFile(rows, FORMATS["re"].frame), tmp_path / "re_train.json")
    report = run(tmp_path / "re_train.json")
    assert report.counts.get("dup.exact") == 1
    assert [found for found in report.incidents if found.level == "error"] == []
