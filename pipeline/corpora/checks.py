"""The names of everything that ingest rejects, repairs or doubts, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.model import Incident, Level


@dataclass(frozen=True, slots=True)
class Check:
    """How grave an incident is, why it matters, and what to do."""

    level: Level
    explanation: str


CHECKS: dict[str, Check] = {
    "source.refused": Check(
        "warning",
        "The terms of this source exclude a release; none of it was read. Take it out of the catalogue, or "
        "get a permission and declare that.",
    ),
    "source.quarantined": Check(
        "warning",
        "Nobody can tell on what terms these texts may be used; none of it was read. Find out and declare "
        "the licence with its evidence.",
    ),
    "source.warned": Check(
        "info", "The source was read although somebody should know this; the release's cards repeat it."
    ),
    "text.empty": Check("info", "There is no text in it."),
    "text.surrogate": Check(
        "error", "Half of a UTF-16 pair is no character and cannot be stored; mend the escape in the file."
    ),
    "text.dropped": Check(
        "info", "Control, zero-width and direction characters show nothing; they were taken out of the text."
    ),
    "text.damaged": Check(
        "warning",
        "Replacement characters, private-use characters or jamo outside a syllable stand where something "
        "else stood once; the text was kept as it is. Fetch the source in its original encoding.",
    ),
    "document.date": Check(
        "info",
        "The date is neither ISO 8601 nor in the pattern that the catalogue states; the document was kept "
        "without it.",
    ),
    "document.duplicate_id": Check(
        "warning",
        "A source's own key names one document; the first in the order of files and rows was kept, this one "
        "dropped. If the key is not one, map another field to `id`.",
    ),
    "document.duplicate_text": Check(
        "info",
        "A text without a key of its own is known by its content, so it is there once; this repetition was "
        "dropped.",
    ),
    "wiki.redirect": Check("info", "A redirect has no text of its own; its target is a page like others."),
    "wiki.namespace": Check("info", "Only pages of the main namespace are articles."),
    "wiki.model": Check("info", "The page does not hold wikitext."),
    "wiki.deleted": Check("info", "The text of the revision has been deleted or hidden by the wiki."),
    "wiki.disambiguation": Check("info", "A disambiguation page lists articles and says nothing itself."),
    "wiki.markup": Check("warning", "The wikitext parser gives up on this page."),
    "wiki.no_text": Check("info", "Without templates, tables, lists and headings nothing is left."),
    "json.syntax": Check("error", "The line is not JSON; the lines around it were read. Mend the file."),
    "record.field": Check(
        "error",
        "The record lacks a field that the catalogue maps, or holds something else in it than text or a "
        "number. Mend the record, or the mapping in the catalogue.",
    ),
    "delimited.columns": Check(
        "error",
        "The row has fewer or more columns than the first one. Mend the file, or `quoted` and `delimiter` in "
        "the catalogue.",
    ),
    "conllu.no_text": Check("error", "The sentence has no `# text` comment, which CoNLL-U demands."),
}


def incident(
    check: str,
    message: str,
    *,
    file: str | None = None,
    row: int | None = None,
    guid: str | None = None,
) -> Incident:
    """Build an incident of a known check."""
    known = CHECKS[check]
    return Incident(
        check=check,
        level=known.level,
        message=message,
        file=file,
        row=row,
        guid=guid,
        explanation=known.explanation,
    )
