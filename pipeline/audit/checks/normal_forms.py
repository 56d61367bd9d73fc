"""Normal forms: NFC is wanted; NFKC and NFD do damage."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from pipeline.audit.check import Family, Finds, Found
from pipeline.audit.odd_characters import SUSPECT, as_found, code_points, of_kind
from pipeline.audit.records import DataFile, Record
from pipeline.text.findings import Finding

FAMILY = Family("Normal forms")

_COMPATIBLE = {unicodedata.normalize("NFKC", chr(code)): chr(code) for code in range(0x3131, 0x318F)}
"""The jamo of ㅋㅋ and ㅠㅠ by what NFKC makes of them; bare finals such as U+11AB are not among these."""
_DOTS = frozenset("\u119e\u11a2")
_DECOMPOSED = re.compile("[\u1100-\u1112][\u1161-\u1175][\u11a8-\u11c2]?")


_Isolated = tuple[Record[object], str, str, Finding]
"""Record, field, text and place of jamo."""


def _isolated(file: DataFile) -> Iterator[_Isolated]:
    for record in file.records:
        for field, text, finding in of_kind(record, "isolated_jamo"):
            yield record, field, text, finding


def _by_nfkc(text: str, finding: Finding) -> bool:
    """Tell whether NFKC makes these jamo."""
    return _COMPATIBLE.keys() >= set(text[finding.start : finding.end])


@lru_cache(maxsize=64)
def _went_through_nfkc(file: DataFile) -> bool:
    """Tell whether NFKC has left jamo in a file, and would change nothing in it any more.

    The old vowels U+119E and U+11A2 alone tell nothing: people type them as dots.
    """
    left = any(
        _by_nfkc(text, finding) and not _DOTS.issuperset(text[finding.start : finding.end])
        for _, _, text, finding in _isolated(file)
    )
    return left and all(
        unicodedata.is_normalized("NFKC", each.text) for record in file.records for each in record.fresh
    )


def _compatible(jamo: str) -> str:
    """Give the compatibility jamo that NFKC turned into these, one for one."""
    return "".join(_COMPATIBLE[each] for each in jamo)


@FAMILY.file(
    "text.nfkc",
    "error",
    "conjoining jamo such as NFKC makes of ㅋㅋ and ㅠㅠ",
    explanation=(
        "Conjoining jamo (U+1100-11FF) stand outside any syllable, and all of them are what the normal "
        "form NFKC makes of compatibility jamo (U+3131-318E), the ones that keyboards write; nor does any "
        "text of the file hold something that NFKC would change. Models meet characters that no user types, "
        "and full-width forms, fractions and the like have been changed as well."
    ),
    repair="Take the text from before the normalisation and normalise by NFC; or map the jamo back.",
)
def check_nfkc(file: DataFile) -> Finds:
    """Find isolated jamo that NFKC makes, in a file that went through it."""
    for record, field, text, finding in _isolated(file):
        if _by_nfkc(text, finding) and _went_through_nfkc(file):
            jamo = text[finding.start : finding.end]
            message = f"{field}: {jamo!r} ({code_points(jamo)}) is NFKC of {_compatible(jamo)!r}"
            yield Found(message, finding.start, record=record)


@FAMILY.file(
    "text.isolated_jamo",
    "warning",
    "conjoining jamo outside a syllable",
    explanation=(
        "Conjoining jamo are parts of syllables. Alone they come from a damaged text, from morphological "
        "analysers, which write bare finals so, from people who type them as dots (ᆞ, ᆢ), or from texts "
        "about letters."
    ),
    repair="Write jamo that stand alone as compatibility jamo (ㄴ, U+3134, for U+11AB).",
)
def check_isolated_jamo(file: DataFile) -> Finds:
    """Find isolated jamo that NFKC has not made, or not of the file as a whole."""
    for record, field, text, finding in _isolated(file):
        if not (_by_nfkc(text, finding) and _went_through_nfkc(file)):
            yield replace(as_found(field, text, finding), record=record)


@FAMILY.file(
    "text.nfkc_file",
    "error",
    "a file that went through NFKC as a whole",
    explanation=(
        "Every text of the file is its own NFKC form, and some hold the conjoining jamo that NFKC leaves "
        "behind: the cause of the single findings is one normalisation of everything."
    ),
    repair="Build the file anew from its sources with NFC, or go back to the version before.",
)
def check_nfkc_file(file: DataFile) -> Finds:
    """Tell whether NFKC changes nothing any more, but has left its jamo."""
    damaged = len({id(found.record) for found in check_nfkc(file)})
    if damaged:
        yield Found(
            f"all texts of {len(file.records)} records are in NFKC, and {damaged} records hold what it makes "
            "of compatibility jamo (ㅋㅋ, ㅠㅠ)"
        )


@FAMILY.record(
    "text.nfd",
    "warning",
    "decomposed Hangul (NFD)",
    explanation=(
        "Syllables are written as sequences of conjoining jamo, as file names from macOS are. They look the "
        "same and compare as different; offsets count every jamo."
    ),
    repair="Normalise by NFC, and count the offsets anew.",
)
def check_nfd(record: Record[object]) -> Finds:
    """Find jamo that NFC composes to syllables."""
    for each in record.fresh:
        if SUSPECT.search(each.text) and (found := _DECOMPOSED.search(each.text)):
            syllable = unicodedata.normalize("NFC", found[0])
            yield Found(f"{each.field}: {code_points(found[0])} is {syllable!r} in NFC", found.start())


@FAMILY.record(
    "text.not_nfc",
    "info",
    "characters that NFC replaces",
    explanation=(
        "The text is not in the composed normal form, for another reason than decomposed Hangul: mostly CJK "
        "compatibility ideographs, which Korean character sets have for characters of several readings."
    ),
    repair="Normalise by NFC, if what compares the texts does.",
)
def check_not_nfc(record: Record[object]) -> Finds:
    """Find texts that are not NFC."""
    for each in record.fresh:
        if each.text.isascii() or unicodedata.is_normalized("NFC", each.text):
            continue
        if SUSPECT.search(each.text) and _DECOMPOSED.search(each.text):
            continue
        at = next((i for i, char in enumerate(each.text) if not unicodedata.is_normalized("NFC", char)), None)
        if at is None:
            yield Found(f"{each.field}: a base character and its mark stand apart that NFC composes")
        else:
            becomes = unicodedata.normalize("NFC", each.text[at])
            yield Found(f"{each.field}: {code_points(each.text[at])} is {code_points(becomes)} in NFC", at)
