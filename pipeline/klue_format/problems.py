"""What is wrong with the shape of a file: every row that could not be kept, named at once."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.errors import BadInputError
from pipeline.model import Incident

_SHOWN = 10

CHECK = "klue_format.shape"
_EXPLANATION = (
    "The row does not have the shape of KLUE's files of this task and cannot be kept without loss. "
    "Mend it, or take it out of the file."
)


def shown(text: str) -> str:
    """Give a name from a file as a terminal may show it."""
    return text if text.isprintable() else repr(text)


class MalformedError(BadInputError):
    """Rows of a file do not have the format's shape; ``incidents`` has one for each, with its line as row."""

    def __init__(self, incidents: tuple[Incident, ...]) -> None:
        lines = [
            f"{i.file}:{i.row}: {f'{shown(i.guid)}: ' if i.guid else ''}{i.message}"
            for i in incidents[:_SHOWN]
        ]
        if len(incidents) > _SHOWN:
            lines.append(f"… and {len(incidents) - _SHOWN} more")
        super().__init__("\n".join(lines), _EXPLANATION)
        self.incidents = incidents

    def __reduce__(self) -> tuple[type[MalformedError], tuple[tuple[Incident, ...]]]:
        return type(self), (self.incidents,)


@dataclass(frozen=True, slots=True)
class Problem:
    """A problem at a line, counted from 1."""

    line: int
    message: str
    guid: str | None = None


class Problems:
    """Collects what is wrong with one file.

    ``lenient`` asks for every record that can be understood: what it has beside the format's keys is passed
    over, and what it lacks of those that an audit can do without is left blank. Both are ``notes``, not
    problems.
    """

    def __init__(self, file: str, *, lenient: bool = False) -> None:
        self.lenient = lenient
        self.notes: list[Problem] = []
        self.found: list[Problem] = []
        self._file = file

    def add(self, line: int, message: str, guid: str | None = None) -> None:
        """Note a problem for which a record, or a part of the file, is lost."""
        self.found.append(Problem(line, message, guid))

    def note(self, line: int, message: str, guid: str | None = None) -> None:
        """Note what a record that was kept has too much or too little."""
        self.notes.append(Problem(line, message, guid))

    def refuse(self) -> None:
        """Refuse the file if there are any.

        Raises:
            MalformedError: there are.
        """
        if self.found:
            ordered = sorted(self.found, key=lambda problem: problem.line)
            raise MalformedError(tuple(self._incident(problem) for problem in ordered))

    def _incident(self, problem: Problem) -> Incident:
        return Incident(
            check=CHECK,
            level="error",
            message=problem.message,
            file=self._file,
            row=problem.line,
            guid=problem.guid,
            explanation=_EXPLANATION,
        )
