"""Entities: tags, spans, surfaces and markup must say the same."""

from __future__ import annotations

import itertools

from pipeline.audit.check import Family, Finds, Found
from pipeline.audit.records import Record
from pipeline.klue_format.ner import entities_of
from pipeline.tasks.ner.row import OUTSIDE, NerRow, inline_markup
from pipeline.tasks.ner.values import TYPES, Entities, Entity

FAMILY = Family("Named entities", "ner")

_TAGS = frozenset({OUTSIDE, *(f"{mark}-{kind}" for mark in "BI" for kind in TYPES)})
_CONTEXT = 12


@FAMILY.record(
    "ner.tag",
    "error",
    "a tag that is none",
    explanation="Tags are O, and B- or I- with one of PS, LC, OG, DT, TI and QT.",
    repair="Correct the tag; it is mostly a typing error.",
)
def check_tag(record: Record[NerRow]) -> Finds:
    """Find unknown tags."""
    if _TAGS.issuperset(record.row.tags):
        return
    for index, tag in enumerate(record.row.tags):
        if tag not in _TAGS:
            yield Found(f"tag {tag!r} of character {index}", index, record.line_of(index))


@FAMILY.record(
    "ner.tag_count",
    "error",
    "not a tag for each character",
    explanation="Tags and characters are aligned one for one, spaces included.",
    repair="Make the tags anew from the spans.",
)
def check_tag_count(record: Record[NerRow]) -> Finds:
    """Compare the numbers of tags and characters."""
    characters, tags = len(record.row.sentence), len(record.row.tags)
    if characters != tags:
        yield Found(f"{characters} characters have {tags} tags")


@FAMILY.record(
    "ner.stray_inside",
    "error",
    "an I- tag that goes on no entity",
    explanation=(
        "In IOB2 an entity begins with B-, and I- goes on an entity of its own type. Strict evaluation drops "
        "a stray I-, lenient evaluation makes an entity of it: scores differ by the tool."
    ),
    repair="Begin the entity with B-, or correct the type.",
)
def check_stray_inside(record: Record[NerRow]) -> Finds:
    """Find I- after something else than B- or I- of its type."""
    before = OUTSIDE
    for index, tag in enumerate(record.row.tags):
        if tag != before and tag.startswith("I-") and before[2:] != tag[2:]:
            yield Found(f"{tag} of character {index} follows {before}", index, record.line_of(index))
        before = tag


@FAMILY.record(
    "ner.edge_space",
    "error",
    "an entity with white space at its edge",
    explanation="No name begins or ends with a space: an exact match counts a right answer as wrong.",
    repair="Shorten the span to the name.",
)
def check_edge_space(record: Record[NerRow]) -> Finds:
    """Find entities with white space at their edges."""
    for entity in record.row.entities:
        if entity.surface != entity.surface.strip():
            message = f"{entity.type} {entity.surface!r} at {entity.start}-{entity.end}"
            yield Found(message, entity.start, record.line_of(entity.start))


@FAMILY.record(
    "ner.surface",
    "error",
    "an entity's surface is not the text at its offsets",
    explanation="Offsets count code points, half open: sentence[start:end] is the surface.",
    repair="Find the surface in the sentence and correct the offsets.",
)
def check_surface(record: Record[NerRow]) -> Finds:
    """Compare each surface with the sentence."""
    sentence = record.row.sentence
    for entity in record.row.entities:
        inside = 0 <= entity.start < entity.end <= len(sentence)
        there = sentence[entity.start : entity.end] if inside else None
        if there != entity.surface:
            has = "outside the sentence" if there is None else f"where the sentence has {there!r}"
            yield Found(f"{entity.surface!r} stands at {entity.start}-{entity.end}, {has}", entity.start)


@FAMILY.record(
    "ner.overlap",
    "error",
    "two entities overlap",
    explanation="A character has one tag: overlapping entities cannot be written as tags.",
    repair="Keep the longer one, or the one that the guide asks for.",
)
def check_overlap(record: Record[NerRow]) -> Finds:
    """Find entities that share a character."""
    spans = sorted((entity.start, entity.end, entity.surface) for entity in record.row.entities)
    for (_, end, surface), (start, _, other) in itertools.pairwise(spans):
        if start < end:
            yield Found(f"{surface!r} and {other!r} overlap", start)


@FAMILY.record(
    "ner.spans",
    "error",
    "spans and tags differ",
    explanation="The record states its entities twice, and not alike.",
    repair="Decide which of the two is right, and make the other from it.",
)
def check_spans(record: Record[NerRow]) -> Finds:
    """Compare the entities with those that the tags make."""
    row = record.row
    if len(row.tags) != len(row.sentence):
        return
    stated = {(each.start, each.end, each.type) for each in row.entities}
    tagged = {(each.start, each.end, each.type) for each in entities_of(row.sentence, row.tags)}
    for start, end, kind in sorted(stated - tagged):
        yield Found(f"{kind} {row.sentence[start:end]!r} at {start}-{end} is not in the tags", start)
    for start, end, kind in sorted(tagged - stated):
        yield Found(f"{kind} {row.sentence[start:end]!r} at {start}-{end} is in the tags only", start)


@FAMILY.record(
    "ner.inline",
    "error",
    "markup that differs from the tags",
    explanation=(
        "The head of a sentence marks entities as <surface:TYPE>; written from the tags it reads otherwise. "
        "Whoever trains on the one and evaluates on the other compares different data."
    ),
    repair="Decide which of the two is right, and write the markup from the tags.",
)
def check_inline(record: Record[NerRow]) -> Finds:
    """Compare the markup with what the tags make of the sentence."""
    row = record.row
    tagged = entities_of(row.sentence, row.tags)
    written = inline_markup(row.sentence, Entities(tuple(Entity(e.start, e.end, e.type) for e in tagged)))
    if written != row.inline:
        at = next(
            (i for i, (one, other) in enumerate(zip(written, row.inline, strict=False)) if one != other),
            min(len(written), len(row.inline)),
        )
        around = slice(max(0, at - _CONTEXT), at + _CONTEXT)
        yield Found(f"inline has {row.inline[around]!r}, the tags make {written[around]!r}", at)
