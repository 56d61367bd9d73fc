"""Relations: offsets, types and labels that fit one another."""

from __future__ import annotations

from pipeline.audit.check import Family, Finds, Found
from pipeline.audit.records import Record
from pipeline.tasks.re.relations import LABELS, NO_RELATION
from pipeline.tasks.re.row import EntityMention, ReRow
from pipeline.tasks.re.values import OBJECT_TYPES, SUBJECT_TYPES

FAMILY = Family("Relations", "re")

_LABELS = frozenset(LABELS)
_SUBJECT_OF = {"per": "PER", "org": "ORG"}


def _mentions(row: ReRow) -> tuple[tuple[str, EntityMention], ...]:
    return (("subject_entity", row.subject_entity), ("object_entity", row.object_entity))


@FAMILY.record(
    "re.offset",
    "error",
    "a mention that does not stand at its offsets",
    explanation="start_idx and end_idx are the code points of the mention's first and last character.",
    repair="Find the mention in the sentence and correct the offsets.",
)
def check_offset(record: Record[ReRow]) -> Finds:
    """Compare each mention with the sentence at its offsets."""
    sentence = record.row.sentence
    for name, mention in _mentions(record.row):
        start, end = mention.start_idx, mention.end_idx
        if not 0 <= start <= end < len(sentence):
            message = f"{name}: {start}-{end} is no range in a sentence of {len(sentence)} characters"
            yield Found(message, max(start, 0))
        elif sentence[start : end + 1] != mention.word:
            there = sentence[start : end + 1]
            yield Found(f"{name}: {mention.word!r} at {start}-{end}, where {there!r} stands", start)


@FAMILY.record(
    "re.edge_space",
    "error",
    "a mention with white space at its edge",
    explanation="No name begins or ends with a space.",
    repair="Shorten the mention and its offsets.",
)
def check_edge_space(record: Record[ReRow]) -> Finds:
    """Find mentions with white space at their edges."""
    for name, mention in _mentions(record.row):
        if mention.word != mention.word.strip():
            yield Found(f"{name}: {mention.word!r}", mention.start_idx)


@FAMILY.record(
    "re.overlap",
    "warning",
    "subject and object overlap",
    explanation="Models mark both in the sentence; marks that overlap cannot be set, and are often lost.",
    repair="Choose mentions that do not share characters.",
)
def check_overlap(record: Record[ReRow]) -> Finds:
    """Find pairs that share a character."""
    subject, object_ = record.row.subject_entity, record.row.object_entity
    if subject.start_idx <= object_.end_idx and object_.start_idx <= subject.end_idx:
        yield Found(
            f"{subject.word!r} at {subject.start_idx}-{subject.end_idx} and {object_.word!r} at "
            f"{object_.start_idx}-{object_.end_idx} share characters",
            max(subject.start_idx, object_.start_idx),
        )


@FAMILY.record(
    "re.label",
    "error",
    "a relation that is none",
    explanation="There are 30 relations: no_relation, 11 of organisations and 18 of persons.",
    repair="Correct the label.",
)
def check_label(record: Record[ReRow]) -> Finds:
    """Find unknown labels."""
    if record.row.label not in _LABELS:
        yield Found(f"label {record.row.label!r}")


@FAMILY.record(
    "re.type",
    "error",
    "a type that is none",
    explanation="Subjects are PER or ORG; objects may also be LOC, DAT, POH or NOH.",
    repair="Correct the type.",
)
def check_type(record: Record[ReRow]) -> Finds:
    """Find types that the mention cannot have."""
    allowed = {"subject_entity": SUBJECT_TYPES, "object_entity": OBJECT_TYPES}
    for name, mention in _mentions(record.row):
        if mention.type not in allowed[name]:
            yield Found(f"{name}: {mention.word!r} has the type {mention.type!r}", mention.start_idx)


@FAMILY.record(
    "re.prefix",
    "error",
    "a relation of persons with an organisation as subject, or the other way round",
    explanation="per:* relations are of a PER subject, org:* ones of an ORG: label and type contradict.",
    repair="Correct the subject's type or the label, whichever is wrong.",
)
def check_prefix(record: Record[ReRow]) -> Finds:
    """Compare the label's prefix with the subject's type."""
    label, subject = record.row.label, record.row.subject_entity
    wanted = _SUBJECT_OF.get(label.partition(":")[0])
    if label != NO_RELATION and wanted is not None and subject.type != wanted:
        yield Found(f"{label} of the subject {subject.word!r}, which is {subject.type}", subject.start_idx)
