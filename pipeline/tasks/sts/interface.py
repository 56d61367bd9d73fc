"""The label and adjudication rounds of semantic textual similarity."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.model import RoundName
from pipeline.tasks.base import Case, Round
from pipeline.tasks.regions import Region, UnreadableError, choice, choice_region
from pipeline.tasks.sts.values import SCORES, Pair, Score
from pipeline.tasks.votes import votes_html
from pipeline.yamlfile import Json

_ALIASES = {str(score): float(score) for score in SCORES}
_KEEP = "keep"


class LabelPair(Round[Pair, Score]):
    """Score one pair."""

    task = "sts"
    name: RoundName = "label"
    answers = 7
    payload_type = Pair
    value_type = Score

    def data(self, case: Case[Pair, Score]) -> dict[str, Json]:
        """Show the two sentences."""
        return {"sentence1": case.item.payload.sentence1, "sentence2": case.item.payload.sentence2}

    def value(self, case: Case[Pair, Score], regions: Sequence[Region]) -> Score:
        """Read the score."""
        return Score(_ALIASES[choice(regions, "score", _ALIASES)])

    def regions(self, case: Case[Pair, Score], value: Score) -> list[Region]:
        """Choose the score."""
        return [choice_region("score", "sentence2", f"{value.score:.0f}")]


class SettlePair(LabelPair):
    """Keep a pair on which the scores lie far apart, with its mean, or skip it, which discards it."""

    name: RoundName = "adjudicate"
    answers = 1

    def data(self, case: Case[Pair, Score]) -> dict[str, Json]:
        """Show the pair, the scores and their mean."""
        votes = "" if case.dispute is None else votes_html(f"{a.score:.0f}점" for a in case.dispute.answers)
        mean = "" if case.dispute is None else f"평균 {_agreed(case).score:.2f}점"
        return {**super().data(case), "votes": votes, "mean": mean}

    def value(self, case: Case[Pair, Score], regions: Sequence[Region]) -> Score:
        """Give the mean, which is what keeping a pair keeps."""
        choice(regions, "decision", (_KEEP,))
        return _agreed(case)

    def regions(self, case: Case[Pair, Score], value: Score) -> list[Region]:
        """Keep the pair."""
        return [choice_region("decision", "sentence2", _KEEP)]


def _agreed(case: Case[Pair, Score]) -> Score:
    if case.dispute is None or case.dispute.agreed is None:
        raise UnreadableError(
            "nothing_to_settle", "the item is in no dispute, so that there is no mean to keep"
        )
    return case.dispute.agreed
