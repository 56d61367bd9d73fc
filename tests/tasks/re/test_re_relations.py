from __future__ import annotations

import ast
import csv
import json
import re
from itertools import product
from pathlib import Path

import pytest

from pipeline.resources import shipped
from pipeline.tasks.re.relations import KOREAN, LABELS, MISTAKEN, NO_RELATION, RELATIONS, allowed, options
from pipeline.tasks.re.values import OBJECT_TYPES, SUBJECT_TYPES

PAIRS = list(product(SUBJECT_TYPES, OBJECT_TYPES))


def test_relations_are_those_of_klue(real_data: Path):
    path = real_data / "klue/klue_benchmark/klue-re-v1.1/relation_list.json"
    assert set(LABELS) == set(json.loads(path.read_text(encoding="utf-8"))["relations"])


def test_types_fit_those_of_klue(real_data: Path):
    """KLUE's own types are now and then wrong; nearly all of its relations are allowed here."""
    path = real_data / "klue-re-sample/klue-re-v1.1_train_sample.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["gold_label_name"] != NO_RELATION]
    fits = 0
    for row in rows:
        subject, object_ = (ast.literal_eval(row[key])["type"] for key in ("subject_entity", "object_entity"))
        fits += row["gold_label_name"] in options(subject, object_)
    assert len(rows) > 1000
    assert fits / len(rows) > 0.92


def test_there_are_thirty():
    assert len(LABELS) == len(set(LABELS)) == 30
    assert [kind.name[:3] for kind in RELATIONS] == ["org"] * 11 + ["per"] * 18


@pytest.mark.parametrize(("subject", "object_"), PAIRS)
def test_options_fit_the_digits_and_differ_in_name(subject: str, object_: str):
    found = options(subject, object_)
    assert found[-1] == NO_RELATION
    assert len(found) <= 10
    assert len({KOREAN[label] for label in found}) == len(found)
    assert all(name.startswith(subject.lower()) for name in found[:-1])
    assert len({kind.description for kind in allowed(subject, object_)}) == len(found) - 1


def test_every_relation_can_be_answered():
    assert {label for pair in PAIRS for label in options(*pair)} == set(LABELS)


def test_mistakes_are_between_relations_of_one_subject():
    for label, mistaken in MISTAKEN.items():
        assert label != mistaken
        assert {label, mistaken} <= set(LABELS)
        assert label[:3] == mistaken[:3]


def test_guide_and_table_agree():
    guide = (shipped("annotation_guides") / "re" / "guide.ko.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| ((?:org|per):\S+) \| ([^|]+) \| ([^|]+) \| [^|]+ \|$", guide, re.MULTILINE)
    told = [(name, korean, set(objects.split(", "))) for name, korean, objects in rows]
    assert told == [(kind.name, kind.korean, set(kind.objects)) for kind in RELATIONS]
