"""Eojeols, their morphemes and tags, and what spreadsheets did to them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from pipeline.audit.check import Family, Finds, Found
from pipeline.audit.records import Record
from pipeline.tasks.dp.legality import kept_characters
from pipeline.tasks.dp.row import DpRow
from pipeline.tasks.dp.values import TAGS

FAMILY = Family("Morphemes", "dp")

_TAGS = frozenset(TAGS)
_NUMBER = re.compile(r"(\d+(?:\.\d+)?)(%?)")
_ERROR = re.compile(r"#(?:NAME\?|REF!|VALUE!|DIV/0!|N/A|NUM!|NULL!)")
_DATE = re.compile(
    r"\d{1,2}-(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)|(?:0?[1-9]|1[0-2])월 \d{1,2}일"
    r"|\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}"
)
_CONJOINING = re.compile("[\u1100-\u11ff\ua960-\ua97f\ud7b0-\ud7ff]")


def _forms(row: DpRow) -> list[str] | None:
    """Give the eojeols that the sentence has, where they are as many as the rows."""
    forms = _split(row.sentence)
    return forms if len(forms) == len(row.word_form) else None


def _split(sentence: str) -> list[str]:
    return re.split(" +", sentence.strip(" "))


def _same_number(one: str, other: str) -> bool:
    """Tell whether two texts are one number in two writings.

    >>> _same_number("3.20", "3.2"), _same_number("30", "3.0"), _same_number("5.0", "5.0")
    (True, False, False)
    """
    left, right = _NUMBER.match(one), _NUMBER.match(other)
    return (
        one != other
        and left is not None
        and right is not None
        and float(left[1]) == float(right[1])
        and one[left.end(1) :] == other[right.end(1) :]
    )


@FAMILY.record(
    "dp.spreadsheet",
    "error",
    "a cell that a spreadsheet rewrote",
    explanation=(
        "Spreadsheets read 15.7% and 5.0 as numbers and save them in a format of their own (15.70%, 5), turn "
        "what looks like one into a date, and put #NAME? for what looks like a formula."
    ),
    repair="Restore the cell from the sentence; load TSV files with all columns as text.",
)
def check_spreadsheet(record: Record[DpRow]) -> Finds:
    """Find rewritten numbers, dates and errors."""
    row = record.row
    forms = _forms(row)
    for index, form in enumerate(row.word_form):
        there = forms[index] if forms else None
        lemma = row.lemma[index] if index < len(row.lemma) else ""
        if there is not None and _same_number(there, form):
            message = f"eojeol {index + 1} is {form!r} where the sentence has {there!r}"
            yield Found(message, line=record.line_of(index))
        for name, cell in (("form", form), ("lemma", lemma)):
            eaten = _ERROR.fullmatch(cell) or _DATE.fullmatch(cell)
            if eaten and cell not in row.sentence:
                message = f"the {name} of eojeol {index + 1} is {cell!r}, which the sentence does not hold"
                yield Found(message, line=record.line_of(index))


@FAMILY.record(
    "dp.quotes",
    "error",
    "rows that quotation marks swallowed",
    explanation=(
        "A reader that takes quotation marks for those of CSV reads on to the next one, across tabs and "
        "lines, and drops the marks themselves: the sentence has marks that the eojeols have not."
    ),
    repair="Read the file with quoting switched off, and restore the rows.",
)
def check_quotes(record: Record[DpRow]) -> Finds:
    """Compare the numbers of double quotation marks where the eojeols differ from the sentence."""
    row = record.row
    joined, sentence = " ".join(row.word_form), " ".join(_split(row.sentence))
    if joined != sentence and joined.replace('"', "") == sentence.replace('"', ""):
        stated, kept = row.sentence.count('"'), joined.count('"')
        yield Found(f"the sentence has {stated} double quotation marks, its eojeols {kept}")


@FAMILY.record(
    "dp.form",
    "error",
    "eojeols unlike the sentence",
    explanation="The eojeols are what stands between the spaces of the sentence, as it stands there.",
    repair="Restore the eojeol from the sentence.",
)
def check_form(record: Record[DpRow]) -> Finds:
    """Compare the eojeols with the sentence; rewritten numbers and lost quotation marks apart."""
    row = record.row
    forms = _forms(row)
    if forms is None:
        count = len(_split(row.sentence))
        yield Found(f"the sentence has {count} eojeols, the rows are {len(row.word_form)}")
        return
    for index, (there, form) in enumerate(zip(forms, row.word_form, strict=True)):
        if there not in (form, form.replace('"', "")) and not _same_number(there, form):
            message = f"eojeol {index + 1} is {form!r} where the sentence has {there!r}"
            yield Found(message, line=record.line_of(index))


@FAMILY.record(
    "dp.count",
    "error",
    "morphemes and tags of different number",
    explanation="Morphemes are joined by spaces and tags by +, a tag a morpheme; they cannot be aligned.",
    repair="Analyse the eojeol anew.",
)
def check_count(record: Record[DpRow]) -> Finds:
    """Compare the numbers of morphemes and tags."""
    for index, (lemma, pos) in enumerate(zip(record.row.lemma, record.row.pos, strict=False)):
        morphemes, tags = lemma.split(" "), pos.split("+")
        if len(morphemes) != len(tags):
            message = f"eojeol {index + 1}: {lemma!r} has {len(morphemes)} morphemes, {pos} {len(tags)} tags"
            yield Found(message, line=record.line_of(index))


@FAMILY.record(
    "dp.tag",
    "error",
    "a part of speech that is none",
    explanation="Parts of speech are the Sejong tags, with MM split into MMA, MMD and MMN.",
    repair="Correct the tag.",
)
def check_tag(record: Record[DpRow]) -> Finds:
    """Find unknown parts of speech."""
    for index, pos in enumerate(record.row.pos):
        for tag in pos.split("+"):
            if tag not in _TAGS:
                message = f"eojeol {index + 1}: {tag!r} in {pos!r}"
                yield Found(message, line=record.line_of(index))


@FAMILY.record(
    "dp.characters",
    "error",
    "digits, letters or marks lost between form and morphemes",
    explanation=(
        "Hangul may change its form in analysis; digits, foreign letters and punctuation never do. A 0 where "
        "the form has 3% is a spreadsheet's doing, which rounded 0.03."
    ),
    repair="Restore the morphemes from the eojeol.",
)
def check_characters(record: Record[DpRow]) -> Finds:
    """Compare what analysis leaves alone; a form that is itself damaged is another check's."""
    row = record.row
    forms = _forms(row)
    for index, (form, lemma) in enumerate(zip(row.word_form, row.lemma, strict=False)):
        said, kept = Counter(kept_characters(form)), Counter(kept_characters(lemma))
        if said == kept or (forms and Counter(kept_characters(forms[index])) == kept):
            continue
        difference = "; ".join(_difference(said, kept))
        yield Found(
            f"eojeol {index + 1}: {form!r} became {lemma!r} ({difference})", line=record.line_of(index)
        )


def _difference(said: Counter[str], kept: Counter[str]) -> Iterator[str]:
    if lost := said - kept:
        yield f"lost {''.join(sorted(lost.elements()))}"
    if added := kept - said:
        yield f"added {''.join(sorted(added.elements()))}"


@FAMILY.record(
    "dp.lemma_jamo",
    "error",
    "conjoining jamo in morphemes",
    explanation=(
        "KLUE writes final consonants that stand alone as compatibility jamo (ㄴ, ㄹ); analysers give "
        "conjoining ones (U+11AB, U+11AF), which look the same and match nothing."
    ),
    repair="Map U+11A8-11C2 to the compatibility jamo.",
)
def check_lemma_jamo(record: Record[DpRow]) -> Finds:
    """Find conjoining jamo in morphemes."""
    for index, lemma in enumerate(record.row.lemma):
        if found := _CONJOINING.search(lemma):
            message = f"eojeol {index + 1}: U+{ord(found[0]):04X} in the morphemes {lemma!r}"
            yield Found(message, line=record.line_of(index))
