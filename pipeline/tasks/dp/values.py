"""Dependency parsing: a sentence by eojeols, and its tree in KLUE's scheme.

An eojeol is what stands between two spaces, its punctuation included.
"""

from __future__ import annotations

from dataclasses import dataclass

TAGS = (
    *("NNG", "NNP", "NNB", "NP", "NR", "VV", "VA", "VX", "VCP", "VCN", "MMA", "MMD", "MMN", "MAG", "MAJ"),
    *("IC", "JKS", "JKC", "JKG", "JKO", "JKB", "JKV", "JKQ", "JX", "JC", "EP", "EF", "EC", "ETN", "ETM"),
    *("XPN", "XSN", "XSV", "XSA", "XR", "SF", "SP", "SS", "SE", "SO", "SW", "SL", "SH", "SN", "NA"),
)
"""Parts of speech: Sejong's, with the prenouns split into MMA (quality), MMD (pointing), MMN (number)."""

RELATIONS = (
    *("NP", "NP_AJT", "VP", "NP_SBJ", "VP_MOD", "NP_OBJ", "AP", "NP_CNJ", "NP_MOD", "VNP", "DP", "VP_AJT"),
    *("VNP_MOD", "NP_CMP", "VP_CMP", "VP_SBJ", "VP_OBJ", "VNP_CMP", "AP_MOD", "VNP_AJT", "VNP_SBJ"),
    *("VNP_OBJ", "VP_CNJ", "VNP_CNJ", "AP_AJT", "AP_CMP", "AP_SBJ", "IP", "X", "X_SBJ", "X_OBJ", "X_AJT"),
    *("X_MOD", "X_CNJ", "X_CMP", "L", "R"),
)
"""KLUE's 38 relations without NP_SVJ, a typing error for NP_SBJ; the frequent ones first."""

ROOT = 0
OPEN = -1
"""The head of a token on which nothing is agreed; the rest of such a token, save its form, is empty."""


@dataclass(frozen=True, slots=True)
class TaggedSentence:
    """What an annotator is shown: a sentence and, for each eojeol, the morphemes that a machine found.

    ``morphemes`` is in the notation of :mod:`pipeline.tasks.dp.notation`.
    """

    sentence: str
    morphemes: tuple[str, ...]

    @property
    def forms(self) -> tuple[str, ...]:
        """The eojeols."""
        return tuple(self.sentence.split(" "))


@dataclass(frozen=True, slots=True)
class Token:
    """An eojeol in the tree.

    ``lemma`` joins its morphemes by spaces, ``pos`` their tags by "+". ``head`` counts from 1; 0 is the root.
    """

    form: str
    lemma: str
    pos: str
    head: int
    deprel: str

    @property
    def arc(self) -> tuple[int, str]:
        """Head and relation."""
        return (self.head, self.deprel)

    @property
    def morphology(self) -> tuple[str, str]:
        """Morphemes and tags."""
        return (self.lemma, self.pos)


@dataclass(frozen=True, slots=True)
class Tree:
    """The analysis of a sentence, a token an eojeol."""

    tokens: tuple[Token, ...]


def open_token(form: str) -> Token:
    """Give the token of an eojeol on which nothing is agreed."""
    return Token(form, "", "", OPEN, "")
