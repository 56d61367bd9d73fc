"""Heat maps: tables with shaded cells; the numbers stand in the cells, so that nothing hangs on colour."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from pipeline.quality.annotators import Confusion, Panel
from pipeline.report.phrases import Phrase

SHADES = 5
MOST_LABELS = 8
"""Labels of a table; the rarest are put together."""
MOST_PEOPLE = 30
"""Annotators of a matrix; those are shown who agree least."""
OTHER = Phrase("그 밖", "others")


@dataclass(frozen=True, slots=True)
class HeatCell:
    """A cell: its text and shade, from 0 (none) to :data:`SHADES`; ``same`` marks the diagonal."""

    text: str
    shade: int
    same: bool


@dataclass(frozen=True, slots=True)
class Heat:
    """A square table: rows and columns have the same names; columns go by number."""

    names: tuple[Phrase, ...]
    rows: tuple[tuple[HeatCell, ...], ...]


def confusion_heat(confusion: Confusion) -> Heat | None:
    """Shade each row by shares: what the annotator says where the others say the row's label.

    Labels that neither used are left out; None where nothing was compared, or only one label used.
    """
    counts = confusion.counts
    used = counts.sum(axis=0) + counts.sum(axis=1)
    order = [int(label) for label in np.argsort(-used, kind="stable") if used[label]]
    if len(order) < 2:
        return None
    kept = sorted(order[:MOST_LABELS] if len(order) <= MOST_LABELS else order[: MOST_LABELS - 1])
    rest = [label for label in order if label not in kept]
    parts = [[label] for label in kept] + ([rest] if rest else [])
    table = np.array([[counts[np.ix_(row, column)].sum() for column in parts] for row in parts])
    whole = table.sum(axis=1)
    names = [Phrase.same(_label(confusion.labels[label])) for label in kept] + ([OTHER] if rest else [])
    return Heat(
        tuple(names),
        tuple(
            tuple(
                HeatCell(
                    str(int(count)) if count else "",
                    shade(count / whole[row]) if count else 0,
                    row == column,
                )
                for column, count in enumerate(line)
            )
            for row, line in enumerate(table)
        ),
    )


def matrix_heat(panel: Panel, names: Mapping[str, str]) -> Heat | None:
    """Shade α, or else the mean score, of each pair; None with fewer than three annotators.

    ``names`` are people's short ones.
    """
    people = _those_who_agree_least(panel)
    if len(people) < 3:
        return None
    matrix = (panel.matrix if panel.alphas is None else panel.alphas)[np.ix_(people, people)]
    known = matrix[~np.isnan(matrix)]
    if not len(known):
        return None
    lowest = float(known.min())
    return Heat(
        tuple(Phrase.same(names[panel.annotators[code]]) for code in people),
        tuple(
            tuple(_score(value, lowest, row == column) for column, value in enumerate(line))
            for row, line in enumerate(matrix.tolist())
        ),
    )


def _those_who_agree_least(panel: Panel) -> Sequence[int]:
    everybody = range(len(panel.annotators))
    if len(everybody) <= MOST_PEOPLE:
        return everybody
    total = np.nansum(panel.matrix * panel.common, axis=1)
    common = panel.common.sum(axis=1)
    mean = np.divide(total, common, out=np.ones(len(common)), where=common > 0)
    return sorted(np.argsort(mean, kind="stable")[:MOST_PEOPLE].tolist())


def _score(value: float, lowest: float, same: bool) -> HeatCell:
    if same or np.isnan(value):
        return HeatCell("", 0, same)
    span = 1.0 - lowest
    return HeatCell(
        f"{value:.2f}".replace("-", "−"), shade((value - lowest) / span) if span > 0 else SHADES, False
    )


def shade(share: float) -> int:
    """Give the shade of a share in [0, 1]."""
    return min(SHADES, 1 + int(share * SHADES))


def _label(value: object) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)
