"""The label round of dependency parsing: a row of three controls for each eojeol."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import escape

from pipeline.model import RoundName
from pipeline.tasks.base import Case, Round
from pipeline.tasks.dp import notation
from pipeline.tasks.dp.draft import draft
from pipeline.tasks.dp.legality import crossing, fitting_heads, kept_characters
from pipeline.tasks.dp.values import RELATIONS, ROOT, TaggedSentence, Token, Tree
from pipeline.tasks.regions import Region, UnreadableError, choice, choice_region, text, text_region
from pipeline.yamlfile import Json

SHOWN = "sentence"
_ROW = re.compile(r"(?:head|rel|pos)_(\d+)")


class LabelSentence(Round[TaggedSentence, Tree]):
    """Analyse one sentence."""

    task = "dp"
    name: RoundName = "label"
    answers = 2
    payload_type = TaggedSentence
    value_type = Tree

    def data(self, case: Case[TaggedSentence, Tree]) -> dict[str, Json]:
        """Show the numbered sentence, and a row for each eojeol with the heads that it may have."""
        forms = case.item.payload.forms
        rows: list[Json] = [
            {"show": named(forms, index + 1), "heads": head_options(forms, range(index + 2, len(forms) + 1))}
            for index in range(len(forms))
        ]
        return {"text": " ".join(forms), "numbered": numbered_html(forms), "eojeols": rows}

    def suggest(self, case: Case[TaggedSentence, Tree]) -> list[Region]:
        """Fill a draft by rule in, to be corrected."""
        return self.regions(case, draft(case.item.payload))

    def value(self, case: Case[TaggedSentence, Tree], regions: Sequence[Region]) -> Tree:
        """Read the tree."""
        forms = case.item.payload.forms
        tokens = read_rows(regions, forms, range(len(forms)))
        return legal_tree(tokens)

    def regions(self, case: Case[TaggedSentence, Tree], value: Tree) -> list[Region]:
        """Fill the rows in."""
        return write_rows(value.tokens)


def read_rows(regions: Sequence[Region], forms: Sequence[str], indices: Sequence[int]) -> list[Token]:
    """Read the rows of some eojeols, which ``indices`` names in the order of the rows."""
    for region in regions:
        numbered = _ROW.fullmatch(region.from_name)
        if numbered is not None and int(numbered[1]) >= len(indices):
            raise UnreadableError("unknown_row", f"{region.from_name}: there are {len(indices)} rows")
    return [_read_row(regions, row, forms, index) for row, index in enumerate(indices)]


def write_rows(tokens: Iterable[Token]) -> list[Region]:
    """Fill a row in for each token."""
    filled = []
    for row, token in enumerate(tokens):
        filled.append(choice_region(f"head_{row}", SHOWN, str(token.head)))
        filled.append(choice_region(f"rel_{row}", SHOWN, token.deprel))
        filled.append(text_region(f"pos_{row}", SHOWN, notation.write(token.lemma, token.pos)))
    return filled


def legal_tree(tokens: Sequence[Token]) -> Tree:
    """Check that no arcs cross.

    Raises:
        UnreadableError: two do; the offset is that of the first eojeol.
    """
    crossed = crossing([token.head for token in tokens])
    if crossed is not None:
        forms = [token.form for token in tokens]
        first, second = (f"{named(forms, index + 1)} → {tokens[index].head}" for index in crossed)
        raise UnreadableError("crossing_arcs", f"{first} crosses {second}", offset_of(forms, crossed[0]))
    return Tree(tuple(tokens))


def offset_of(forms: Sequence[str], index: int) -> int:
    """Give where an eojeol begins in the sentence, in code points."""
    return sum(len(form) + 1 for form in forms[:index])


def named(forms: Sequence[str], number: int) -> str:
    """Name an eojeol, or the root, by its number and form."""
    return "0 (뿌리)" if number == ROOT else f"{number} {forms[number - 1]}"


def head_options(forms: Sequence[str], heads: Iterable[int]) -> list[Json]:
    """List heads to choose from; where there are none, the root."""
    return [{"value": named(forms, head), "alias": str(head)} for head in [*heads] or [ROOT]]


def numbered_html(forms: Sequence[str]) -> str:
    """Write the sentence with the number of each eojeol."""
    return " ".join(
        f'<span style="white-space:nowrap">{escape(form)}<sub style="color:#8c959f">{number}</sub></span>'
        for number, form in enumerate(forms, start=1)
    )


def _read_row(regions: Sequence[Region], row: int, forms: Sequence[str], index: int) -> Token:
    at = offset_of(forms, index)
    form = forms[index]
    try:
        head = int(choice(regions, f"head_{row}", map(str, range(len(forms) + 1))))
        deprel = choice(regions, f"rel_{row}", RELATIONS)
        lemma, pos = notation.read(text(regions, f"pos_{row}"))
    except UnreadableError as error:
        raise UnreadableError(error.check, f"{named(forms, index + 1)}: {error.message}", at) from None
    except notation.NotationError as error:
        raise UnreadableError(error.check, f"{named(forms, index + 1)}: {error}", at) from None
    if head not in fitting_heads([ROOT] * len(forms), index):
        wanted = "the root" if index == len(forms) - 1 else "to its right"
        raise UnreadableError("head_not_right", f"{named(forms, index + 1)}: the head is not {wanted}", at)
    if kept_characters(form) != kept_characters(lemma):
        raise UnreadableError(
            "lost_characters", f"{form}: digits, letters or marks differ in the morphemes {lemma}", at
        )
    return Token(form, lemma, pos, head, deprel)
