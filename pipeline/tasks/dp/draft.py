"""The pre-filled tree: relations by the last morphemes, heads by the nearest eojeol that fits.

It spares annotators the obvious; they check every row, and no reference answer is looked at.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.tasks.dp.lexicon import words
from pipeline.tasks.dp.notation import read
from pipeline.tasks.dp.values import ROOT, TaggedSentence, Token, Tree

_SYMBOLS = frozenset({"SF", "SP", "SS", "SE", "SO", "SW"})
_NOUNS = frozenset({"NNG", "NNP", "NNB", "NP", "NR", "XSN", "SN", "SL", "SH", "XR", "NA"})
_PREDICATES = frozenset({"VV", "VA", "VX", "VCN", "XSV", "XSA"})
_ADVERBS = frozenset({"MAG", "MAJ"})
_PRENOUNS = frozenset({"MMA", "MMD", "MMN"})
_FUNCTIONS = {"JKS": "SBJ", "JKC": "CMP", "JKO": "OBJ", "JKG": "MOD", "JKB": "AJT", "JC": "CNJ", "JKQ": "CMP"}
_TOPICS = frozenset({"은", "는", "ㄴ"})
_TIMES = words(
    "오늘 어제 내일 모레 그저께 지금 이제 요즘 올해 작년 내년 지난해 이날 그날 아침 점심 저녁 오전 오후 밤 "
    "낮 새벽 처음 당시 현재 최근 매일 이후 이전 하루 며칠 주말"
)
_QUOTING = ("다고", "라고", "냐고", "자고")


@dataclass(frozen=True, slots=True)
class _Eojeol:
    """What the rules look at: the relation's two parts, and what kind of head it makes."""

    syntax: str
    function: str
    nominal: bool
    predicate: bool
    auxiliary: bool
    topic: bool


def draft(shown: TaggedSentence) -> Tree:
    """Fill a legal tree in."""
    parts = [read(morphemes) for morphemes in shown.morphemes]
    eojeols = [_describe(lemma.split(" "), pos.split("+")) for lemma, pos in parts]
    heads = _heads(eojeols)
    tokens = []
    for form, (lemma, pos), eojeol, head in zip(shown.forms, parts, eojeols, heads, strict=True):
        function = eojeol.function if head != ROOT else ""
        deprel = f"{eojeol.syntax}_{function}" if function else eojeol.syntax
        tokens.append(Token(form, lemma, pos, head, deprel))
    return Tree(tuple(tokens))


def _heads(eojeols: Sequence[_Eojeol]) -> list[int]:
    """Attach each eojeol, from the right, to the nearest one that fits and lets no arcs cross."""
    heads = [ROOT] * len(eojeols)
    for index in range(len(eojeols) - 2, -1, -1):
        reachable = [index + 1]
        while heads[reachable[-1]] != ROOT:
            reachable.append(heads[reachable[-1]] - 1)
        fitting = [other for other in reachable if _fits(eojeols[index], eojeols[other], other - index)]
        heads[index] = (fitting or reachable)[0] + 1
    return heads


def _fits(dependent: _Eojeol, head: _Eojeol, distance: int) -> bool:
    if dependent.syntax == "DP" or dependent.function == "MOD":
        return head.nominal
    if dependent.syntax == "NP" and dependent.function in ("", "CNJ"):
        return head.nominal
    if head.auxiliary:
        return distance == 1 and dependent.predicate
    if dependent.topic and head.function == "MOD":
        return False
    return head.predicate and head.function != "AJT"


def _describe(forms: Sequence[str], tags: Sequence[str]) -> _Eojeol:
    core = [(form, tag) for form, tag in zip(forms, tags, strict=True) if tag not in _SYMBOLS]
    if not core:
        return _Eojeol("X", "", nominal=False, predicate=False, auxiliary=False, topic=False)
    kinds = [tag for _, tag in core]
    syntax = _syntax(kinds)
    copula = syntax == "VNP"
    return _Eojeol(
        syntax=syntax,
        function=_function(syntax, core, tags),
        nominal=syntax in ("NP", "VNP"),
        predicate=syntax in ("VP", "VNP"),
        auxiliary=not copula and "VX" in kinds and not {"VV", "VA", "XSV", "XSA"} & set(kinds),
        topic=core[-1][1] == "JX" and core[-1][0] in _TOPICS,
    )


def _syntax(kinds: Sequence[str]) -> str:
    if "VCP" in kinds:
        return "VNP"
    if _PREDICATES & set(kinds):
        return "VP"
    if kinds[-1] == "JKV" or kinds[0] == "IC":
        return "IP"
    if _NOUNS & set(kinds):
        return "NP"
    if _ADVERBS & set(kinds):
        return "AP"
    return "DP" if _PRENOUNS & set(kinds) else "X"


def _function(syntax: str, core: Sequence[tuple[str, str]], tags: Sequence[str]) -> str:
    form, tag = core[-1]
    if syntax in ("VP", "VNP"):
        if tag == "EC":
            if form.endswith(_QUOTING):
                return "CMP"
            return "AJT" if form == "게" and core[-2][1] in ("VA", "XSA") else ""
        return "MOD" if tag == "ETM" else _FUNCTIONS.get(tag, "")
    if syntax not in ("NP", "X"):
        return ""
    if tag == "JX":
        before = next((kind for _, kind in reversed(core[:-1]) if kind != "JX"), "")
        if before in _FUNCTIONS:
            return _FUNCTIONS[before]
        return "AJT" if core[0][0] in _TIMES else "SBJ" if form in (*_TOPICS, "도") else "AJT"
    if tag in _FUNCTIONS:
        return _FUNCTIONS[tag]
    if core[-1][0] in _TIMES:
        return "AJT"
    return "CNJ" if "SP" in tags else ""
