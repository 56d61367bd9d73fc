"""Likely label errors, ranked by confident learning."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from pipeline.audit.check import Family, Finds, Found
from pipeline.audit.confident import suspects
from pipeline.audit.logistic import Ints, out_of_sample
from pipeline.audit.ngrams import SIZES, tf_idf
from pipeline.audit.records import DataFile
from pipeline.ids import rank
from pipeline.tasks.nli.row import NliRow
from pipeline.tasks.re.row import ReRow
from pipeline.tasks.sts.row import StsRow

FAMILY = Family("Likely label errors")

SUSPECT = "label.suspect"
FEWEST = 100
"""Records below which a model learns nothing."""
FOLDS = 5
_SEED = 0

_SUBJECT, _OBJECT, _SHARED, _ADDED = "\ue000", "\ue001", "\ue002", "\ue003"


@dataclass(frozen=True, slots=True)
class _Learnt:
    """What a model of a task reads, learns, and what folds keep together."""

    text: Callable[[Any], str]
    label: Callable[[Any], str]
    group: Callable[[Any], str]


def _marked(row: ReRow) -> str:
    """Put types in the place of subject and object."""
    ends = [
        (row.subject_entity.start_idx, row.subject_entity.end_idx, _SUBJECT + row.subject_entity.type),
        (row.object_entity.start_idx, row.object_entity.end_idx, _OBJECT + row.object_entity.type),
    ]
    text = row.sentence
    for start, end, mark in sorted(ends, reverse=True):
        text = text[:start] + mark + text[end + 1 :]
    return f"{ends[0][2]}{ends[1][2]} {text}"


def _compared(one: str, other: str) -> str:
    """Write the second text, and a mark for every step of how much of it the first one has."""
    grams = [
        ({text[at : at + size] for at in range(len(text) - size + 1)} for text in (one, other))
        for size in SIZES
    ]
    shares = [len(left & right) / max(len(right), 1) for left, right in grams]
    marks = "".join(chr(ord(_SHARED) + 1 + round(20 * share)) * 2 for share in shares)
    added = " ".join(word for word in other.split() if word not in one)
    return f"{marks} {other} {_ADDED}{added}"


def _inference(row: NliRow) -> str:
    return _compared(row.premise, row.hypothesis)


def _similarity(row: StsRow) -> str:
    return _compared(row.sentence1, row.sentence2) + " " + _compared(row.sentence2, row.sentence1)


_LEARNT = {
    "tc": _Learnt(lambda row: row.title, lambda row: row.label, lambda row: row.title),
    "nli": _Learnt(_inference, lambda row: row.gold_label, lambda row: row.premise),
    "re": _Learnt(_marked, lambda row: row.label, lambda row: row.sentence),
    "sts": _Learnt(_similarity, lambda row: str(row.labels.binary_label), lambda row: row.sentence1),
}


@FAMILY.file(
    SUSPECT,
    "info",
    "a label that a model takes for an error",
    explanation=(
        "A linear model on character n-grams, trained on the other four fifths of the file, is more "
        "confident in another label than it mostly is where that label is given (confident learning, "
        "Northcutt et al. 2021). Findings are ranked, the likeliest error first. For topics and relations "
        "the ranking is good, for similarity fair; inference is more than such a model can read, and weak."
    ),
    repair="Read the first ones, down to where errors become rare.",
    tasks="tc nli re sts",
    on_request=True,
)
def check_suspect(file: DataFile) -> Finds:
    """Rank the records whose label a model, which has not seen them, takes for an error."""
    learnt = _LEARNT[file.task]
    rows = [record.row for record in file.records]
    names, label = np.unique([learnt.label(row) for row in rows], return_inverse=True)
    if len(rows) < FEWEST or len(names) < 2:
        return
    probabilities = out_of_sample(
        tf_idf([learnt.text(row) for row in rows]),
        label.astype(np.int64),
        folds([learnt.group(row) for row in rows]),
        len(names),
    )
    ranked = suspects(probabilities, label.astype(np.int64))
    for place, number in enumerate(ranked.tolist(), start=1):
        best = int(probabilities[number].argmax())
        given, other = probabilities[number, label[number]], probabilities[number, best]
        yield Found(
            f"{names[label[number]]} is the label; a model gives it {given:.2f}, and {names[best]} "
            f"{other:.2f} (rank {place} of {len(ranked)})",
            record=file.records[number],
        )


def folds(groups: list[str]) -> Ints:
    """Deal groups into folds, in an order that their names decide; shape (records,)."""
    ordered = sorted(set(groups), key=lambda group: rank(_SEED, SUSPECT, group))
    fold_of = {group: number % FOLDS for number, group in enumerate(ordered)}
    return np.array([fold_of[group] for group in groups], dtype=np.int64)
