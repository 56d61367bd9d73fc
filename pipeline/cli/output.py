"""How results are shown: tables for people, JSON for programs, bars on a terminal."""

from __future__ import annotations

import contextlib
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from rich import box
from rich.console import Console
from rich.markup import escape
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TaskProgressColumn,
    TextColumn,
    TimeRemainingColumn,
)
from rich.table import Table

Cell = str | int | float | None
Row = Sequence[Cell]

_WIDTH = 110
"""Columns of a table that is not written to a terminal."""


def console() -> Console:
    """Give the console for results; it follows redirections made after the import."""
    width = None if sys.stdout.isatty() else _WIDTH
    return Console(file=sys.stdout, highlight=False, soft_wrap=width is not None, width=width)


def say(text: str) -> None:
    """Print a line; control characters, which corpora may hold, are made visible."""
    console().print(escape(visible(text)))


def print_error(what: str, remedy: str | None) -> None:
    """Print an error and what to do about it, on the error stream."""
    errors = Console(file=sys.stderr, highlight=False, soft_wrap=True)
    errors.print(f"[bold red]error:[/] {escape(visible(what))}")
    if remedy is not None:
        errors.print(f"  {escape(visible(remedy))}")


def print_warning(what: str) -> None:
    """Print what is allowed and should be known, on the error stream."""
    errors = Console(file=sys.stderr, highlight=False, soft_wrap=True)
    errors.print(f"[bold yellow]warning:[/] {escape(visible(what))}")


def print_counts(title: str, counts: Sequence[tuple[str, str, int]], as_json: bool) -> None:
    """Print counts, each with its name and its words: as a table of words, or as a JSON object of names."""
    if as_json:
        print_json({name: count for name, _, count in counts})
    else:
        print_table(title, ("what", "count"), [(words, count) for _, words, count in counts], as_json=False)


def print_table(title: str, header: Sequence[str], rows: Sequence[Row], as_json: bool) -> None:
    """Print rows as a table, or as a JSON list of objects under the header's names."""
    if as_json:
        print_json([dict(zip(header, row, strict=True)) for row in rows])
        return
    table = Table(
        title=title,
        title_justify="left",
        header_style="bold",
        box=box.SIMPLE_HEAD,
        show_edge=False,
        padding=(0, 1, 0, 0),
    )
    for index, name in enumerate(header):
        numeric = bool(rows) and all(isinstance(row[index], int | float | None) for row in rows)
        table.add_column(escape(name), justify="right" if numeric else "left", overflow="fold")
    for row in rows:
        table.add_row(*(escape(visible(_cell(cell))) for cell in row))
    console().print(table)
    console().print()


def print_json(value: object) -> None:
    """Print JSON, Hangul as it is; nothing else goes to the standard output with it."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=1, default=_plain) + "\n")


def visible(text: str) -> str:
    r"""Replace control characters other than line ends and tabs by visible escapes.

    >>> print(visible("a\x1b[31mb"))
    a\x1b[31mb
    """
    return "".join(c if c in "\n\t" or c.isprintable() or ord(c) > 0x2FF else repr(c)[1:-1] for c in text)


class Bars:
    """Progress bars on the error stream; on anything but a terminal, one line when a bar is full."""

    @contextlib.contextmanager
    def bar(self, title: str, total: int) -> Iterator[Callable[[int], None]]:
        """Open a bar."""
        errors = Console(file=sys.stderr, highlight=False)
        if not errors.is_terminal:
            steps: list[int] = []
            yield steps.append
            errors.print(f"{title}: {sum(steps)}", markup=False)
            return
        columns = (
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TaskProgressColumn(),
            TimeRemainingColumn(),
        )
        with Progress(*columns, console=errors) as progress:
            task = progress.add_task(title, total=total)
            yield lambda done: progress.advance(task, done)


def _cell(value: Cell) -> str:
    if value is None:
        return "–"
    return f"{value:.3f}" if isinstance(value, float) else str(value)


def _plain(value: Any) -> Any:  # noqa: ANN401 (json's protocol)
    if hasattr(value, "__dataclass_fields__"):
        return {name: getattr(value, name) for name in value.__dataclass_fields__}
    return str(value)
