"""Dependency trees in KLUE's scheme: heads to the right, the last eojeol the one root, no crossing."""

from __future__ import annotations

from pipeline.audit.check import Family, Finds, Found
from pipeline.audit.records import Record
from pipeline.tasks.dp.row import DpRow
from pipeline.tasks.dp.values import RELATIONS, ROOT

FAMILY = Family("Dependency trees", "dp")

_RELATIONS = frozenset(RELATIONS)
_TYPING_ERRORS = {"NP_SVJ": "NP_SBJ"}


def _named(row: DpRow, index: int) -> str:
    form = row.word_form[index] if index < len(row.word_form) else ""
    return f"eojeol {index + 1} ({form})"


@FAMILY.record(
    "dp.lists",
    "error",
    "aligned lists of different length",
    explanation="Forms, lemmas, tags, heads and relations have an entry an eojeol.",
    repair="Restore what is missing, or drop the sentence.",
)
def check_lists(record: Record[DpRow]) -> Finds:
    """Compare the lengths of the lists."""
    row = record.row
    lengths = [len(each) for each in (row.index, row.word_form, row.lemma, row.pos, row.head, row.deprel)]
    if len(set(lengths)) > 1:
        yield Found(f"the lists have {', '.join(map(str, lengths))} entries")
    elif not lengths[0]:
        yield Found("the sentence has no eojeols")


@FAMILY.record(
    "dp.index",
    "error",
    "eojeols are not numbered from 1 on",
    explanation="Heads name eojeols by these numbers.",
    repair="Number them anew, heads as well.",
)
def check_index(record: Record[DpRow]) -> Finds:
    """Find the first number that is out of order."""
    for index, number in enumerate(record.row.index):
        if number != index + 1:
            yield Found(f"{_named(record.row, index)} has the number {number}", line=record.line_of(index))
            return


@FAMILY.record(
    "dp.head_range",
    "error",
    "a head that does not exist",
    explanation="A head is the number of an eojeol of the sentence, or 0 for the root.",
    repair="Annotate the head anew.",
)
def check_head_range(record: Record[DpRow]) -> Finds:
    """Find heads out of range."""
    count = len(record.row.head)
    for index, head in enumerate(record.row.head):
        if not 0 <= head <= count:
            message = f"{_named(record.row, index)} depends on {head}, of {count} eojeols"
            yield Found(message, line=record.line_of(index))


@FAMILY.record(
    "dp.cycle",
    "error",
    "eojeols that depend on themselves",
    explanation="Following the heads must lead to the root: this is no tree.",
    repair="Annotate the heads anew.",
)
def check_cycle(record: Record[DpRow]) -> Finds:
    """Find an eojeol from which the heads lead back to it."""
    heads = record.row.head
    done: set[int] = set()
    for first in range(len(heads)):
        way: list[int] = []
        at = first
        while at not in done and at not in way and 0 <= at < len(heads):
            way.append(at)
            at = heads[at] - 1
        if at in way:
            cycle = way[way.index(at) :]
            numbers = " → ".join(str(index + 1) for index in (*cycle, at))
            yield Found(f"the heads go round: {numbers}", line=record.line_of(at))
        done.update(way)


@FAMILY.record(
    "dp.root",
    "error",
    "not exactly one root",
    explanation="One eojeol, the last one, has the head 0.",
    repair="Annotate the heads anew; two sentences in one are to be split.",
)
def check_root(record: Record[DpRow]) -> Finds:
    """Count the roots."""
    roots = [index + 1 for index, head in enumerate(record.row.head) if head == ROOT]
    if record.row.head and len(roots) != 1:
        yield Found(f"{len(roots)} eojeols have the head 0" + (f": {roots}" if roots else ""))


@FAMILY.record(
    "dp.head_final",
    "error",
    "a head that does not lie to the right",
    explanation="In KLUE's scheme every eojeol depends on one further right, and the last is the root.",
    repair="Annotate the head anew.",
)
def check_head_final(record: Record[DpRow]) -> Finds:
    """Find heads to the left, eojeols that are their own head, and a root that is not the last eojeol."""
    count = len(record.row.head)
    for index, head in enumerate(record.row.head):
        if 0 < head <= index + 1:
            message = f"{_named(record.row, index)} depends on eojeol {head}"
            yield Found(message, line=record.line_of(index))
        elif head == ROOT and index < count - 1:
            message = f"{_named(record.row, index)} is a root and not the last of {count}"
            yield Found(message, line=record.line_of(index))


@FAMILY.record(
    "dp.crossing",
    "error",
    "arcs that cross",
    explanation="Trees of KLUE's scheme are projective.",
    repair="Annotate the heads of both eojeols anew.",
)
def check_crossing(record: Record[DpRow]) -> Finds:
    """Find the first two arcs that cross, whichever way they point."""
    crossed = _crossing(record.row.head)
    if crossed:
        one, other = crossed
        message = f"the arcs of {_named(record.row, one)} and {_named(record.row, other)} cross"
        yield Found(message, line=record.line_of(one))


def _crossing(heads: tuple[int, ...]) -> tuple[int, int] | None:
    spans = [
        (index, min(index + 1, head), max(index + 1, head))
        for index, head in enumerate(heads)
        if 0 < head <= len(heads)
    ]
    for position, (one, start, end) in enumerate(spans):
        for other, other_start, other_end in spans[position + 1 :]:
            if start < other_start < end < other_end or other_start < start < other_end < end:
                return one, other
    return None


@FAMILY.record(
    "dp.relation",
    "error",
    "a relation that is none",
    explanation=(
        "A relation is one of the tags NP VP AP VNP DP IP X L R, mostly with a function (SBJ, OBJ, MOD, AJT, "
        "CMP, CNJ). NP_SVJ, which KLUE's list of labels has, is a typing error for NP_SBJ."
    ),
    repair="Correct the relation.",
)
def check_relation(record: Record[DpRow]) -> Finds:
    """Find unknown relations."""
    if _RELATIONS.issuperset(record.row.deprel):
        return
    for index, relation in enumerate(record.row.deprel):
        if relation not in _RELATIONS:
            hint = f", which is {_TYPING_ERRORS[relation]} mistyped" if relation in _TYPING_ERRORS else ""
            message = f"{_named(record.row, index)} has the relation {relation!r}{hint}"
            yield Found(message, line=record.line_of(index))
