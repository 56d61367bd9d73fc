"""Raw documents to documents: clean text, ids, terms."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from pipeline import ids
from pipeline.corpora.catalogue import Source
from pipeline.corpora.checks import incident
from pipeline.corpora.readers.base import InputFile, RawDocument
from pipeline.model import Document, Incident
from pipeline.text.normalise import BROKEN, DROPPED, clean, find, is_clean, normalise


def make_document(
    raw: RawDocument, source: Source, licence: str, file: InputFile
) -> tuple[Document | None, list[Incident]]:
    """Clean a raw document and give it its ids; None with the reason where there is nothing to keep.

    The text becomes NFC with line feeds and plain spaces, loses what cannot be seen, and is stripped. What
    was dropped and what looks damaged is noted.
    """
    as_it_is = is_clean(raw.text)
    text = (raw.text if as_it_is else clean(raw.text)).strip()
    if not text:
        return None, [incident("text.empty", "there is no text", file=file.name, row=raw.row)]
    fields = (raw.title, raw.native_id, raw.native_group, raw.url, raw.category, *raw.contributors)
    if _has_surrogate(text, *fields):
        problem = "half of a UTF-16 pair stands in it"
        return None, [incident("text.surrogate", problem, file=file.name, row=raw.row)]
    doc_id = ids.doc_id(source.id, raw.native_id, text)
    document = Document(
        doc_id=doc_id,
        text_id=ids.text_id(doc_id, text),
        source=source.id,
        native_id=raw.native_id,
        native_group=raw.native_group,
        title=_tidy(raw.title),
        text=text,
        links=raw.links if text == raw.text else (),
        url=_tidy(raw.url),
        revision=raw.revision,
        contributors=tuple(name for name in map(_tidy, raw.contributors) if name is not None),
        published_at=raw.published_at,
        category=_tidy(raw.category),
        genre=source.description.genre,
        licence=licence,
        attribution=source.credit,
    )
    notes = [replace(note, guid=doc_id) for note in raw.notes]
    return document, notes if as_it_is else [*notes, *_notes(raw, text, doc_id, file)]


def _notes(raw: RawDocument, text: str, doc_id: str, file: InputFile) -> list[Incident]:
    lost = find(normalise(raw.text)) if raw.text != text else ()
    dropped = Counter(finding.kind for finding in lost if finding.kind in DROPPED)
    broken = Counter(finding.kind for finding in find(text) if finding.kind in BROKEN)
    return [
        incident(check, _count(kinds), file=file.name, row=raw.row, guid=doc_id)
        for check, kinds in (("text.dropped", dropped), ("text.damaged", broken))
        if kinds
    ]


def _count(kinds: Counter[str]) -> str:
    return ", ".join(f"{number} {kind}" for kind, number in sorted(kinds.items()))


def _tidy(value: str | None) -> str | None:
    return None if value is None else clean(value).strip() or None


def _has_surrogate(*values: str | None) -> bool:
    try:
        "".join(filter(None, values)).encode()
    except UnicodeEncodeError:
        return True
    return False
