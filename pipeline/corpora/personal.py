"""Personal data in documents: found once, in ``prepare``, and done with as the configuration says."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

import pyarrow.parquet as pq

from pipeline.model import Document
from pipeline.settings import Action, Privacy
from pipeline.tables import from_table
from pipeline.text.privacy import Evidence, Kind, PersonalData, find, mask

Part = Literal["title", "text"]


@dataclass(frozen=True, slots=True)
class FoundPersonal:
    """A row of the table ``personal_data``: ``part[start:end]`` of a document is personal data of a kind."""

    text_id: str
    part: Part
    kind: Kind
    start: int
    end: int
    evidence: Evidence
    action: Action


def find_personal(text_id: str, title: str | None, text: str, policy: Privacy) -> Iterator[FoundPersonal]:
    """Find personal data in a title and a text, with what is to be done with each."""
    action_of: Callable[[Kind], Action] = policy.__getattribute__
    parts: tuple[tuple[Part, str], ...] = (("title", title or ""), ("text", text))
    for part, content in parts:
        for each in find(content):
            yield FoundPersonal(
                text_id, part, each.kind, each.start, each.end, each.evidence, action_of(each.kind)
            )


def read_personal(shard: Path) -> dict[str, list[FoundPersonal]]:
    """Read a shard of the table, by text_id."""
    rows: dict[str, list[FoundPersonal]] = {}
    for row in from_table(pq.read_table(shard), FoundPersonal):
        rows.setdefault(row.text_id, []).append(row)
    return rows


def with_action(rows: Iterable[FoundPersonal], part: Part, action: Action) -> list[PersonalData]:
    """Give what was found in a part of a document and is to be treated so."""
    return [
        PersonalData(row.kind, row.start, row.end, row.evidence)
        for row in rows
        if row.part == part and row.action == action
    ]


def without_personal(document: Document, rows: Sequence[FoundPersonal]) -> Document:
    """Give a document as sampling may see it: masked, and without a title that is flagged.

    Sentences that are flagged are marked in their own table.
    """
    if not rows:
        return document
    title = document.title
    if title is not None:
        flagged = with_action(rows, "title", "flag")
        title = None if flagged else mask(title, with_action(rows, "title", "mask"))
    return replace(document, title=title, text=mask(document.text, with_action(rows, "text", "mask")))
