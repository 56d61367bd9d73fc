"""Labels and what follows from the votes for them: topics, inference, similarity."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from pipeline.audit.check import Family, Finds, Found
from pipeline.audit.records import Record
from pipeline.tasks.nli.row import NliRow
from pipeline.tasks.nli.values import LABELS
from pipeline.tasks.sts.quality import SPREAD
from pipeline.tasks.sts.row import StsRow, histogram
from pipeline.tasks.sts.values import SCORES, SIMILAR
from pipeline.tasks.tc.row import TcRow
from pipeline.tasks.tc.values import NO_TOPIC, TOPICS

FAMILY = Family("Labels and votes")

_EXACT = 5e-7
"""How far a mean that is written with six decimals may lie from the mean."""
_HALF_STEP = 0.05 + 1e-9
"""How far a mean may lie from itself rounded to one decimal, whichever way halves go."""


def _scopes(row: TcRow) -> tuple[tuple[str, ...], ...]:
    scopes = row.annotations.annotations
    return (scopes.first_scope, scopes.second_scope, scopes.third_scope)


def _nli_votes(row: NliRow) -> list[str]:
    return [vote for vote in (row.author, row.label2, row.label3, row.label4, row.label5) if vote]


def _votes(row: TcRow | NliRow) -> Sequence[str]:
    return row.annotations.annotations.first_scope if isinstance(row, TcRow) else _nli_votes(row)


def _label(row: TcRow | NliRow) -> str:
    return row.label if isinstance(row, TcRow) else row.gold_label


def _tally(votes: Sequence[str]) -> str:
    return ", ".join(f"{label} {count}" for label, count in Counter(votes).most_common())


@FAMILY.record(
    "label.unknown",
    "error",
    "a label that is none",
    explanation="The label, or what an annotator chose, is not in the task's set.",
    repair="Correct the label.",
    tasks="tc nli",
)
def check_unknown(record: Record[TcRow | NliRow]) -> Finds:
    """Find labels and votes outside the set."""
    row = record.row
    allowed = TOPICS if isinstance(row, TcRow) else LABELS
    if _label(row) not in allowed:
        yield Found(f"label {_label(row)!r}")
    cast = [vote for scope in _scopes(row) for vote in scope] if isinstance(row, TcRow) else _nli_votes(row)
    for vote in dict.fromkeys(cast):
        if vote not in allowed and not (isinstance(row, TcRow) and vote == NO_TOPIC):
            yield Found(f"an annotator chose {vote!r}")


@FAMILY.record(
    "label.lost_vote",
    "error",
    "a label that lost the vote",
    explanation="Another label has more of the annotators' votes: the label does not follow from them.",
    repair="Take the label that most chose, or say who overruled them and why.",
    tasks="tc nli",
)
def check_lost_vote(record: Record[TcRow | NliRow]) -> Finds:
    """Compare the label with the votes."""
    votes, label = _votes(record.row), _label(record.row)
    if votes and not record.settled and max(Counter(votes).values()) > votes.count(label):
        yield Found(f"{label} is the label, the votes are {_tally(votes)}")


@FAMILY.record(
    "label.no_majority",
    "info",
    "a label that won without a majority",
    explanation="Not more than half of the annotators chose the label, though none has more votes.",
    repair="Let somebody decide, or drop the record.",
    tasks="tc nli",
)
def check_no_majority(record: Record[TcRow | NliRow]) -> Finds:
    """Find labels with half of the votes or fewer that no other label beats."""
    votes, label = _votes(record.row), _label(record.row)
    count = votes.count(label)
    won = bool(votes) and max(Counter(votes).values()) == count
    if won and not record.settled and 2 * count <= len(votes):
        yield Found(f"{label} is the label, the votes are {_tally(votes)}")


@FAMILY.record(
    "label.alignment",
    "error",
    "annotators and answers of different number",
    explanation="The lists are aligned, an answer an annotator; who answered what cannot be told.",
    repair="Restore what is missing.",
    tasks="tc sts",
)
def check_alignment(record: Record[TcRow | StsRow]) -> Finds:
    """Compare the lengths of the lists."""
    row = record.row
    lists = _scopes(row) if isinstance(row, TcRow) else (row.annotations.annotations,)
    annotators = row.annotations.annotators
    if any(len(answers) != len(annotators) for answers in lists):
        counts = ", ".join(str(len(answers)) for answers in lists)
        yield Found(f"{len(annotators)} annotators gave {counts} answers")


@FAMILY.record(
    "label.repeated_annotator",
    "error",
    "an annotator who answers twice",
    explanation="Two answers of one person are no two votes.",
    repair="Keep the first answer, and derive the label anew.",
    tasks="tc sts",
)
def check_repeated_annotator(record: Record[TcRow | StsRow]) -> Finds:
    """Find annotators that stand twice in a record."""
    for name, count in Counter(record.row.annotations.annotators).items():
        if count > 1:
            yield Found(f"annotator {name!r} stands {count} times")


@FAMILY.record(
    "tc.ranks",
    "warning",
    "ranks that contradict one another",
    explanation="A topic has one rank, and no rank follows one that is empty (해당없음).",
    repair="Ask the annotator, or close the gap.",
    tasks="tc",
)
def check_ranks(record: Record[TcRow]) -> Finds:
    """Find annotators who ranked a topic twice, or left a gap."""
    row = record.row
    scopes = _scopes(row)
    if any(len(scope) != len(row.annotations.annotators) for scope in scopes):
        return
    for name, ranked in zip(row.annotations.annotators, zip(*scopes, strict=True), strict=True):
        topics = [topic for topic in ranked if topic != NO_TOPIC]
        if len(set(topics)) < len(topics) or NO_TOPIC in ranked[: len(topics)]:
            yield Found(f"annotator {name!r} ranked {', '.join(ranked)}")


@FAMILY.record(
    "sts.score",
    "error",
    "a score outside 0 to 5",
    explanation="Annotators score from 0, nothing shared, to 5, the same meaning.",
    repair="Drop the score, and derive the labels anew.",
    tasks="sts",
)
def check_score(record: Record[StsRow]) -> Finds:
    """Find scores off the scale."""
    for score in record.row.annotations.annotations:
        if score not in SCORES:
            yield Found(f"a score is {score}")


@FAMILY.record(
    "sts.derived",
    "error",
    "a label that does not follow from the scores",
    explanation=(
        "real-label is the mean of the scores, label that mean rounded to one decimal, binary-label whether "
        "it is 3 or more, agreement how often each score was given."
    ),
    repair="Derive the four anew from the scores.",
    tasks="sts",
)
def check_derived(record: Record[StsRow]) -> Finds:
    """Derive the labels from the scores and compare."""
    labels, annotations = record.row.labels, record.row.annotations
    scores = annotations.annotations
    if not scores:
        return
    if annotations.agreement != histogram(scores):
        yield Found(f"agreement is {annotations.agreement!r}, the scores make {histogram(scores)!r}")
    if record.settled:
        return
    mean = sum(scores) / len(scores)
    if abs(labels.real_label - mean) > _EXACT:
        yield Found(f"real-label is {labels.real_label:g}, the mean of the scores {mean:.6g}")
    if abs(labels.label - mean) > _HALF_STEP or abs(labels.label * 10 - round(labels.label * 10)) > _EXACT:
        yield Found(f"label is {labels.label:g}, the mean of the scores {mean:.6g}")
    if labels.binary_label != int(sum(scores) >= SIMILAR * len(scores)):
        yield Found(f"binary-label is {labels.binary_label}, the mean of the scores {mean:.6g}")


@FAMILY.record(
    "sts.spread",
    "info",
    "scores that lie four or more apart",
    explanation="Some saw the same meaning where others saw nothing shared: the mean is nobody's opinion.",
    repair="Let somebody decide whether the pair is kept.",
    tasks="sts",
)
def check_spread(record: Record[StsRow]) -> Finds:
    """Find scores that lie far apart."""
    scores = record.row.annotations.annotations
    if scores and max(scores) - min(scores) >= SPREAD:
        yield Found(f"the scores are {', '.join(map(str, scores))}")
