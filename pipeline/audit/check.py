"""What a check is, and how a family of checks is declared."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Literal, TypeVar

from pipeline.audit.records import DataFile, DataSet, R, Record
from pipeline.model import Level


@dataclass(frozen=True, slots=True)
class Found:
    """What a check found.

    ``offset`` is in code points, in the field that the message names. ``record`` is needed where the check
    saw more than one; without a record the finding is about ``file``, or about all files.
    """

    message: str
    offset: int | None = None
    line: int | None = None
    record: Record[Any] | None = None
    file: str | None = None


Finds = Iterator[Found]
View = Literal["record", "file", "data set"]
_F = TypeVar("_F", bound=Callable[..., Finds])
_RecordCheck = TypeVar("_RecordCheck", bound=Callable[[Record[Any]], Finds])
_FileCheck = TypeVar("_FileCheck", bound=Callable[[DataFile], Finds])
_SetCheck = TypeVar("_SetCheck", bound=Callable[[DataSet], Finds])


@dataclass(frozen=True, slots=True)
class Check:
    """A check.

    Attributes:
        id: Its machine name: family, dot, what it looks for.
        level: error for what is provably broken, warning for what very probably is, info for the rest.
        title: What it finds, in a line.
        explanation: Why that matters, and what makes it happen.
        repair: What to do about it.
        tasks: The tasks it is for; all of them if empty.
        view: What it looks at.
        on_request: Whether it runs only when it is asked for.
        run: The function.
    """

    id: str
    level: Level
    title: str
    explanation: str
    repair: str
    tasks: tuple[str, ...]
    view: View
    run: Callable[[Any], Finds]
    on_request: bool = False

    def applies_to(self, task: str) -> bool:
        """Tell whether the check is for a task."""
        return not self.tasks or task in self.tasks


class Family:
    """Checks that belong together, in the order in which they are declared."""

    def __init__(self, title: str, *tasks: str) -> None:
        self.title = title
        self.checks: list[Check] = []
        self._tasks = tasks

    def record(
        self, check_id: str, level: Level, title: str, *, explanation: str, repair: str, tasks: str = ""
    ) -> Callable[[_RecordCheck], _RecordCheck]:
        """Declare a check of single records; ``tasks`` are names, spaces between, the family's if empty."""
        return self._declare(check_id, level, title, explanation, repair, tasks, "record")

    def file(
        self,
        check_id: str,
        level: Level,
        title: str,
        *,
        explanation: str,
        repair: str,
        tasks: str = "",
        on_request: bool = False,
    ) -> Callable[[_FileCheck], _FileCheck]:
        """Declare a check of single files."""
        return self._declare(check_id, level, title, explanation, repair, tasks, "file", on_request)

    def data_set(
        self, check_id: str, level: Level, title: str, *, explanation: str, repair: str, tasks: str = ""
    ) -> Callable[[_SetCheck], _SetCheck]:
        """Declare a check of all files together."""
        return self._declare(check_id, level, title, explanation, repair, tasks, "data set")

    def _declare(
        self,
        check_id: str,
        level: Level,
        title: str,
        explanation: str,
        repair: str,
        tasks: str,
        view: View,
        on_request: bool = False,
    ) -> Callable[[_F], _F]:
        def register(function: _F) -> _F:
            names = tuple(tasks.split()) or self._tasks
            check = Check(check_id, level, title, explanation, repair, names, view, function, on_request)
            self.checks.append(check)
            return function

        return register


__all__ = ["Check", "Family", "Finds", "Found", "R", "View"]
