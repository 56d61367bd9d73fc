"""Says how many items and annotators it takes to know agreement to a given width, going by a pilot."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

from pipeline.agreement import Plan, plan
from pipeline.cli.long_table import Columns, Level, read_ratings
from pipeline.cli.output import print_json, print_table, say
from pipeline.errors import BadInputError, UsageError


def run_plan(path: Path, columns: Columns, level: Level, width: float, as_json: bool) -> None:
    """Print the items that 2 … 7 annotators take for a 95% interval of α of the given width.

    Raises:
        UsageError: the width is not between 0 and 2, or the file's name does not tell the format.
        BadInputError: the file cannot be read, lacks a column, holds values that the level does not take, or
            no pilot that shows anything.
    """
    if not 0 < width < 2:
        raise UsageError(
            f"--width {width}: an interval of α is between 0 and 2 wide",
            "try --width 0.1, from low to high end",
        )
    try:
        ratings, _ = read_ratings(path, columns, level)
        found = plan(ratings, level, width)
    except ValueError as error:
        raise BadInputError(f"{path}: {error}", f"is {level} the level of {columns.value}?") from None
    if found.undefined_because is not None:
        raise BadInputError(
            f"{path}: {found.undefined_because}", "a pilot needs items that several annotators answered"
        )
    if as_json:
        designs = [{**asdict(design), "ratings": design.ratings} for design in found.designs]
        print_json({**asdict(found), "designs": designs})
        return
    _show(path, found)


def _show(path: Path, found: Plan) -> None:
    title = f"Items for an interval of {found.pilot.measure} that is {found.width:g} wide"
    header = ("annotators an item", "items", "items, cautiously", "ratings", "")
    rows = [
        (
            design.annotators,
            design.items,
            design.cautious,
            design.ratings,
            "at most: the pilot has fewer annotators" if design.extrapolated else "",
        )
        for design in found.designs
    ]
    print_table(title, header, rows, False)
    pilot = found.pilot
    interval = "" if pilot.low is None else f" [{pilot.low:.3f}, {pilot.high:.3f}]"
    say(
        f"{path.name} shows {pilot.measure} {pilot.value:.3f}{interval} on {pilot.items} items of "
        f"{pilot.annotators} annotators. The cautious number allows for a pilot that came out too well."
    )
    if found.group_effect > 1:
        say(f"Items of one group are alike, which takes {found.group_effect:.1f} times the items.")
