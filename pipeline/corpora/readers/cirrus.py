"""CirrusSearch dumps: JSON lines in pairs, one that names a page in the index and one that holds it.

The text is the wiki's own plain text of the page, without paragraphs and links.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from pipeline.corpora.checks import incident
from pipeline.corpora.readers.base import Format, Found, InputFile, RawDocument, TextOptions
from pipeline.corpora.readers.mediawiki import is_disambiguation, page_address
from pipeline.corpora.readers.streams import open_text
from pipeline.model import Incident

Json = dict[str, object]


class Options(TextOptions):
    """What the dump does not say itself."""

    base: str | None = None
    """Address that page titles are appended to; empty: of a Wikimedia wiki, as the dump names it."""


_PROJECTS = {
    "wiki": "wikipedia",
    "wiktionary": "wiktionary",
    "wikinews": "wikinews",
    "wikisource": "wikisource",
    "wikiquote": "wikiquote",
    "wikibooks": "wikibooks",
    "wikiversity": "wikiversity",
}
"""Names of Wikimedia's projects in the names of wikis, and in addresses."""


def read(file: InputFile, options: Options) -> Iterator[Found]:
    """Read the articles of a dump; ``row`` is the line of the page.

    Redirects have no page of their own in these dumps. Pages outside the main namespace, disambiguation pages
    and pages without text are rejected one by one; so is a line that is not half of a pair.

    Raises:
        DamagedFileError: the file is truncated, damaged or undecodable.
    """
    with open_text(file, options) as text:
        index: tuple[int, Json] | None = None
        row = 0
        for row, line in enumerate(text, start=1):
            if not line.strip():
                continue
            record = _object(line)
            named = None if record is None else record.get("index")
            if isinstance(named, dict):
                if index is not None:
                    yield _unpaired(file, index[0], "names a page, and another line that names one follows")
                index = row, named
            elif record is None:
                index = None
                yield _unpaired(file, row, "is no JSON object")
            elif index is None:
                yield _unpaired(file, row, "holds a page that no line before it names")
            else:
                yield _page(record, index[1], file, options, row)
                index = None
        if index is not None:
            yield _unpaired(file, index[0], "names a page, and the file ends")
        yield from text.incidents()


def _object(line: str) -> Json | None:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return record if isinstance(record, dict) else None


def _unpaired(file: InputFile, row: int, problem: str) -> Incident:
    return incident("cirrus.pair", f"the line {problem}", file=file.name, row=row)


def _page(record: Json, index: Json, file: InputFile, options: Options, row: int) -> Found:
    title = _text(record, "title") or ""
    rejected = _rejection(record)
    if rejected is not None:
        return incident(rejected, f"the page {title!r}", file=file.name, row=row)
    stated = _text(record, "timestamp")
    return RawDocument(
        row=row,
        text=_text(record, "text") or "",
        native_id=_text(record, "page_id") or _text(index, "_id"),
        title=title or None,
        url=page_address(options.base or _base(record), title),
        revision=_text(record, "version"),
        published_at=stated[:10] if stated else None,
    )


def _rejection(record: Json) -> str | None:
    if record.get("namespace", 0) != 0:
        return "wiki.namespace"
    if (_text(record, "content_model") or "wikitext") != "wikitext":
        return "wiki.model"
    templates = record.get("template")
    names = [str(name).partition(":")[2] for name in templates] if isinstance(templates, list) else []
    if is_disambiguation("".join(f"{{{{{name}}}}}" for name in names)):
        return "wiki.disambiguation"
    return None if (_text(record, "text") or "").strip() else "wiki.no_text"


def _base(record: Json) -> str | None:
    """Give the address of the wiki that the record names, as in ``kowiki``."""
    wiki = _text(record, "wiki") or ""
    language = _text(record, "language") or ""
    project = _PROJECTS.get(wiki.removeprefix(language.replace("-", "_")))
    return f"https://{language}.{project}.org/wiki/" if language and project else None


def _text(record: Json, key: str) -> str | None:
    value = record.get(key)
    return str(value) or None if isinstance(value, str | int) and not isinstance(value, bool) else None


FORMAT = Format("cirrus", Options, read)
