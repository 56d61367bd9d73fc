"""Drift: has an annotator begun to agree less with the others?

The statistic is the generalised likelihood ratio for a change in a Bernoulli rate of which neither the old
nor the new value is known (Siegmund & Venkatraman 1995, Annals of Statistics 23:255): after each answer,
the last w answers are compared with all before them, for windows w of several lengths,

    w · KL(recent, pooled) + k · KL(before, pooled),    k answers before the window,

and an alarm is given when it reaches :data:`THRESHOLD` for a rate that fell. Scores between 0 and 1 vary less
than zeros and ones, so that they raise no more alarms. What was found after an answer never changes when more
answers come.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from pipeline.agreement.arrays import Floats, Ints

THRESHOLD = 6.0
"""Log likelihood ratio of an alarm.

Simulated, a steady annotator raises an alarm once in 4,000 answers or more, at any rate from .5 to .98 (the
limit is one in 1,000). A fall from .9 to .7 after 200 answers is found after 38 more (median), 54 (mean).
"""
WINDOWS = (15, 22, 33, 50, 75, 110, 165, 250, 375)
"""Lengths of the recent stretch: each half as long again as the last, so that one is close to any change."""
BASELINE = 30
"""Answers before a window, at least: fewer say too little of what is usual."""
FEWEST = BASELINE + WINDOWS[0]


@dataclass(frozen=True, slots=True)
class Fall:
    """A fall in agreement.

    ``since`` counts the answers before it, ``noticed`` those when the alarm was given; ``before`` and
    ``after`` are the mean scores before the fall (from the last one on) and from it to the alarm.
    """

    since: int
    noticed: int
    before: float
    after: float


@dataclass(frozen=True, slots=True)
class Drift:
    """What was found in ``answers`` scores in order of time; ``undefined_because`` if there are too few.

    ``now`` is the mean score since the last fall, None without one.
    """

    answers: int
    falls: tuple[Fall, ...]
    now: float | None
    undefined_because: str | None = None

    @property
    def fallen(self) -> Fall | None:
        """The last fall, unless agreement has come back more than half the way since."""
        if not self.falls or self.now is None:
            return None
        last = self.falls[-1]
        return last if self.now < (last.before + last.after) / 2 else None


def find_drift(scores: Floats) -> Drift:
    """Look for falls in scores in [0, 1], shape (answers,), in order of time.

    After an alarm the search begins anew at the fall it found.
    """
    if len(scores) < FEWEST:
        return Drift(len(scores), (), None, f"fewer than {FEWEST} comparable answers")
    falls: list[Fall] = []
    start = 0
    while (alarm := first_alarm(scores[start:])) is not None:
        seen = scores[start : start + alarm]
        change = _change_point(seen)
        falls.append(
            Fall(
                since=start + change,
                noticed=start + alarm,
                before=float(seen[:change].mean()),
                after=float(seen[change:].mean()),
            )
        )
        start += change
    return Drift(len(scores), tuple(falls), float(scores[start:].mean()) if falls else None)


def first_alarm(scores: Floats) -> int | None:
    """Give the number of answers after which the first alarm is given; None where none is."""
    sums = np.concatenate([[0.0], np.cumsum(scores)])
    window = np.array(WINDOWS)
    end = np.arange(FEWEST, len(scores) + 1)[:, np.newaxis]
    before = end - window
    ratio = _likelihood_ratio(sums, np.maximum(before, 1), end)
    alarms = np.flatnonzero(np.where(before >= BASELINE, ratio, 0.0).max(axis=1, initial=0.0) >= THRESHOLD)
    return int(end[alarms[0], 0]) if len(alarms) else None


def _change_point(scores: Floats) -> int:
    """Give the most likely place of a fall, at least a baseline from the start."""
    sums = np.concatenate([[0.0], np.cumsum(scores)])
    places = np.arange(BASELINE, len(scores))
    return int(places[np.argmax(_likelihood_ratio(sums, places, np.array(len(scores))))])


def _likelihood_ratio(sums: Floats, change: Ints, end: Ints) -> Floats:
    """Compare the answers before ``change`` with those from it to ``end``; 0 where the rate did not fall."""
    before = sums[change] / change
    recent = (sums[end] - sums[change]) / (end - change)
    pooled = sums[end] / end
    ratio: Floats = (end - change) * _divergence(recent, pooled) + change * _divergence(before, pooled)
    return np.where(recent < before, ratio, 0.0)


def _divergence(rate: Floats, reference: Floats) -> Floats:
    """Give the Kullback–Leibler divergence of Bernoulli distributions, in nats."""
    reference = np.clip(reference, 1e-12, 1 - 1e-12)
    hit = np.where(rate > 0, rate * np.log(np.maximum(rate, 1e-300) / reference), 0.0)
    rest = 1 - rate
    miss = np.where(rest > 0, rest * np.log(np.maximum(rest, 1e-300) / (1 - reference)), 0.0)
    divergence: Floats = hit + miss
    return divergence
