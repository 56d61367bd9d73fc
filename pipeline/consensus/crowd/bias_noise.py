"""Bias and noise: each annotator rates numbers too high or too low, and more or less exactly."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import ndtr

from pipeline.consensus.crowd.em import TINY, Settings, maximise
from pipeline.consensus.crowd.votes import sum_by

if TYPE_CHECKING:
    from collections.abc import Hashable

    from pipeline.consensus.crowd.votes import Floats, Ints, LongForm

PRIOR_RATINGS = 10.0
"""Ratings that the crowd's noise counts for in each annotator's."""
FLOOR = 1e-6
"""Smallest variance, as a part of that of all ratings: a perfect crowd must not have infinite likelihood."""
UNTIL_SETTLED = Settings(iterations=500, tolerance=1e-7, starts=1)


@dataclass(frozen=True, slots=True, eq=False)
class Estimates:
    """The items' true values, and how annotators rate.

    ``value`` and ``deviation``, shape (items,), are mean and standard deviation of what each true value may
    be. ``bias`` and ``noise``, shape (annotators,), are how far above the truth an annotator rates on
    average, and the standard deviation around that; biases have mean 0, as nobody knows a bias that all
    share. ``mean`` and ``spread`` are those of the true values, ``step`` is the smallest distance of two
    ratings, or 1. ``trace`` holds the bound on the log-evidence after each iteration.
    """

    items: tuple[Hashable, ...]
    annotators: tuple[Hashable, ...]
    value: Floats
    deviation: Floats
    bias: Floats
    noise: Floats
    mean: float
    spread: float
    step: float
    trace: Floats
    converged: bool

    def confidence(self) -> Floats:
        """Probability that each true value, shape (items,), is within half a step of ``value``.

        A step is the smallest distance of two ratings.
        """
        confidence: Floats = 2 * ndtr(self.step / 2 / self.deviation) - 1
        return confidence

    @property
    def error(self) -> Floats:
        """Root mean square distance of an annotator's ratings from the truth, shape (annotators,)."""
        error: Floats = np.hypot(self.bias, self.noise)
        return error


