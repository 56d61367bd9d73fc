"""Reference answers for simulated annotators: JSON lines, typed by the task that knows them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import pydantic

from pipeline import canonical
from pipeline.errors import BadInputError

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class References:
    """The lines of each file of reference answers, by the file's name without its suffix."""

    lines: Mapping[str, Sequence[str]]

    def read(self, cls: type[T], *names: str) -> list[T]:
        """Read the references of one or more files, one a line.

        Raises:
            BadInputError: a file is missing, or a line is not a ``cls``.
        """
        found = []
        for name in names:
            if name not in self.lines:
                raise BadInputError(f"there are no reference answers {name}.jsonl")
            for number, line in enumerate(self.lines[name], 1):
                try:
                    found.append(canonical.load(cls, line))
                except pydantic.ValidationError as error:
                    problem = error.errors()[0]
                    raise BadInputError(
                        f"{name}.jsonl:{number}: {problem['loc']}: {problem['msg']}"
                    ) from None
        return found
