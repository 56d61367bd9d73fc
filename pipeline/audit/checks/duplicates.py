"""The same record, or nearly the same, twice: within a split, across splits, across tasks."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator
from itertools import combinations

from pipeline.audit.check import Family, Finds, Found
from pipeline.audit.records import DataFile, DataSet, Record, are_versions
from pipeline.audit.texts import ANATOMY
from pipeline.text.duplicates import fold, jaccard, shingles
from pipeline.text.near_duplicates import Proposals, sketch

FAMILY = Family("Duplicates and leaks")

THRESHOLD = 0.8
"""Jaccard similarity of character 5-grams from which on two texts are near-duplicates."""

_Placed = tuple[DataFile, Record[object]]
_NO_ANSWER = (None, ())


class Versions:
    """Which of some files are versions of one another, and are never compared."""

    def __init__(self, files: list[DataFile]) -> None:
        self._pairs = {
            frozenset((id(one), id(other)))
            for one, other in combinations(files, 2)
            if are_versions(one, other)
        }

    def __call__(self, one: DataFile, other: DataFile) -> bool:
        """Tell whether two files hold the same records."""
        return frozenset((id(one), id(other))) in self._pairs


def _apart(one: DataFile, other: DataFile) -> bool:
    """Tell whether two files are different splits."""
    if one is other:
        return False
    return one.reference != other.reference or (one.split is not None and one.split != other.split)


def _any_apart(files: list[DataFile]) -> bool:
    return any(_apart(one, other) for one, other in combinations(files, 2))


def _twins(
    files: list[DataFile], key: Callable[[Record[object]], Hashable], apart: bool
) -> Iterator[tuple[Record[object], Record[object]]]:
    """Pair records of judged files with the first earlier one of equal key in the same or another split."""
    if apart and not _any_apart(files):
        return
    versions = Versions(files)
    earlier: dict[Hashable, list[_Placed]] = defaultdict(list)
    for file in files:
        for record in file.records:
            seen = earlier[key(record)]
            if not file.reference:
                for other, twin in seen:
                    if not versions(file, other) and _apart(file, other) == apart:
                        yield record, twin
                        break
            if all(other is not file for other, _ in seen):
                seen.append((file, record))


def _given(record: Record[object]) -> Hashable:
    return ANATOMY[record.task].given(record.row)


@FAMILY.data_set(
    "dup.guid",
    "error",
    "two records of one guid",
    explanation="A guid names one record; whoever joins by it takes one for the other.",
    repair="Name one of them anew; drop it if it is the same record.",
)
def check_guid(data: DataSet) -> Finds:
    """Find repeated guids, in one file or in different splits."""
    for _, files in data.by_task():
        for apart in (False, True):
            for record, twin in _twins(files, lambda record: record.guid, apart):
                if record.guid:
                    yield Found(f"the guid is also that of {twin.file}:{twin.line}", record=record)


@FAMILY.data_set(
    "dup.exact",
    "warning",
    "a record that stands twice in a split",
    explanation="All that a model is given is the same, but for white space: it counts twice.",
    repair="Keep one of the two.",
)
def check_exact(data: DataSet) -> Finds:
    """Find equal inputs within a split."""
    for _, files in data.by_task():
        for record, twin in _twins(files, _given, apart=False):
            yield Found(f"the same input as {twin.place}", record=record)


@FAMILY.data_set(
    "dup.conflict",
    "error",
    "equal inputs with different labels",
    explanation="The inputs are the same, but for white space, and the labels differ: one of them is wrong.",
    repair="Decide which label is right, and keep one record.",
)
def check_conflict(data: DataSet) -> Finds:
    """Find equal inputs whose labels differ, within a split and across."""
    for task, files in data.by_task():
        answer = ANATOMY[task].answer
        for apart in (False, True):
            for record, twin in _twins(files, _given, apart):
                if answer(record.row) != answer(twin.row):
                    labels = (answer(record.row), answer(twin.row))
                    named = all(isinstance(label, str) for label in labels)
                    what = f": {labels[0]} here, {labels[1]} there" if named else ""
                    yield Found(f"the same input as {twin.place}, labelled otherwise{what}", record=record)


@FAMILY.data_set(
    "dup.cross_split",
    "error",
    "a record that stands in another split too",
    explanation="All that a model is given is the same, but for white space: training data hold the answer.",
    repair="Remove it from the training data, or from this split.",
)
def check_cross_split(data: DataSet) -> Finds:
    """Find equal inputs in different splits."""
    for _, files in data.by_task():
        for record, twin in _twins(files, _given, apart=True):
            yield Found(f"the same input as {twin.place}", record=record)


@FAMILY.data_set(
    "dup.shared_text",
    "warning",
    "a text that stands in another split of the task too",
    explanation=(
        "The record as a whole is new, but its sentence, premise, passage or one of its two sentences stands "
        "in the other split as well: a model may know it by heart."
    ),
    repair="Place all records of one text in one split.",
)
def check_shared_text(data: DataSet) -> Finds:
    """Find texts that splits share, other than with the whole record."""
    for task, files in data.by_task():
        anatomy = ANATOMY[task]
        if not _any_apart(files):
            continue
        versions = Versions(files)
        whole: set[Hashable] = set()
        earlier: dict[str, list[_Placed]] = defaultdict(list)
        for file in files:
            for record in file.records:
                given = anatomy.given(record.row)
                for text in dict.fromkeys(map(fold, anatomy.parts(record.row))):
                    seen = earlier[text]
                    if not file.reference and given not in whole:
                        for other, twin in seen:
                            if not versions(file, other) and _apart(file, other):
                                yield Found(f"{text[:40]!r} also stands in {twin.place}", record=record)
                                break
                    if all(other is not file for other, _ in seen):
                        seen.append((file, record))
            whole.update(anatomy.given(record.row) for record in file.records)


@FAMILY.data_set(
    "dup.cross_task",
    "info",
    "a text that another task has too",
    explanation=(
        "A model that learns several tasks meets the text more than once; where the splits differ, it has "
        "seen in training what it is tested on."
    ),
    repair="Place the text in the same split of all tasks.",
)
def check_cross_task(data: DataSet) -> Finds:
    """Find texts that records of different tasks share, once each."""
    if len({file.task for file in data.files}) < 2:
        return
    earlier: dict[str, dict[tuple[str, bool], Record[object]]] = defaultdict(dict)
    for file in sorted(data.files, key=lambda file: not file.reference):
        for record in file.records:
            for text in dict.fromkeys(map(fold, ANATOMY[file.task].parts(record.row))):
                others = earlier[text]
                if (file.task, file.reference) in others:
                    continue
                for (task, _), twin in others.items():
                    if task != file.task and not file.reference:
                        yield Found(f"{text[:40]!r} also stands in {twin.place}", record=record)
                others[file.task, file.reference] = record


@FAMILY.data_set(
    "dup.near",
    "info",
    "a text nearly the same as another of its split",
    explanation=(
        f"The Jaccard similarity of their character 5-grams is {THRESHOLD} or more; of inference pairs the "
        "premises are compared, of reading comprehension the passages."
    ),
    repair="See whether both are worth keeping.",
)
def check_near(data: DataSet) -> Finds:
    """Find near-duplicates within a split."""
    yield from _near(data, apart=False)


@FAMILY.data_set(
    "dup.near_cross_split",
    "warning",
    "a text nearly the same as one of another split",
    explanation=(
        f"The Jaccard similarity of their character 5-grams is {THRESHOLD} or more: what a model learnt from "
        "the one answers the other."
    ),
    repair="Place both in one split.",
)
def check_near_cross_split(data: DataSet) -> Finds:
    """Find near-duplicates in different splits."""
    yield from _near(data, apart=True)


def _near(data: DataSet, *, apart: bool) -> Finds:
    for task, files in data.by_task():
        if apart and not _any_apart(files):
            continue
        for record, twin, similarity in _near_pairs(task, files, apart):
            yield Found(f"similarity {math.floor(100 * similarity) / 100:.2f} to {twin.place}", record=record)


def _near_pairs(
    task: str, files: list[DataFile], apart: bool
) -> Iterator[tuple[Record[object], Record[object], float]]:
    """Pair the first record of each text with an earlier one of a similar text."""
    body = ANATOMY[task].body
    versions = Versions(files)
    firsts: list[_Placed] = []
    for file in files:
        own: dict[str, Record[object]] = {}
        for record in file.records:
            own.setdefault(fold(body(record.row)), record)
        firsts += [(file, record) for record in own.values()]
    texts = {str(number): fold(body(record.row)) for number, (_, record) in enumerate(firsts)}
    if len(texts) < 2:
        return
    proposals = Proposals(list(texts), sketch(texts.values()), THRESHOLD)
    similar = proposals.verifier(texts.__getitem__)
    for name in sorted(proposals.involved(), key=int):
        file, record = firsts[int(name)]
        if file.reference:
            continue
        for other in sorted(proposals.of(name), key=int):
            place, twin = firsts[int(other)]
            if (
                int(other) < int(name)
                and texts[name] != texts[other]
                and _apart(file, place) == apart
                and not versions(file, place)
                and similar(name, other)
            ):
                yield record, twin, jaccard(shingles(texts[name]), shingles(texts[other]))
                break
