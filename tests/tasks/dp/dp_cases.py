"""Sentences, trees and units to test with."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from pipeline.model import Dispute, Item
from pipeline.tasks.base import Answer, Case, Unit
from pipeline.tasks.dp import TASK
from pipeline.tasks.dp.legality import fitting_heads
from pipeline.tasks.dp.notation import read, write
from pipeline.tasks.dp.values import OPEN, RELATIONS, TAGS, TaggedSentence, Token, Tree

ROWS = (
    ("어린", "어리/VA+ㄴ/ETM", 2, "VP_MOD"),
    ("동생이", "동생/NNG+이/JKS", 5, "NP_SBJ"),
    ("새", "새/MMA", 4, "DP"),
    ("운동화를", "운동화/NNG+를/JKO", 5, "NP_OBJ"),
    ("신고", "신/VV+고/EC", 7, "VP"),
    ("학교에", "학교/NNG+에/JKB", 7, "NP_AJT"),
    ("갔다.", "가/VV+았/EP+다/EF+./SF", 0, "VP"),
)


def tree(*rows: tuple[str, str, int, str]) -> Tree:
    return Tree(tuple(Token(form, *read(parts), head, deprel) for form, parts, head, deprel in rows))


TREE = tree(*ROWS)


def shown(of: Tree = TREE) -> TaggedSentence:
    return TaggedSentence(
        " ".join(token.form for token in of.tokens),
        tuple(write(token.lemma, token.pos) for token in of.tokens),
    )


def item(of: Tree = TREE) -> Item[TaggedSentence]:
    payload = shown(of)
    return Item(
        item_id=TASK.label.item_id(payload),
        task="dp",
        round="label",
        batch="b001",
        payload=payload,
        text_ids=(),
        placement="train",
        stratum="4-7 eojeols",
        group=payload.sentence,
        source="sample-treebank",
        licence="CC0-1.0",
    )


def case(of: Tree = TREE) -> Case[TaggedSentence, Tree]:
    return Case(item(of))


def unit(*trees: Tree) -> Unit[TaggedSentence, Tree]:
    return Unit(item(trees[0]), tuple(Answer(f"a{number}", each) for number, each in enumerate(trees)))


def dispute(*trees: Tree) -> Case[TaggedSentence, Tree]:
    """What an adjudicator gets when these answers are given."""
    asked = item(trees[0])
    found = TASK.consensus(unit(*trees))
    assert found.status == "adjudicate"
    return Case(asked, Dispute(asked.item_id, "dp", trees, found.value))


def changed(
    of: Tree, index: int, head: int | None = None, deprel: str | None = None, parts: str = ""
) -> Tree:
    """Change one token of a tree; ``parts`` are its morphemes in our notation."""
    token = of.tokens[index]
    lemma, pos = read(parts) if parts else token.morphology
    token = replace(
        token,
        head=token.head if head is None else head,
        deprel=token.deprel if deprel is None else deprel,
        lemma=lemma,
        pos=pos,
    )
    return Tree((*of.tokens[:index], token, *of.tokens[index + 1 :]))


def elsewhere(of: Tree) -> Tree:
    """The same tree over another sentence."""
    first = replace(of.tokens[0], form="젊은", lemma="젊 은")
    return Tree((first, *of.tokens[1:]))


WORDS = st.text(st.sampled_from("가나다라맑읽'1+/A.ㅋ"), min_size=1, max_size=5)
"""Eojeols, some of which are hard to write in our notation."""


@st.composite
def trees(draw: st.DrawFn, *, eojeols: st.SearchStrategy[int] = st.integers(1, 8)) -> Tree:  # noqa: B008
    """Draw a legal tree; each character of an eojeol that is no letter is a morpheme of its own."""
    count = draw(eojeols)
    heads = [OPEN] * count
    for index in reversed(range(count)):
        heads[index] = draw(st.sampled_from(fitting_heads(heads, index)))
    tokens = []
    for head in heads:
        form = draw(WORDS)
        forms = " ".join(f" {char} " if char in "+/" else char for char in form).split()
        tags = [draw(st.sampled_from(TAGS)) for _ in forms]
        tokens.append(Token(form, " ".join(forms), "+".join(tags), head, draw(st.sampled_from(RELATIONS))))
    return Tree(tuple(tokens))
