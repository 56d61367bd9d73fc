"""What a scan finds: one statement about a licence, with the words that make it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal[
    "identifier",
    "metadata",
    "address",
    "badge",
    "name",
    "legal-text",
    "rider",
    "condition",
    "reserved",
    "pointer",
    "unread",
    "silent",
]
"""How a licence is stated: an SPDX id, a field of metadata, an address, a picture, words, its own text; or a
restriction in words, one on the licence beside it, rights reserved; or why a document states none: a Git LFS
pointer stands in its place, it could not be read, it is silent."""

NOTES: tuple[Kind, ...] = ("pointer", "unread", "silent")
"""Kinds that state nothing about a licence."""

Scope = Literal["data", "work", "code", "upstream", "part", "other"]
"""What a statement is about: the data, the folder as a whole, the software around the data, a work that the
data were made from, a part of the data, or something else (another corpus, another version)."""

Source = Literal["licence", "readme", "page", "metadata", "header", "picture"]
"""What kind of file makes a statement: a licence file, a README, another page, metadata, the head of a data
file, a picture by its name."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A statement about a licence; ``line`` counts from 1 and is 0 where there are no lines.

    ``licence`` is an SPDX expression, the family of a licence whose version is not stated (``CC-BY-SA``),
    or None where the statement names none. ``restriction`` says what a rider forbids.
    """

    file: str
    line: int
    licence: str | None
    kind: Kind
    scope: Scope
    source: Source
    text: str
    restriction: str | None = None

    @property
    def where(self) -> str:
        """File and line."""
        return f"{self.file}:{self.line}" if self.line else self.file
