"""The pre-filled morphemes: kiwipiepy's analysis in KLUE's conventions. It is a draft, never a reference."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.model import Morpheme, Sentence
from pipeline.tasks.dp.lexicon import words
from pipeline.tasks.dp.notation import compatible, write
from pipeline.tasks.dp.values import TAGS

_TAGS = {
    "SSO": "SS",
    "SSC": "SS",
    "SB": "SW",
    "W_SERIAL": "SN",
    "W_URL": "SL",
    "W_EMAIL": "SL",
    "W_HASHTAG": "SL",
    "W_MENTION": "SL",
    "W_EMOJI": "SW",
}
"""kiwipiepy's tags that KLUE lacks, beside those ending in -R and -I (regular and irregular predicates)."""

_POINTING = words("이 그 저 요 고 이런 그런 저런 어느 어떤 무슨 아무 아무런 다른 딴 전 모 현 타 본 오른 왼")
_NUMBER = words("한 두 세 네 첫 몇 몇몇 여러 모든 온 온갖 총 양 수 두세 서너 석 넉 서 너 스무 수백 수천")
"""Prenouns that point, and that count; the others tell a quality. A few are of two kinds."""

_ADVERBIAL = "XSM"
"""kiwipiepy's suffix of adverbs, which KLUE keeps within the adverb."""

_FIRST = ord("가")
_BRIGHT = frozenset({0, 2, 8})
_EU = 18
_BIEUP = 17
"""Numbers of the vowels ㅏ, ㅑ, ㅗ and ㅡ and of the final consonant ㅂ in a syllable's code."""
_PREDICATES = frozenset({"VV", "VA", "VX", "XSV", "XSA", "VCP", "VCN"})
_ENDINGS = frozenset({"EP", "EF", "EC"})


@dataclass(frozen=True, slots=True)
class _Piece:
    form: str
    tag: str
    irregular: bool = False


def morphemes_by_eojeol(sentence: Sentence) -> tuple[str, ...] | None:
    """Give the morphemes of each eojeol in our notation; None if one of them crosses a space."""
    found = []
    start = 0
    rest = list(sentence.morphemes)
    for form in sentence.text.split(" "):
        end = start + len(form)
        own = []
        while rest and rest[0].start < end:
            own.append(rest.pop(0))
        pieces = in_klue(own)
        if not pieces or any(morpheme.start < start or morpheme.end > end for morpheme in own):
            return None
        found.append(write(" ".join(form for form, _ in pieces), "+".join(tag for _, tag in pieces)))
        start = end + 1
    return tuple(found)


def in_klue(morphemes: Sequence[Morpheme]) -> list[tuple[str, str]]:
    """Give forms and tags of one eojeol's morphemes as KLUE writes them.

    Regularity marks go, opening and closing marks are SS, prenouns are split in three, roots join their
    suffix (따뜻하/VA), and endings take the form that fits what is before them (았, 었, 였).
    """
    joined: list[_Piece] = []
    for morpheme in morphemes:
        for piece in _renamed(morpheme):
            joined = _append(joined, piece)
    harmonised = (_harmonised(joined[:index], piece) for index, piece in enumerate(joined))
    return [(piece.form, piece.tag) for piece in harmonised]


def _renamed(morpheme: Morpheme) -> list[_Piece]:
    form = "".join(compatible(morpheme.form).split())
    tag, _, regularity = morpheme.tag.partition("-")
    if tag.startswith("Z_"):
        return []
    if tag == "MM":
        tag = "MMD" if form in _POINTING else "MMN" if form in _NUMBER else "MMA"
    if (form, tag) == ("있", "VA"):
        tag = "VV"
    tag = _TAGS.get(tag, tag)
    tag = tag if tag in TAGS or tag == _ADVERBIAL else "NA"
    # A plus sign is a morpheme of its own: in our notation it stands between morphemes.
    return [
        _Piece(part, "SW" if part == "+" else tag, regularity == "I")
        for part in re.findall(r"\+|[^+]+", form)
    ]


def _append(before: list[_Piece], piece: _Piece) -> list[_Piece]:
    """Add a piece, or make it one with the last."""
    if before:
        last = before[-1]
        whole = {"XSA": "VA", "XSV": "VV", _ADVERBIAL: "MAG"}.get(piece.tag)
        if last.tag == "XR" and whole is not None:
            return [*before[:-1], _Piece(last.form + piece.form, whole)]
        if last.tag == "EF" and (piece.form, piece.tag) == ("요", "JX"):
            return [*before[:-1], replace(last, form=last.form + "요")]
    return [*before, replace(piece, tag="XSN") if piece.tag == _ADVERBIAL else piece]


def _harmonised(before: Sequence[_Piece], piece: _Piece) -> _Piece:
    if not before or before[-1].tag not in _PREDICATES:
        return piece
    stem = before[-1]
    with_bieup = stem.irregular and _final(stem.form) == _BIEUP
    if piece.tag == "ETM" and piece.form == "은" and with_bieup:
        return replace(piece, form="ㄴ")
    if piece.tag not in _ENDINGS or piece.form[0] not in "어었":
        return piece
    if stem.form.endswith("하"):
        first = "였" if piece.form[0] == "었" else "아" if piece.tag == "EF" else "여"
        return replace(piece, form=first + piece.form[1:])
    if stem.tag == "VCP" or (with_bieup and stem.form not in ("돕", "곱")) or not _is_bright(stem.form):
        return piece
    return replace(piece, form=("았" if piece.form[0] == "었" else "아") + piece.form[1:])


def _is_bright(stem: str) -> bool:
    """Tell whether 아 follows the stem rather than 어; ㅡ gives way to the vowel before it."""
    vowels = [(ord(syllable) - _FIRST) // 28 % 21 for syllable in stem if "가" <= syllable <= "힣"]
    if len(vowels) > 1 and vowels[-1] == _EU:
        vowels.pop()
    return bool(vowels) and vowels[-1] in _BRIGHT


def _final(stem: str) -> int:
    return (ord(stem[-1]) - _FIRST) % 28
