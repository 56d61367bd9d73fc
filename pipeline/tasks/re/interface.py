"""The label and adjudication rounds of relation extraction."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from pipeline.model import RoundName
from pipeline.tasks.base import Case, Round
from pipeline.tasks.re.relations import KOREAN, NO_RELATION, allowed, options
from pipeline.tasks.re.values import KOREAN as TYPE_NAMES
from pipeline.tasks.re.values import Argument, Pair, Relation
from pipeline.tasks.regions import Region, choice, choice_region
from pipeline.tasks.votes import votes_html
from pipeline.yamlfile import Json

_LOOK = {
    "subject": ("주어", "#cfe3ff", "#1a4f9c"),
    "object": ("목적어", "#ffe0b8", "#8a4500"),
}
"""Name, background and text colour of the two ends."""


class LabelRelation(Round[Pair, Relation]):
    """Name the relation of one pair."""

    task = "re"
    name: RoundName = "label"
    answers = 3
    payload_type = Pair
    value_type = Relation

    def data(self, case: Case[Pair, Relation]) -> dict[str, Json]:
        """Show the sentence with both ends marked, and the relations that their types allow."""
        pair = case.item.payload
        return {"text": pair.sentence, "sentence": sentence_html(pair), "options": _options(pair)}

    def value(self, case: Case[Pair, Relation], regions: Sequence[Region]) -> Relation:
        """Read the relation, which the types must allow."""
        pair = case.item.payload
        return Relation(choice(regions, "relation", options(pair.subject.type, pair.object.type)))

    def regions(self, case: Case[Pair, Relation], value: Relation) -> list[Region]:
        """Choose the relation."""
        return [choice_region("relation", "sentence", value.label)]


class SettleRelation(LabelRelation):
    """Settle a pair on which no two annotators agree."""

    name: RoundName = "adjudicate"
    answers = 1

    def data(self, case: Case[Pair, Relation]) -> dict[str, Json]:
        """Show the pair and the votes."""
        answers = () if case.dispute is None else case.dispute.answers
        shown = [f"{KOREAN[answer.label]} ({answer.label})" for answer in answers]
        return {**super().data(case), "votes": votes_html(shown)}


def sentence_html(pair: Pair) -> str:
    """Write the sentence as HTML, both ends coloured and named with their types; the text is escaped."""
    ends = sorted(
        ((pair.subject, "subject"), (pair.object, "object")), key=lambda entry: (entry[0].start, entry[1])
    )
    parts, end = [], 0
    for argument, role in ends:
        parts += [escape(pair.sentence[end : argument.start]), _mark(pair.sentence, argument, role)]
        end = argument.end
    body = "".join((*parts, escape(pair.sentence[end:])))
    return f'<p style="font-size:20px;line-height:2;margin:0">{body}</p>'


def _mark(sentence: str, argument: Argument, role: str) -> str:
    name, background, colour = _LOOK[role]
    return (
        f'<mark style="background:{background};padding:2px 4px;border-radius:4px">'
        f"<b>{escape(sentence[argument.start : argument.end])}</b>"
        f'<sub style="color:{colour}"> {name}·{TYPE_NAMES[argument.type]}</sub></mark>'
    )


def _options(pair: Pair) -> list[Json]:
    """Give the choices in the guide's order with the digits as hotkeys, no relation last with 0."""
    found: list[Json] = [
        _option(kind.name, kind.description, str(number))
        for number, kind in enumerate(allowed(pair.subject.type, pair.object.type), 1)
    ]
    return [*found, _option(NO_RELATION, "문장이 둘을 잇지 않는다", "0")]


def _option(label: str, description: str, hotkey: str) -> dict[str, Json]:
    html = (
        f'<b>{KOREAN[label]}</b> <span style="color:#57606a">{description}</span> '
        f'<code style="color:#8c959f;font-size:12px">{label}</code>'
    )
    return {"value": KOREAN[label], "alias": label, "hotkey": hotkey, "html": html}