def bias_noise(ratings: LongForm, settings: Settings = UNTIL_SETTLED) -> Estimates:
    """Fit y(r) = μ(i) + b(a) + ε, ε ~ N(0, σ²(a)), to ratings r of items i by annotators a.

    Priors are μ ~ N(m, τ²), b ~ N(0, ω²), and for log σ²(a) that of PRIOR_RATINGS ratings with the crowd's
    noise, the variance within items, so that whoever rates once or twice is believed to be like the others.
    The posterior is sought among products of normals, by variational EM in closed form (Blei, Kucukelbir and
    McAuliffe, JASA 112, 2017):

    - μ(i) has precision 1/τ² + Σ_r 1/σ²(a), and mean (m/τ² + Σ_r (y(r) − b(a))/σ²(a)) over that
    - b(a) has precision 1/ω² + n(a)/σ²(a), and mean Σ_r (y(r) − μ(i))/σ²(a) over that; then the mean of all
      biases is moved into the μ and m, which leaves the likelihood as it is and raises the prior
    - m, τ², ω² and σ² are the expected means and squares

    Scales are taken for interval scales. Items and annotators without ratings are left out. Raises ValueError
    without ratings, or where a value is not a finite number.
    """
    data = _Data.of(ratings)
    crowd = data.variance_within()
    floor = FLOOR * float(data.rating.var()) or FLOOR
    start = _Parameters(
        mean=float(data.rating.mean()),
        between=max(float(data.rating.var()) / 2, floor),
        of_bias=max(crowd / 10, floor),
        noise=np.full(len(data.annotators), max(crowd, floor)),
        bias=np.zeros(len(data.annotators)),
    )
    optimum = maximise(
        lambda posterior: data.m_step(posterior, crowd, floor),
        lambda parameters: data.e_step(parameters, crowd),
        data.e_step(start, crowd)[0],
        len(data.rating),
        settings,
    )
    posterior, parameters = optimum.posterior, optimum.parameters
    return Estimates(
        items=data.items,
        annotators=data.annotators,
        value=posterior.value,
        deviation=np.sqrt(posterior.value_variance),
        bias=posterior.bias,
        noise=np.sqrt(parameters.noise),
        mean=parameters.mean,
        spread=float(np.sqrt(parameters.between)),
        step=data.step(),
        trace=optimum.trace,
        converged=optimum.converged,
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Parameters:
    """Mean and variances; ``noise`` and ``bias``, the start of the biases' update, are by annotator."""

    mean: float
    between: float
    of_bias: float
    noise: Floats
    bias: Floats


@dataclass(frozen=True, slots=True, eq=False)
class _Posterior:
    """Means and variances of items' values and annotators' biases."""

    value: Floats
    value_variance: Floats
    bias: Floats
    bias_variance: Floats


@dataclass(frozen=True, slots=True, eq=False)
class _Data:
    """Ratings, shape (ratings,), of those items and annotators that have any."""

    item: Ints
    annotator: Ints
    rating: Floats
    items: tuple[Hashable, ...]
    annotators: tuple[Hashable, ...]

    @classmethod
    def of(cls, ratings: LongForm) -> _Data:
        if not len(ratings.unit):
            raise ValueError("there are no answers to aggregate")
        numbers = np.full(len(ratings.values), np.nan)
        for code in np.unique(ratings.value).tolist():
            numbers[code] = _number(ratings.values[code])
        units, item = np.unique(ratings.unit, return_inverse=True)
        people, annotator = np.unique(ratings.annotator, return_inverse=True)
        return cls(
            item=item,
            annotator=annotator,
            rating=numbers[ratings.value],
            items=tuple(ratings.units[unit] for unit in units.tolist()),
            annotators=tuple(ratings.annotators[person] for person in people.tolist()),
        )

    def by_item(self, amount: Floats) -> Floats:
        return sum_by(self.item, amount, len(self.items))

    def by_annotator(self, amount: Floats | None = None) -> Floats:
        return sum_by(self.annotator, amount, len(self.annotators))

    def step(self) -> float:
        distinct = np.unique(self.rating)
        return float(np.diff(distinct).min()) if len(distinct) > 1 else 1.0

    def variance_within(self) -> float:
        """Variance of ratings around the mean of their item; half of all variance where nothing repeats."""
        mean = self.by_item(self.rating) / self.by_item(np.ones(len(self.item)))
        free = len(self.item) - len(self.items)
        if not free:
            return float(self.rating.var()) / 2
        return float(((self.rating - mean[self.item]) ** 2).sum()) / free

    def e_step(self, parameters: _Parameters, crowd: float) -> tuple[_Posterior, float]:
        exactness = 1 / parameters.noise
        precision = 1 / parameters.between + self.by_item(exactness[self.annotator])
        pulled = (self.rating - parameters.bias[self.annotator]) * exactness[self.annotator]
        value = (parameters.mean / parameters.between + self.by_item(pulled)) / precision
        of_bias = 1 / parameters.of_bias + self.by_annotator() * exactness
        bias = self.by_annotator(self.rating - value[self.item]) * exactness / of_bias
        shared = bias.mean()
        posterior = _Posterior(value + shared, 1 / precision, bias - shared, 1 / of_bias)
        return posterior, self._bound(replace(parameters, mean=parameters.mean + shared), posterior, crowd)

    def m_step(self, posterior: _Posterior, crowd: float, floor: float) -> _Parameters:
        mean = float(posterior.value.mean())
        between = ((posterior.value - mean) ** 2 + posterior.value_variance).mean()
        of_bias = (posterior.bias**2 + posterior.bias_variance).mean()
        squares, given = self.by_annotator(self._squares(posterior)), self.by_annotator()
        noise = (squares + PRIOR_RATINGS * crowd) / (given + PRIOR_RATINGS)
        return _Parameters(
            mean=mean,
            between=max(float(between), floor),
            of_bias=max(float(of_bias), floor),
            noise=np.maximum(noise, floor),
            bias=posterior.bias,
        )

    def _squares(self, posterior: _Posterior) -> Floats:
        """Expected squared noise of each rating."""
        off = self.rating - posterior.value[self.item] - posterior.bias[self.annotator]
        variance = posterior.value_variance[self.item] + posterior.bias_variance[self.annotator]
        squares: Floats = off**2 + variance
        return squares

    def _bound(self, parameters: _Parameters, posterior: _Posterior, crowd: float) -> float:
        noise = parameters.noise
        of_values = (posterior.value - parameters.mean) ** 2 + posterior.value_variance
        of_biases = posterior.bias**2 + posterior.bias_variance
        likelihood = -(np.log(2 * np.pi * noise) * self.by_annotator()).sum()
        likelihood -= (self.by_annotator(self._squares(posterior)) / noise).sum()
        # Each normal's expected log-density under its prior plus its entropy.
        values = 1 + np.log(posterior.value_variance / parameters.between) - of_values / parameters.between
        biases = 1 + np.log(posterior.bias_variance / parameters.of_bias) - of_biases / parameters.of_bias
        ratio = crowd / noise
        of_noise = PRIOR_RATINGS * (np.log(np.maximum(ratio, TINY)) - ratio).sum()
        return float(likelihood + values.sum() + biases.sum() + of_noise) / 2


def _number(value: Hashable) -> float:
    try:
        number = float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        number = np.nan
    if not np.isfinite(number):
        raise ValueError(f"{value!r} is not a number")
    return number
