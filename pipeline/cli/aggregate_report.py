"""What `klue aggregate` says of what it did."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from pipeline.cli.answers import Answers
from pipeline.cli.output import print_json, print_table, say
from pipeline.consensus.crowd import Calibration
from pipeline.model import Incident

SHOWN = 5
"""Incidents of a kind whose rows are named."""


@dataclass(frozen=True, slots=True)
class Report:
    """What was aggregated, as ``--json`` prints it.

    ``objective`` is the log-likelihood, or what the method maximises in its place. ``rows_without_owner``
    have no item or no annotator; ``rows_without_value`` are no answers. ``warning`` says why the method may
    not suit the data; ``incidents`` names the rows that were rejected, counted from 1 without the header.
    """

    output: str
    method: str
    items: int
    annotators: int
    ratings: int
    classes: int
    iterations: int
    converged: bool
    objective: float | None
    repeated_answers_dropped: int
    rows_without_owner: int
    rows_without_value: int
    items_without_answers: int
    warning: str | None
    incidents: tuple[Incident, ...]
    gold_items: int | None = None
    gold_items_without_answers: int | None = None
    gold_used: bool = False
    accuracy: float | None = None
    accuracy_ties_at_random: float | None = None
    calibration: Calibration | None = None
    mean_absolute_error: float | None = None
    correlation: float | None = None


def show(report: Report, answers: Answers, as_json: bool) -> None:
    """Print a report for people or for programs."""
    if as_json:
        print_json(asdict(report))
        return
    header = ("items", "annotators", "ratings", "classes", "iterations", "converged", "objective")
    row = tuple(getattr(report, name) for name in header)
    print_table(f"{report.method}: {report.output}", header, [row], False)
    for rows, what in (
        (answers.repeated, "answer an item again; an annotator's first answer counts"),
        (answers.nobodys, "have no item or no annotator and were left out"),
        (answers.empty, "have no value and are no answers"),
    ):
        if rows:
            shown = ", ".join(map(str, rows[:SHOWN])) + (", …" if len(rows) > SHOWN else "")
            say(f"{len(rows)} rows {what} (rows {shown})")
    if not report.converged:
        say(f"the method had not settled after {report.iterations} iterations")
    if report.warning:
        say(f"warning: {report.warning}")
    if report.items_without_answers:
        say(f"{report.items_without_answers} items have no answer and were left out")
    if report.gold_items is not None:
        _show_gold(report)


def _show_gold(report: Report) -> None:
    if report.gold_items_without_answers:
        say(f"{report.gold_items_without_answers} items of the gold file have no answers")
    if report.gold_used:
        say(f"{report.gold_items} items were fixed to their gold value")
    if report.accuracy is not None and report.accuracy_ties_at_random is not None:
        ties = f" ({report.accuracy_ties_at_random:.6f} if ties fall at random)"
        say(f"accuracy against {report.gold_items} gold items: {report.accuracy:.6f}{ties}")
    if report.mean_absolute_error is not None:
        error, correlation = report.mean_absolute_error, report.correlation
        correlated = "" if correlation is None else f", correlation {correlation:.6f}"
        say(f"mean absolute error against {report.gold_items} gold items: {error:.6f}{correlated}")
    if report.calibration is not None:
        measured = report.calibration
        say(f"expected calibration error {measured.expected_error:.4f}, Brier score {measured.brier:.4f}")
        rows = [
            (f"{b.low:.1f}–{b.high:.1f}", b.items, round(b.confidence, 3), round(b.accuracy, 3))
            for b in measured.bins
        ]
        print_table(
            "Confidence beside the share that is right", ("confidence", "items", "mean", "right"), rows, False
        )
