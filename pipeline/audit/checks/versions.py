"""Files of one task beside one another: keys, labels, and versions of the same records."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable
from itertools import combinations
from pathlib import Path
from typing import Any

from pipeline.audit.check import Family, Finds, Found
from pipeline.audit.records import DataFile, DataSet, are_versions

FAMILY = Family("Files beside one another")

_SHOWN = 3
_EXPECTED = 7
"""Records that a split should have of a label for their lack to be no chance: e⁻⁷ < 0.001."""

_LABELS: dict[str, Callable[[Any], tuple[str, ...]]] = {
    "tc": lambda row: (row.label,),
    "nli": lambda row: (row.gold_label,),
    "ner": lambda row: tuple({entity.type for entity in row.entities}),
    "re": lambda row: (row.label,),
    "dp": lambda row: tuple(set(row.deprel)),
}


def _lacking(one: DataFile, other: DataFile) -> list[str]:
    """Give the keys that all objects of one file have and none of the other, though it has such objects."""
    objects = {key.rpartition(".")[0] for key in other.keys}
    return sorted(
        key
        for key, always in one.keys.items()
        if always and key not in other.keys and key.rpartition(".")[0] in objects
    )


def _judged(one: DataFile, other: DataFile) -> DataFile:
    return one if other.reference else other


@FAMILY.data_set(
    "schema.keys",
    "error",
    "keys or columns that differ between files of one task",
    explanation="What every record has in one file no record has in the other: readers of both must guess.",
    repair="Write both files with the same keys.",
)
def check_keys(data: DataSet) -> Finds:
    """Compare the keys of all files of a task."""
    for _, files in data.by_task():
        for one, other in combinations(files, 2):
            if (one.reference and other.reference) or not (one.records and other.records):
                continue
            if Path(one.path).suffix != Path(other.path).suffix:
                continue
            only_one, only_other = _lacking(one, other), _lacking(other, one)
            if only_one or only_other:
                parts = [
                    f"{', '.join(map(repr, keys))} only in {file.path}"
                    for keys, file in ((only_one, one), (only_other, other))
                    if keys
                ]
                yield Found("; ".join(parts), file=_judged(one, other).path)


@FAMILY.data_set(
    "schema.labels",
    "info",
    "a label that another split never has",
    explanation=(
        "Going by the one split, the other should have at least seven records of it. Without an example in "
        "training a label cannot be learnt, without one in testing it is not measured."
    ),
    repair="Split by label, or merge labels that are too rare.",
    tasks="tc nli ner re dp",
)
def check_labels(data: DataSet) -> Finds:
    """Compare the labels of different splits."""
    for task, files in data.by_task():
        if task not in _LABELS:
            continue
        counts = [
            Counter(label for record in f.records for label in _LABELS[task](record.row)) for f in files
        ]
        for (one, had), (other, has) in combinations(zip(files, counts, strict=True), 2):
            if (one.reference and other.reference) or are_versions(one, other) or not (had and has):
                continue
            for label in sorted(had.keys() ^ has.keys()):
                lacking, owner, count = (other, one, had[label]) if label in had else (one, other, has[label])
                if count / len(owner.records) * len(lacking.records) < _EXPECTED:
                    continue
                message = f"no record of {lacking.path} has {label!r}, {count} of {owner.path} do"
                yield Found(message, file=_judged(one, other).path)


@FAMILY.data_set(
    "version.nfkc",
    "error",
    "a version that is another one after NFKC",
    explanation=(
        "Two files hold records of the same guids, and where texts differ, those of the one are NFKC of the "
        "other's: somebody normalised by NFKC between the versions. It cannot be undone, for NFKC maps "
        "several characters to one."
    ),
    repair="Build the version anew from the one before, with NFC.",
)
def check_nfkc_version(data: DataSet) -> Finds:
    """Compare the texts of versions, guid by guid."""
    for _, files in data.by_task():
        for one, other in combinations(files, 2):
            if not are_versions(one, other):
                continue
            texts = {record.guid: record.texts for record in one.records}
            changed = [
                (before.text, after.text)
                for record in other.records
                if record.guid in texts
                for before, after in zip(texts[record.guid], record.texts, strict=False)
                if before.text != after.text
            ]
            for pairs, earlier, later in (
                (changed, one, other),
                ([(after, before) for before, after in changed], other, one),
            ):
                if pairs and all(unicodedata.normalize("NFKC", old) == new for old, new in pairs):
                    message = f"all {len(pairs)} texts that differ from {earlier.path} are its texts in NFKC"
                    yield Found(message, file=later.path)
                    break


@FAMILY.data_set(
    "version.changed",
    "info",
    "records that two versions have in different wording or labels",
    explanation="The files hold records of the same guids; what is measured on one is not comparable.",
    repair="Say in the release notes what changed; compare results on one version only.",
)
def check_changed_version(data: DataSet) -> Finds:
    """Count the records that differ between versions."""
    for _, files in data.by_task():
        for one, other in combinations(files, 2):
            if not are_versions(one, other):
                continue
            rows = {record.guid: record.row for record in one.records}
            shared = [record for record in other.records if record.guid in rows]
            changed = [record for record in shared if record.row != rows[record.guid]]
            if changed:
                some = ", ".join(record.guid for record in changed[:_SHOWN])
                message = f"{len(changed)} of {len(shared)} records differ from {one.path}, such as {some}"
                yield Found(message, file=other.path)
