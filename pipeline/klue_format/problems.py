"""What is wrong with the shape of a file: every row that could not be kept, named at once."""

from __future__ import annotations

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


class Problems:
    """Collects what is wrong with one file."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._incidents: list[Incident] = []

    def add(self, line: int, message: str, guid: str | None = None) -> None:
        """Note a problem at a line, counted from 1."""
        self._incidents.append(
            Incident(
                check=CHECK,
                level="error",
                message=message,
                file=self._file,
                row=line,
                guid=guid,
                explanation=_EXPLANATION,
            )
        )

    def refuse(self) -> None:
        """Refuse the file if there are any.

        Raises:
            MalformedError: there are.
        """
        if self._incidents:
            raise MalformedError(tuple(sorted(self._incidents, key=lambda incident: incident.row or 0)))
