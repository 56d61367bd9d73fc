"""The adjudication round of dependency parsing: only the eojeols on which annotators differ are rows."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from pipeline.model import RoundName
from pipeline.tasks.base import Case
from pipeline.tasks.dp import notation
from pipeline.tasks.dp.interface import (
    SHOWN,
    LabelSentence,
    head_options,
    legal_tree,
    named,
    numbered_html,
    read_rows,
    write_rows,
)
from pipeline.tasks.dp.legality import fitting_heads
from pipeline.tasks.dp.values import OPEN, TaggedSentence, Token, Tree, open_token
from pipeline.tasks.regions import Region, choice_region, text_region
from pipeline.tasks.votes import votes_html
from pipeline.yamlfile import Json


class SettleSentence(LabelSentence):
    """Settle the open eojeols of a sentence; the agreed ones are shown and stay."""

    name: RoundName = "adjudicate"
    answers = 1

    def data(self, case: Case[TaggedSentence, Tree]) -> dict[str, Json]:
        """Show the agreed tokens, and for each open one what was answered and the heads that still fit."""
        forms = case.item.payload.forms
        agreed = agreed_tree(case).tokens
        heads = [token.head for token in agreed]
        rows: list[Json] = [
            {
                "show": named(forms, index + 1),
                "heads": head_options(forms, fitting_heads(heads, index)),
                "votes": votes_html(_spoken(forms, answer.tokens[index]) for answer in _answers(case)),
            }
            for index in open_indices(agreed)
        ]
        return {
            "text": " ".join(forms),
            "numbered": numbered_html(forms),
            "agreed": _agreed_html(forms, agreed),
            "eojeols": rows,
        }

    def suggest(self, case: Case[TaggedSentence, Tree]) -> list[Region]:
        """Fill in, in each open row, what all annotators answered alike."""
        filled = []
        for row, index in enumerate(open_indices(agreed_tree(case).tokens)):
            answered = [answer.tokens[index] for answer in _answers(case)]
            if len({token.head for token in answered}) == 1:
                filled.append(choice_region(f"head_{row}", SHOWN, str(answered[0].head)))
            if len({token.deprel for token in answered}) == 1:
                filled.append(choice_region(f"rel_{row}", SHOWN, answered[0].deprel))
            if len({token.morphology for token in answered}) == 1:
                filled.append(text_region(f"pos_{row}", SHOWN, notation.write(*answered[0].morphology)))
        return filled

    def value(self, case: Case[TaggedSentence, Tree], regions: Sequence[Region]) -> Tree:
        """Read the open rows, and join them with what is agreed."""
        tokens = list(agreed_tree(case).tokens)
        indices = open_indices(tokens)
        for index, token in zip(indices, read_rows(regions, case.item.payload.forms, indices), strict=True):
            tokens[index] = token
        return legal_tree(tokens)

    def regions(self, case: Case[TaggedSentence, Tree], value: Tree) -> list[Region]:
        """Fill the open rows in."""
        return write_rows(value.tokens[index] for index in open_indices(agreed_tree(case).tokens))


def agreed_tree(case: Case[TaggedSentence, Tree]) -> Tree:
    """Give the dispute's agreed part: a tree whose other tokens are open."""
    if case.dispute is None or case.dispute.agreed is None:
        return Tree(tuple(open_token(form) for form in case.item.payload.forms))
    return case.dispute.agreed


def open_indices(tokens: Sequence[Token]) -> list[int]:
    """Give the positions (from 0) of the open tokens."""
    return [index for index, token in enumerate(tokens) if token.head == OPEN]


def _answers(case: Case[TaggedSentence, Tree]) -> tuple[Tree, ...]:
    return () if case.dispute is None else case.dispute.answers


def _spoken(forms: Sequence[str], token: Token) -> str:
    return f"{named(forms, token.head)} · {token.deprel} · {notation.write(token.lemma, token.pos)}"


def _agreed_html(forms: Sequence[str], tokens: Sequence[Token]) -> str:
    lines = [
        f"<li>{escape(named(forms, number))} → {escape(_spoken(forms, token))}</li>"
        for number, token in enumerate(tokens, start=1)
        if token.head != OPEN
    ]
    return f'<ul style="margin:0;padding-left:20px">{"".join(lines)}</ul>' if lines else "없음"
