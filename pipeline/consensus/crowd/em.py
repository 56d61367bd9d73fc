"""Expectation–maximisation from several starts.

Random parameters to start from would make a result depend on how annotators are called, and let classes
change their names: with the true classes permuted, some models explain the answers as well. So every start is
a vote, and starts differ in how much more those annotators count who agree with the others.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

import numpy as np

from pipeline.consensus.crowd.posterior import CellPosterior
from pipeline.ids import stable_id

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.consensus.crowd.votes import Floats, Votes

MOST_WEIGHT = 8.0
"""Largest power of an annotator's agreement that a start weights their votes by."""
TINY = 1e-10
"""Pseudo-count that keeps the logarithm of what never happened finite."""

P = TypeVar("P")
Q = TypeVar("Q")
P_co = TypeVar("P_co", covariant=True)
Q_co = TypeVar("Q_co", covariant=True)


def _silent(_: int) -> None:
    """Show no progress."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How long to iterate, and from where.

    A run ends when an iteration raises the objective (or what the method puts in its place) by no more than
    ``tolerance`` a rating, or after ``iterations``; ``advance`` is called with 1 after each. The best of
    ``starts`` runs counts.
    """

    iterations: int = 200
    tolerance: float = 1e-6
    starts: int = 4
    seed: int = 0
    advance: Callable[[int], None] = _silent


SEVERAL_STARTS = Settings()


@dataclass(frozen=True, slots=True, eq=False)
class Optimum(Generic[P_co, Q_co]):
    """Where a run ended."""

    parameters: P_co
    posterior: Q_co
    trace: Floats
    converged: bool


def shares(votes: Votes, weight: Floats | None = None) -> CellPosterior:
    """Give each class the share of the votes it got, known classes all; annotators may be weighted.

    ``weight`` has shape (annotators,) and is positive.
    """
    amount = np.ones(len(votes.item)) if weight is None else weight[votes.annotator]
    share = votes.by_cell(amount) / votes.by_item(amount)[votes.cell_item]
    known = votes.truth[votes.cell_item]
    share = np.where(known >= 0, known == votes.cell_class, share)
    return CellPosterior.of_cells(votes, share)


def starts(votes: Votes, settings: Settings) -> Iterator[CellPosterior]:
    """Yield the plain vote, then votes weighted by a random power of the annotators' agreement with it."""
    plain = shares(votes)
    yield plain
    generator = np.random.default_rng(int(stable_id(str(settings.seed), "starts"), 16))
    agreement = (votes.by_annotator(plain.of_ratings()) + 1) / (votes.by_annotator() + 2)
    for power in generator.uniform(0, MOST_WEIGHT, settings.starts - 1):
        yield shares(votes, agreement**power)


def objective_itself(_before: object, _after: object, objective: float) -> float:
    """Measure a run's progress by its objective."""
    return objective


def maximise(
    m_step: Callable[[Q], P],
    e_step: Callable[[P], tuple[Q, float]],
    start: Q,
    ratings: int,
    settings: Settings,
    progress: Callable[[P, P, float], float] = objective_itself,
) -> Optimum[P, Q]:
    """Alternate M-step and E-step; the E-step returns the posterior and the objective at the parameters.

    ``progress`` is what must rise for the run to go on: a function of the parameters of an E-step, those that
    the next M-step makes of its posterior, and its objective.
    """
    following, last, converged = m_step(start), -np.inf, False
    trace: list[float] = []
    while len(trace) < settings.iterations and not converged:
        parameters = following
        posterior, objective = e_step(parameters)
        following = m_step(posterior)
        reached = progress(parameters, following, objective)
        converged, last = reached - last <= settings.tolerance * ratings, reached
        trace.append(objective)
        settings.advance(1)
    return Optimum(parameters, posterior, np.array(trace), converged)


def best(optima: Iterator[Optimum[P, Q]]) -> Optimum[P, Q]:
    """Give the optimum whose objective is highest; of equals the first."""
    return max(optima, key=lambda optimum: float(optimum.trace[-1]))


def in_turn(climb: Callable[[Q], Optimum[P, Q]], start: Q, settings: Settings) -> Optimum[P, Q]:
    """Run ``settings.starts`` times, each from where the one before ended, and give the last."""
    found = climb(start)
    for _ in range(settings.starts - 1):
        found = climb(found.posterior)
    return found
