"""Records that could not be read as their task's, or only with something missing."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipeline.audit.check import Family, Finds, Found
from pipeline.audit.records import DataFile
from pipeline.klue_format.problems import Problem

FAMILY = Family("Shape of the records")

_NUMBERED = re.compile(r"\[\d+\]")


def _by_kind(problems: Iterable[Problem]) -> Finds:
    """Report problems that differ in nothing but their record as one, at the first."""
    kinds: dict[str, list[Problem]] = {}
    for problem in problems:
        kinds.setdefault(_NUMBERED.sub("[]", problem.message), []).append(problem)
    for message, alike in kinds.items():
        first = alike[0]
        what = first.message if len(alike) == 1 else f"{message}, {len(alike)} times from here on"
        yield Found(f"{first.guid}: {what}" if first.guid else what, line=first.line)


@FAMILY.file(
    "shape.record",
    "error",
    "a record that cannot be read",
    explanation=(
        "The record lacks what makes it one of its task, or holds something of another kind there: a number "
        "where text is wanted, a row with a column too few. It was left out, and no other check has seen it. "
        "Records with the same problem are one finding."
    ),
    repair="Mend the record at the line of the finding, or take it out of the file.",
)
def check_record(file: DataFile) -> Finds:
    """Report what was left out."""
    yield from _by_kind(file.dropped)


@FAMILY.file(
    "shape.keys",
    "info",
    "a key that records of the task do not have, or one that is missing",
    explanation=(
        "The record could be read, and was judged by what it has. What KLUE's files of the task do not have "
        "was passed over; what they have and this one lacks was taken to be empty, and checks of it say "
        "nothing. Records with the same problem are one finding."
    ),
    repair="Write the records with the keys of KLUE's files, if they are meant to be read as those are.",
)
def check_keys(file: DataFile) -> Finds:
    """Report keys that were passed over, or that are missing."""
    yield from _by_kind(file.noted)
