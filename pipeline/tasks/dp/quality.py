"""Agreement and consensus of dependency parsing."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence

from pipeline.agreement import Parse, Ratings, tree_alpha
from pipeline.consensus import majority, tree_vote
from pipeline.model import Agreement, Consensus
from pipeline.tasks.base import AlphaOver, Unit
from pipeline.tasks.dp.values import OPEN, ROOT, TaggedSentence, Token, Tree, open_token
from pipeline.tasks.measuring import measure_alphas
from pipeline.tasks.pairing import pairwise_ratio

METHOD = "tree with the most votes, tokens of a majority"
_ROOT = "root"


def alphas(units: Sequence[Unit[TaggedSentence, Tree]]) -> list[AlphaOver]:
    """Take nominal α over eojeols: the way to the head (the root a value), the relation, the morphemes.

    Chance is taken over all eojeols, though a head can lie no further than the sentence's end.
    """
    return [
        AlphaOver("alpha_nominal_relative_head", _ratings(units, _way), "nominal"),
        AlphaOver("alpha_nominal_relation", _ratings(units, lambda _, token: token.deprel), "nominal"),
        AlphaOver("alpha_nominal_morphemes", _ratings(units, lambda _, token: token.morphology), "nominal"),
    ]


def measures(units: Sequence[Unit[TaggedSentence, Tree]], seed: int, resamples: int) -> list[Agreement]:
    """Measure labelled and unlabelled attachment between annotators, the three α, and α over whole trees.

    Attachment is the share of eojeols, over all pairs of annotators, that have the same head (UAS), and the
    same head and relation (LAS). Chance of α over trees is taken over the trees that a sentence may have.
    """

    def attachment(measure: str, same: Callable[[Token, Token], bool]) -> Agreement:
        return pairwise_ratio(
            units,
            lambda left, right: (_shared(left, right, same), len(left.tokens)),
            measure=measure,
            undefined="the sentences have no eojeols",
            seed=seed,
            resamples=resamples,
        )

    return [
        attachment("las", lambda one, other: one.arc == other.arc),
        attachment("uas", lambda one, other: one.head == other.head),
        *measure_alphas(alphas(units), seed, resamples),
        tree_alpha(_parses(units), resamples=resamples, seed=seed).agreement,
    ]


def consensus(unit: Unit[TaggedSentence, Tree]) -> Consensus[Tree]:
    """Take the tokens that more than half, and at least two, gave alike; the others go to adjudication.

    Arcs are those of the best tree over all arcs that somebody drew. A sentence that only one annotator
    analysed, the other having skipped it, is open in all its tokens.
    """
    trees = [answer.value for answer in unit.answers]
    forms = unit.item.payload.forms
    arcs = tree_vote([[token.arc for token in tree.tokens] for tree in trees]).arcs
    given = [[tree.tokens[index] for tree in trees] for index in range(len(forms))]
    tokens = [
        open_token(form) if arcs is None else _vote(form, arcs[index], given[index])
        for index, form in enumerate(forms)
    ]
    votes = sum(token == other for token, own in zip(tokens, given, strict=True) for other in own)
    support = votes / (len(tokens) * len(trees))
    return Consensus(
        item_id=unit.item.item_id,
        task="dp",
        value=Tree(tuple(tokens)),
        method=METHOD,
        support=support,
        confidence=support,
        status="adjudicate" if any(token.head == OPEN for token in tokens) else "accepted",
    )


def accuracy(value: Tree, truth: Tree) -> float:
    """Give the labelled attachment score."""
    return _shared(value, truth, lambda one, other: one.arc == other.arc) / len(truth.tokens)


def _vote(form: str, arc: tuple[int, str], given: Sequence[Token]) -> Token:
    """Give the token with an arc and morphemes that more than half gave, two at least; or an open one."""
    morphology = majority([token.morphology for token in given]).value
    if morphology is None or len(given) < 2:
        return open_token(form)
    drawn = sum(token.arc == arc for token in given)
    analysed = sum(token.morphology == morphology for token in given)
    return Token(form, *morphology, *arc) if 2 * min(drawn, analysed) > len(given) else open_token(form)


def _shared(left: Tree, right: Tree, same: Callable[[Token, Token], bool]) -> int:
    return sum(same(one, other) for one, other in zip(left.tokens, right.tokens, strict=True))


def _way(index: int, token: Token) -> Hashable:
    return _ROOT if token.head == ROOT else token.head - (index + 1)


def _parses(units: Sequence[Unit[TaggedSentence, Tree]]) -> list[Parse]:
    return [
        Parse(
            unit=unit.item.item_id,
            annotator=answer.annotator,
            heads=tuple(token.head for token in answer.value.tokens),
            relations=tuple(token.deprel for token in answer.value.tokens),
            group=unit.item.group,
        )
        for unit in units
        for answer in unit.answers
    ]


def _ratings(units: Sequence[Unit[TaggedSentence, Tree]], key: Callable[[int, Token], Hashable]) -> Ratings:
    """Rate each eojeol; resampling keeps the eojeols of a sentence together."""
    rows = [
        ((unit.item.item_id, index), answer.annotator, key(index, token), unit.item.group)
        for unit in units
        for answer in unit.answers
        for index, token in enumerate(answer.value.tokens)
    ]
    unit, annotator, value, group = ([row[column] for row in rows] for column in range(4))
    return Ratings.from_columns(unit, annotator, value, group)
