"""The released record of topic classification."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.tasks.release_row import Example
from pipeline.tasks.tc.values import SCOPES, Headline, Topics


@dataclass(frozen=True, slots=True)
class Scopes:
    """The annotators' topics by rank, aligned with the annotators."""

    first_scope: tuple[str, ...]
    second_scope: tuple[str, ...]
    third_scope: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Annotations:
    """Who annotated, and what."""

    annotators: tuple[str, ...]
    annotations: Scopes


@dataclass(frozen=True, slots=True)
class TcRow:
    """KLUE's fields of a headline."""

    guid: str
    title: str
    predefined_news_category: str
    label: str
    annotations: Annotations
    url: str
    date: str


def tc_row(example: Example[Headline, Topics]) -> TcRow:
    """Make the record of a headline."""
    scopes = [tuple(answer.value.scope(rank) for answer in example.labelled) for rank in range(len(SCOPES))]
    headline = example.item.payload
    return TcRow(
        guid=example.guid,
        title=headline.title,
        predefined_news_category=headline.predefined_news_category,
        label=example.value.scope(0),
        annotations=Annotations(tuple(answer.annotator for answer in example.labelled), Scopes(*scopes)),
        url=headline.url,
        date=headline.date,
    )
