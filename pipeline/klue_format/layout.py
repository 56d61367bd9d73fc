"""How a JSON file is laid out: what may differ between two files that say the same."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.yamlfile import Json

_BEGINNING = re.compile(r"\s*[\[{]\n([ \t]*)")
_TRAILING = re.compile(r"(?<![ \t])[ \t]+(?=\n)")
_ESCAPE = re.compile(r"\\u[0-9a-f]{4}")


@dataclass(frozen=True, slots=True)
class Trailing:
    """Blanks at the end of a line, counted from 1."""

    line: int
    blanks: str


@dataclass(frozen=True, slots=True)
class Layout:
    """Layout of a JSON file; the defaults are KLUE's.

    ``indent`` is what a level is indented by, None where all is on one line; ``escaped`` tells whether
    characters beyond ASCII are written as escapes.
    """

    indent: str | None = "    "
    escaped: bool = False
    final_newline: bool = False
    trailing: tuple[Trailing, ...] = ()

    @classmethod
    def of(cls, text: str) -> Layout:
        """Tell the layout of a JSON text."""
        beginning = _BEGINNING.match(text)
        trailing = []
        line = counted = 0
        for found in _TRAILING.finditer(text):
            line += text.count("\n", counted, found.start())
            counted = found.start()
            trailing.append(Trailing(line + 1, found[0]))
        return cls(
            indent=beginning[1] if beginning else None,
            escaped=text.isascii() and _ESCAPE.search(text) is not None,
            final_newline=text.endswith("\n"),
            trailing=tuple(trailing),
        )

    def dump(self, data: Sequence[Json] | dict[str, Json]) -> str:
        """Write data, whose texts and numbers JSON can hold."""
        text = json.dumps(data, ensure_ascii=self.escaped, indent=self.indent, allow_nan=False)
        if self.trailing:
            lines = text.split("\n")
            for each in self.trailing:
                if each.line <= len(lines):
                    lines[each.line - 1] += each.blanks
            text = "\n".join(lines)
        return text + "\n" if self.final_newline else text


KLUES = Layout()
