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
    "file.broken": Check(
        "error",
        "The file is truncated, damaged, or expands beyond all measure; what stood before the place "
        "was read. Fetch it again.",
    ),
    "file.encoding": Check(
        "error",
        "The encoding cannot be told for certain, or changes inside the file; what had been told for certain "
        "was read. Convert the file to UTF-8, or state `encoding` in the catalogue's options.",
    ),
    "file.syntax": Check(
        "error",
        "From this place on the file does not follow its format; what stood before was read. Mend the file.",
    ),
    "file.format": Check(
        "error", "The file is in none of the formats that can be told by their beginning. State the format."
    ),
    "file.pointer": Check(
        "error", "Git LFS left a pointer in place of the file. Fetch the file with `git lfs pull`."
    ),
    "file.line": Check(
        "error",
        "A line of more than 16,777,216 characters is passed over: it is no record but a file without line "
        "ends. If the file is one JSON array, its lines do not matter.",
    ),
    "file.special": Check(
        "warning", "Only regular files are read; links that lead nowhere, pipes and devices are passed over."
    ),
    "archive.path": Check(
        "error", "The member's path leads out of the archive, as an attack would have it; it was passed over."
    ),
    "archive.special": Check("warning", "Links, devices and pipes in an archive are passed over."),
    "archive.repeated": Check("warning", "An archive holds two members of one name; the first was read."),
    "archive.locked": Check(
        "error", "The member is encrypted, or compressed in a way that is not supported."
    ),
    "archive.nested": Check("error", "Archives in archives in archives in archives are not unpacked."),
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
    "wiki.xml": Check(
        "error", "The page is not well-formed XML and was passed over; those around it were read."
    ),
    "wiki.checksum": Check(
        "warning",
        "The text's length or SHA-1 is not what the dump states: it was changed or damaged on its way. It "
        "was kept; fetch the dump again.",
    ),
    "cirrus.pair": Check(
        "error",
        "A page takes two lines of a CirrusSearch dump, one that names it and one that holds it. The line "
        "was passed over; those around it were read.",
    ),
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
    offset: int | None = None,
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
        offset=offset,
        explanation=known.explanation,
    )
