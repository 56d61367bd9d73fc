"""Topic classification: ``ynat-v1.1_dev.json``."""

from __future__ import annotations

from itertools import takewhile

from pipeline import canonical
from pipeline.klue_format.base import Given, no_sources
from pipeline.klue_format.json_rows import array_format
from pipeline.tasks.release_row import RawAnswer
from pipeline.tasks.tc.row import Annotations, Scopes, TcRow
from pipeline.tasks.tc.values import NO_TOPIC, Topics


def given(row: TcRow) -> Given:
    """Give the annotators' topics, if the lists are aligned; the first ones count."""
    names, scopes = row.annotations.annotators, row.annotations.annotations
    ranked = (scopes.first_scope, scopes.second_scope, scopes.third_scope)
    if not names or any(len(topics) != len(names) for topics in ranked):
        return Given()
    return Given(
        tuple(
            RawAnswer(name, "label", canonical.dump(Topics(tuple(takewhile(NO_TOPIC.__ne__, topics)))))
            for name, topics in zip(names, zip(*ranked, strict=True), strict=True)
        ),
        scopes.first_scope.count(row.label) / len(names),
    )


FORMAT = array_format(
    "tc",
    TcRow,
    frozenset({"title", "predefined_news_category"}),
    names={
        "first_scope": "first-scope",
        "second_scope": "second-scope",
        "third_scope": "third-scope",
    },
    blanks={
        **dict.fromkeys(("guid", "predefined_news_category", "url", "date"), ""),
        "annotations": Annotations((), Scopes((), (), ())),
    },
    sources=no_sources,
    given=given,
)
