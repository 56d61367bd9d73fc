"""What is measured of one annotator in one task."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.model import Agreement
from pipeline.quality.annotators.bias import Bias
from pipeline.quality.annotators.confusion import Confusion
from pipeline.quality.annotators.drift import Drift
from pipeline.quality.annotators.shares import Share
from pipeline.quality.annotators.skips import Skips
from pipeline.quality.annotators.speed import Speed
from pipeline.quality.annotators.standing import Standing
from pipeline.quality.annotators.straight_lining import Run
from pipeline.quality.annotators.suggestions import Kept
from pipeline.quality.annotators.trend import Stretch
from pipeline.quality.annotators.twins import Twins


@dataclass(frozen=True, slots=True)
class Figures:
    """One annotator's figures in one task's label round.

    Attributes:
        annotator: Who.
        answers: Answers given, skips aside.
        standing: Agreement with the rest, those aside who are set apart: α where the headline is one over
            categories, else the mean score with each of the others.
        scores: Score against everybody else: the share of answers that are those of most of the others where
            answers have a nominal category, else the mean score with each of the others.
        consensus: Mean score against the accepted consensus, in which the annotator's own vote counts.
        adjudicated: Mean score against the adjudicator, on the items that one settled.
        confusion: Own labels by the others' majority; None where labels make no table.
        bias: On scales; None elsewhere.
        speed: Seconds, and too-fast answers.
        run: The longest run of one answer.
        run_text: The answer that the run repeats.
        suggestions: Pre-annotations that were left as they were.
        skips: What was not answered.
        drift: Falls of the scores over time.
        drift_since: The day of the fall that still holds, as an ISO 8601 date.
        trend: The scores in order of time, in stretches.
        twins: The others, each with how often the two agree where answers differ.
    """

    annotator: str
    answers: int
    standing: Standing
    scores: Share
    consensus: Share
    adjudicated: Share
    confusion: Confusion | None
    bias: Bias | None
    speed: Speed
    run: Run
    run_text: str
    suggestions: Kept
    skips: Skips
    drift: Drift
    drift_since: str | None
    trend: tuple[Stretch, ...]
    twins: tuple[tuple[str, Twins], ...]

    @property
    def rest(self) -> Agreement:
        """Agreement with those who are not set apart."""
        return self.standing.agreement
