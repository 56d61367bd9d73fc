"""Semantic textual similarity: ``klue-sts-v1.1_dev.json``."""

from __future__ import annotations

from pipeline import canonical
from pipeline.consensus import mean_vote
from pipeline.klue_format.base import Given, named_source
from pipeline.klue_format.json_rows import array_format
from pipeline.tasks.release_row import RawAnswer
from pipeline.tasks.sts.row import Annotations, StsRow
from pipeline.tasks.sts.values import Score


def given(row: StsRow) -> Given:
    """Give the annotators' scores, if the lists are aligned; those near their mean stand behind the label."""
    names, scores = row.annotations.annotators, row.annotations.annotations
    if not names or len(names) != len(scores):
        return Given()
    return Given(
        tuple(
            RawAnswer(name, "label", canonical.dump(Score(float(score))))
            for name, score in zip(names, scores, strict=True)
        ),
        mean_vote(scores).support,
    )


FORMAT = array_format(
    "sts",
    StsRow,
    frozenset({"sentence1", "sentence2"}),
    names={"real_label": "real-label", "binary_label": "binary-label"},
    blanks={"guid": "", "source": "", "annotations": Annotations("", (), ())},
    sources=named_source,
    given=given,
)
