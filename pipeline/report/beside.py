"""What stands beside an α of labels: other coefficients, α of each label, and why α may surprise."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.agreement import explain_prevalence
from pipeline.agreement.prevalence import HIGH_RAW, LOW_ALPHA
from pipeline.model import Agreement, Measurement
from pipeline.quality.companions import companions_of
from pipeline.report.material import Material
from pipeline.report.phrases import Phrase

MOST_LABELS = 40


@dataclass(frozen=True, slots=True)
class Beside:
    """An α with its companions; ``kappa`` is None where values have no order.

    ``puzzle`` explains a low α beside high raw agreement, where there is one.
    """

    alpha: Agreement
    gwet: Agreement
    raw: Agreement
    kappa: Agreement | None
    puzzle: Phrase | None


def beside(material: Material, task: str, overall: Sequence[Agreement]) -> tuple[Beside, ...]:
    """Put each α that has companions beside them."""
    by_name = {agreement.measure: agreement for agreement in overall}
    found = []
    for agreement in overall:
        names = companions_of(agreement.measure)
        gwet, raw = (by_name.get(name) for name in (names.gwet, names.raw)) if names else (None, None)
        if names is None or gwet is None or raw is None:
            continue
        kappa = None if names.kappa is None else by_name.get(names.kappa)
        found.append(Beside(agreement, gwet, raw, kappa, _puzzle(material, task, agreement, raw)))
    return tuple(found)


def companion_names(rows: Sequence[Beside]) -> frozenset[str]:
    """Name the measures that stand beside an α and need no row of their own."""
    return frozenset(
        each.measure for row in rows for each in (row.gwet, row.raw, row.kappa) if each is not None
    )


def labels(own: Sequence[Measurement]) -> tuple[Measurement, ...]:
    """Give the α of each label, the lowest first; those that are undefined come last."""
    found = [m for m in own if m.scope == "label"]
    found.sort(key=lambda m: (m.agreement.value is None, m.agreement.value or 0.0, m.of))
    return tuple(found[:MOST_LABELS])


def _puzzle(material: Material, task: str, agreement: Agreement, raw: Agreement) -> Phrase | None:
    """Explain; the ratings are looked at only where the figures ask for it."""
    if agreement.value is None or raw.value is None:
        return None
    if agreement.value >= LOW_ALPHA or raw.value < HIGH_RAW:
        return None
    over = next((o for o in material.alphas(task) if o.measure == agreement.measure), None)
    puzzle = None if over is None else explain_prevalence(over.ratings)
    return None if puzzle is None else Phrase(puzzle.korean(), puzzle.english())
