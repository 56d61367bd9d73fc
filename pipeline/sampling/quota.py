"""How many items to take of each kind, so that quotas by several facets hold at once.

Candidates of the same stratum and the same classes in every facet with quotas form a cell. The counts of the
cells are the solution of two integer programmes: as many items as the quotas and the candidates allow, and
then, among these, the counts nearest to what independent facets and equal strata would give. Choosing item
by item would use up what another quota needs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp

from pipeline.sampling.traits import FACETS, Facet, shares_of
from pipeline.settings import Quotas

K = TypeVar("K")
Floats: TypeAlias = NDArray[np.float64]


@dataclass(frozen=True, slots=True, order=True)
class Cell:
    """Candidates that quotas cannot tell apart; ``size`` items are drawn together or not at all."""

    stratum: str
    classes: tuple[tuple[Facet, str], ...]
    size: int


def quotas(total: int, shares: Mapping[K, float]) -> dict[K, int]:
    """Divide a total by shares that add up to 1, the remainder by the largest fractions.

    >>> quotas(5, {"train": 0.8, "dev": 0.1, "test": 0.1})
    {'train': 4, 'dev': 1, 'test': 0}
    """
    names = list(shares)
    exact = {name: total * shares[name] for name in names}
    parts = {name: int(exact[name] + 1e-9) for name in names}
    by_fraction = sorted(names, key=lambda name: (parts[name] - exact[name], names.index(name)))
    for name in by_fraction[: total - sum(parts.values())]:
        parts[name] += 1
    return parts


def limits(total: int, wanted: Quotas) -> dict[tuple[Facet, str], int]:
    """Give the most items of every class of every facet with quotas."""
    return {
        (facet, name): count
        for facet in FACETS
        if getattr(wanted, facet)
        for name, count in quotas(total, shares_of(wanted, facet)).items()
    }


def fill(available: Mapping[Cell, int], total: int, wanted: Quotas) -> dict[Cell, int]:
    """Choose how many bundles to take of every cell, of those ``available``, for ``total`` items at most."""
    cells = sorted(available)
    if not cells or total == 0:
        return dict.fromkeys(cells, 0)
    sizes: Floats = np.array([cell.size for cell in cells], float)
    most: Floats = np.array([available[cell] for cell in cells], float)
    rows, ceilings = _limits(cells, total, wanted)
    counts = _solve(-sizes, most, LinearConstraint(rows, ub=ceilings))
    reached = float(sizes @ counts)
    if reached > 0:
        counts = _evened(sizes, most, rows, ceilings, reached, _ideal(cells, wanted) * reached)
    return {cell: int(count) for cell, count in zip(cells, counts, strict=True)}


def _evened(
    sizes: Floats, most: Floats, rows: Floats, ceilings: Floats, reached: float, ideal: Floats
) -> Floats:
    """Find the counts that give ``reached`` items and are nearest, in all, to the ideal numbers of items.

    The variables are the counts and, for each cell, a distance that is at least |size · count - ideal|.
    """
    cells = len(sizes)
    none = np.zeros((len(rows), cells))
    each = np.diag(sizes)
    apart = np.eye(cells)
    constraints = [
        LinearConstraint(np.hstack([rows, none]), ub=ceilings),
        LinearConstraint(np.hstack([each, -apart]), ub=ideal),
        LinearConstraint(np.hstack([-each, -apart]), ub=-ideal),
        LinearConstraint(np.concatenate([sizes, np.zeros(cells)]), reached, reached),
    ]
    cost = np.concatenate([np.zeros(cells), np.ones(cells)])
    return _solve(cost, np.concatenate([most, np.full(cells, np.inf)]), *constraints, counts=cells)


def _solve(cost: Floats, most: Floats, *constraints: LinearConstraint, counts: int | None = None) -> Floats:
    """Minimise the cost over variables from 0 to ``most``, the first ``counts`` of which are whole."""
    counts = len(cost) if counts is None else counts
    integrality = (np.arange(len(cost)) < counts).astype(np.int64)
    found = milp(cost, integrality=integrality, bounds=Bounds(0, most), constraints=constraints)
    # Taking nothing is always allowed, and what was reached can be reached again.
    assert found.x is not None
    whole: Floats = np.round(found.x[:counts])
    return whole


def _limits(cells: Sequence[Cell], total: int, wanted: Quotas) -> tuple[Floats, Floats]:
    """Give the rows of a constraint on the counts, and the most items of each row."""
    rows = [[float(cell.size) for cell in cells]]
    ceilings = [float(total)]
    for key, most in limits(total, wanted).items():
        rows.append([float(cell.size) if key in cell.classes else 0.0 for cell in cells])
        ceilings.append(float(most))
    return np.array(rows), np.array(ceilings)


def _ideal(cells: Sequence[Cell], wanted: Quotas) -> Floats:
    """Give the share of the items that each cell would have if facets were independent and strata equal."""
    shares = {facet: shares_of(wanted, facet) for facet in FACETS}
    alike: dict[tuple[tuple[Facet, str], ...], int] = defaultdict(int)
    for cell in cells:
        alike[cell.classes] += 1
    product = [
        float(np.prod([shares[facet][name] for facet, name in cell.classes])) / alike[cell.classes]
        for cell in cells
    ]
    ideal: Floats = np.array(product)
    return ideal / ideal.sum() if ideal.sum() > 0 else ideal
