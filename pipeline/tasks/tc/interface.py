"""The label and adjudication rounds of topic classification."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.model import RoundName
from pipeline.tasks.base import Case, Round
from pipeline.tasks.regions import Region, UnreadableError, choice, choice_region, choices
from pipeline.tasks.tc.values import NO_TOPIC, SCOPES, TOPICS, Headline, Topics
from pipeline.tasks.votes import votes_html
from pipeline.yamlfile import Json


class LabelHeadline(Round[Headline, Topics]):
    """Rank the topics of one headline."""

    task = "tc"
    name: RoundName = "label"
    answers = 3
    payload_type = Headline
    value_type = Topics

    def data(self, case: Case[Headline, Topics]) -> dict[str, Json]:
        """Show the headline alone: the site's section would lead the annotator."""
        return {"title": case.item.payload.title}

    def value(self, case: Case[Headline, Topics], regions: Sequence[Region]) -> Topics:
        """Read the ranked topics."""
        first = choice(regions, "first", (*TOPICS, NO_TOPIC))
        ranked = [first, *(label for scope in SCOPES[1:] for label in choices(regions, scope))]
        if any(label not in (*TOPICS, NO_TOPIC) for label in ranked):
            raise UnreadableError("unknown_label", f"{ranked} are not all topics")
        if len(set(ranked)) != len(ranked):
            raise UnreadableError("repeated_topic", f"a topic stands at two ranks: {ranked}")
        if first == NO_TOPIC and len(ranked) > 1:
            raise UnreadableError("contradicting_answer", f"{NO_TOPIC} first, and yet {ranked[1:]}")
        return Topics(() if first == NO_TOPIC else tuple(ranked))

    def regions(self, case: Case[Headline, Topics], value: Topics) -> list[Region]:
        """Fill the controls in."""
        filled = [choice_region("first", "title", value.scope(0))]
        ranked = zip(SCOPES[1:], value.topics[1:], strict=False)
        return filled + [choice_region(scope, "title", topic) for scope, topic in ranked]


class SettleHeadline(LabelHeadline):
    """Settle a headline on which the annotators differ."""

    name: RoundName = "adjudicate"
    answers = 1

    def data(self, case: Case[Headline, Topics]) -> dict[str, Json]:
        """Show the headline and what was answered."""
        dispute = case.dispute
        answers = () if dispute is None else dispute.answers
        shown = [" › ".join(answer.topics) or NO_TOPIC for answer in answers]
        return {"title": case.item.payload.title, "votes": votes_html(shown)}
