"""How a simulated annotator parses a sentence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from random import Random
from typing import Any

from pipeline.model import RoundName
from pipeline.tasks.base import Case, Simulator
from pipeline.tasks.dp.adjudication import agreed_tree, open_indices
from pipeline.tasks.dp.legality import fitting_heads
from pipeline.tasks.dp.values import TaggedSentence, Token, Tree
from pipeline.tasks.references import References

_RELATIONS = {
    "NP": ("NP_AJT", "NP_CNJ"),
    "NP_SBJ": ("NP_OBJ", "NP_AJT"),
    "NP_OBJ": ("NP_SBJ", "NP_AJT"),
    "NP_AJT": ("NP_OBJ", "NP_SBJ"),
    "NP_CMP": ("NP_SBJ", "NP_AJT"),
    "NP_CNJ": ("NP", "NP_AJT"),
    "NP_MOD": ("NP", "NP_SBJ"),
    "VP": ("VP_MOD", "VP_AJT"),
    "VP_MOD": ("VP", "VP_AJT"),
    "VP_AJT": ("VP", "AP"),
    "VP_CMP": ("VP", "VP_AJT"),
    "VP_SBJ": ("VP", "VP_OBJ"),
    "VP_OBJ": ("VP", "VP_SBJ"),
    "VNP": ("VP", "NP"),
    "VNP_MOD": ("VP_MOD", "NP_MOD"),
    "VNP_CMP": ("VP_CMP", "VNP"),
    "AP": ("NP_AJT", "AP_MOD"),
    "AP_MOD": ("AP", "DP"),
    "DP": ("NP", "NP_MOD"),
    "IP": ("AP", "NP"),
}
"""The relations that a relation is taken for; the first rather by those who lean to below 0."""

_TAGS = {
    "NNG": "NNP",
    "NNP": "NNG",
    "NNB": "NNG",
    "NP": "NNG",
    "NR": "MMN",
    "SN": "NR",
    "VV": "VA",
    "VA": "VV",
    "VX": "VV",
    "VCP": "VV",
    "VCN": "VA",
    "XSV": "VV",
    "XSA": "VA",
    "MMA": "MMD",
    "MMD": "NP",
    "MMN": "NR",
    "MAG": "NNG",
    "MAJ": "MAG",
    "IC": "MAG",
    "XSN": "NNB",
    "JKS": "JX",
    "JKC": "JKS",
    "JX": "JKS",
    "JKB": "JX",
    "JC": "JKB",
    "JKQ": "EC",
    "ETM": "EC",
    "EC": "EF",
}
"""The part of speech that a part of speech is taken for."""


@dataclass(frozen=True, slots=True)
class Reference:
    """The right tree of one sentence."""

    sentence: str
    tokens: tuple[Token, ...]


class SentenceSimulator(Simulator[TaggedSentence, Tree]):
    """Parses as the reference does, or errs in one or two eojeols; the tree stays legal."""

    def __init__(self, references: Iterable[Reference]) -> None:
        self._trees = {entry.sentence: Tree(entry.tokens) for entry in references}

    def truth(self, case: Case[TaggedSentence, Tree]) -> Tree:
        """Look the sentence up."""
        return self._trees[case.item.payload.sentence]

    def slip(self, case: Case[TaggedSentence, Tree], truth: Tree, random: Random, bias: float) -> Tree:
        """Attach an eojeol elsewhere, take one function or one part of speech for another, once or twice.

        The bias leans from the nearer head to the further one, and from one wrong relation to another.
        """
        return _err(truth, range(len(truth.tokens)), random, bias)


class SettlingSimulator(SentenceSimulator):
    """Settles the open eojeols as the reference has them, or errs in them; what is agreed stays."""

    def truth(self, case: Case[TaggedSentence, Tree]) -> Tree:
        """Join what is agreed with the reference; an arc that would cross an agreed one goes elsewhere."""
        tokens = list(agreed_tree(case).tokens)
        reference = super().truth(case)
        for index in reversed(open_indices(tokens)):
            token = reference.tokens[index]
            fitting = fitting_heads([token.head for token in tokens], index)
            tokens[index] = token if token.head in fitting else replace(token, head=fitting[0])
        return Tree(tuple(tokens))

    def slip(self, case: Case[TaggedSentence, Tree], truth: Tree, random: Random, bias: float) -> Tree:
        """Err as a labelling annotator does, in the open eojeols only."""
        return _err(truth, open_indices(agreed_tree(case).tokens), random, bias)


def simulators(references: References) -> dict[RoundName, Simulator[Any, Any]]:
    """Answer by ``dp.jsonl``."""
    entries = references.read(Reference, "dp")
    return {"label": SentenceSimulator(entries), "adjudicate": SettlingSimulator(entries)}


def _err(truth: Tree, indices: Sequence[int], random: Random, bias: float) -> Tree:
    tree = truth
    for _ in range(random.choice((1, 1, 2))):
        kinds = [_reattach, _reattach, _relate, _retag]
        random.shuffle(kinds)
        changed = (kind(tree, indices, random, bias) for kind in kinds)
        tree = next((other for other in changed if other is not None and other != truth), tree)
    return tree


def _reattach(tree: Tree, indices: Sequence[int], random: Random, bias: float) -> Tree | None:
    heads = [token.head for token in tree.tokens]
    others = {
        index: [head for head in fitting_heads(heads, index) if head != heads[index]] for index in indices
    }
    movable = [index for index, fitting in others.items() if fitting]
    if not movable:
        return None
    index = random.choice(movable)
    head = others[index][-1 if random.random() < (1 + bias) / 2 else 0]
    return _with(tree, index, replace(tree.tokens[index], head=head))


def _relate(tree: Tree, indices: Sequence[int], random: Random, bias: float) -> Tree | None:
    index = random.choice(indices)
    mistaken = _RELATIONS.get(tree.tokens[index].deprel, ("NP", "VP"))
    deprel = mistaken[random.random() < (1 + bias) / 2]
    return _with(tree, index, replace(tree.tokens[index], deprel=deprel))


def _retag(tree: Tree, indices: Sequence[int], random: Random, _bias: float) -> Tree | None:
    index = random.choice(indices)
    tags = tree.tokens[index].pos.split("+")
    mistakable = [position for position, tag in enumerate(tags) if tag in _TAGS]
    if not mistakable:
        return None
    position = random.choice(mistakable)
    tags[position] = _TAGS[tags[position]]
    return _with(tree, index, replace(tree.tokens[index], pos="+".join(tags)))


def _with(tree: Tree, index: int, token: Token) -> Tree:
    tokens = list(tree.tokens)
    tokens[index] = token
    return Tree(tuple(tokens))
