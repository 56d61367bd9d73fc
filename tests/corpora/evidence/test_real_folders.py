import csv
import shutil

import pytest

from pipeline.corpora.evidence.check import check_folder

EVIDENCE_ONLY = shutil.ignore_patterns("SOURCE.txt", "*.bz2", "*.tar.gz", "[0-9]*.json", "*.conllu")


@pytest.fixture(scope="module")
def cases(real_data):
    with (real_data / "licence_cases.tsv").open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines, delimiter="\t"))


def test_every_case_holds_and_no_name_helps(cases, real_data, tmp_path):
    """Real folders, under names that tell nothing and without the notes on them."""
    assert len(cases) == 18
    for number, case in enumerate(cases):
        copy = tmp_path / f"x{number * 7919 % 1000}"
        shutil.copytree(real_data / case["folder"], copy, ignore=EVIDENCE_ONLY)
        said = check_folder(copy, case["declared"]).verdict
        assert said.name in case["verdict"].split("|"), (case["folder"], said.reason)


@pytest.mark.parametrize(
    ("folder", "declared", "name", "licence"),
    [
        ("klue", None, "accept", "CC-BY-SA-4.0"),
        ("nsmc", None, "accept", "CC0-1.0"),
        ("korquad", "CC-BY-4.0", "refuse", "LicenseRef-CC-BY-ND-2.0-KR"),
        ("unsmile", None, "refuse", "CC-BY-NC-ND-4.0"),
        ("kmou-ner", "CC-BY-4.0", "refuse", "CC-BY-4.0"),
        ("kornli-xnli", None, "refuse", "CC-BY-NC-4.0"),
        ("petitions", "CC0-1.0", "quarantine", "CC0-1.0"),
        ("parakqc", "CC0-1.0", "quarantine", "CC0-1.0"),
        ("ud-ko-pud", "CC-BY-SA-4.0", "accept-with-warning", "CC-BY-SA-4.0"),
    ],
)
def test_other_claims_about_real_folders(real_data, folder, declared, name, licence):
    said = check_folder(real_data / folder, declared).verdict
    assert (said.name, said.licence) == (name, licence), said.reason
