"""Dependency parsing, drawn: the eojeols, and the tree of each answer."""

from __future__ import annotations

from pipeline.tasks.base import Unit
from pipeline.tasks.dp import notation
from pipeline.tasks.dp.values import OPEN, ROOT, TaggedSentence, Tree
from pipeline.tasks.drawings import Arc, Arcs


def drawing(unit: Unit[TaggedSentence, Tree]) -> Arcs:
    """Draw the arcs of each answer, the morphemes in the notation in which annotators write them."""
    return Arcs(unit.item.payload.forms, tuple(_arcs(answer.value) for answer in unit.answers))


def _arcs(tree: Tree) -> tuple[Arc, ...]:
    return tuple(
        Arc(
            word=index,
            head=None if token.head == ROOT else token.head - 1,
            label=token.deprel,
            analysis=notation.write(token.lemma, token.pos),
        )
        for index, token in enumerate(tree.tokens)
        if token.head != OPEN
    )
