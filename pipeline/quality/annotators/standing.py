"""How far each annotator agrees with those of the others who can be relied on.

Whoever shares items with an annotator who answers at random disagrees often, and not by a fault of theirs.
So the worst annotator whose interval is clear of the floor is set apart, and the others are compared anew
without them, until nobody's interval is. Each keeps the figure by which they were judged.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass

import numpy as np

from pipeline.agreement import one_against_the_rest
from pipeline.agreement.arrays import sum_by
from pipeline.model import Agreement
from pipeline.quality.annotators.answers import Answers
from pipeline.quality.annotators.scores import PairScores
from pipeline.quality.annotators.shares import share
from pipeline.tasks.base import AlphaOver

FEWEST = 50
"""Items that a pause takes: it costs somebody their work, and must not hang on a bad morning."""
SMALLEST_PANEL = 3
"""Annotators it takes to tell which of them is wrong."""
RESAMPLES = 400
"""Resamples of an annotator's interval: its ends are steady to about a hundredth."""
SCORE = "score_against_the_rest"
NOBODY_ELSE = "nobody else answered the same items"

Compare = Callable[[frozenset[Hashable]], dict[Hashable, Agreement]]
"""Compares everybody with everybody else, those aside who are set apart."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How far an annotator agrees with those who are not set apart, and whether they are themselves.

    ``company`` counts the annotators that share items, this one among them, before anybody was set apart.
    """

    agreement: Agreement
    apart: bool
    company: int


def stand(compare: Compare, floor: float) -> dict[Hashable, Standing]:
    """Set apart who certainly agrees less than the floor, and give everybody's agreement with the others."""
    found = compare(frozenset())
    company = {who: agreement.annotators for who, agreement in found.items()}
    apart: dict[Hashable, Agreement] = {}
    while True:
        low = [
            (agreement.value, str(who), who)
            for who, agreement in found.items()
            if agreement.value is not None
            and agreement.high is not None
            and agreement.high < floor
            and agreement.items >= FEWEST
            and company[who] >= SMALLEST_PANEL
        ]
        if not low:
            return {
                who: Standing(agreement, who in apart, company[who])
                for who, agreement in (apart | found).items()
            }
        worst = min(low)[2]
        apart[worst] = found[worst]
        found = compare(frozenset(apart))


def by_alpha(over: AlphaOver, seed: int) -> Compare:
    """Compare by α against the rest."""

    def compare(apart: frozenset[Hashable]) -> dict[Hashable, Agreement]:
        ratings = over.ratings
        for annotator in apart:
            ratings = ratings.without(annotator)
        found = one_against_the_rest(
            ratings, over.level, resamples=RESAMPLES, seed=seed, measure=over.measure
        )
        return {who: agreement for who, agreement in found.items() if who not in apart}

    return compare


def by_score(answers: Answers, pairs: PairScores) -> Compare:
    """Compare by the mean score with each of the others, over items; the interval is Wilson's."""

    def compare(apart: frozenset[Hashable]) -> dict[Hashable, Agreement]:
        trusted = np.array([who not in apart for who in answers.annotators], dtype=np.bool_)
        kept = trusted[answers.annotator[pairs.left]] & trusted[answers.annotator[pairs.right]]
        left, right, score = pairs.left[kept], pairs.right[kept], pairs.score[kept]
        size = len(answers)
        total = sum_by(left, score, size) + sum_by(right, score, size)
        others = np.bincount(left, minlength=size) + np.bincount(right, minlength=size)
        met = np.zeros((len(trusted), len(trusted)), dtype=np.bool_)
        met[answers.annotator[left], answers.annotator[right]] = True
        company = (met | met.T).sum(axis=1) + 1
        found: dict[Hashable, Agreement] = {}
        for code, who in enumerate(answers.annotators):
            if trusted[code]:
                rows = np.flatnonzero((answers.annotator == code) & (others > 0))
                means = total[rows] / others[rows]
                found[who] = _agreement(means.tolist(), int(company[code]), int(others[rows].sum()))
        return found

    return compare


def _agreement(means: Iterable[float], annotators: int, others: int) -> Agreement:
    values = list(means)
    mean = share(sum(values), len(values), undefined=NOBODY_ELSE)
    return Agreement(
        measure=SCORE,
        value=mean.value,
        low=mean.low,
        high=mean.high,
        items=len(values),
        groups=len(values),
        annotators=annotators,
        ratings=len(values) + others,
        undefined_because=mean.undefined_because,
    )
