"""MediaWiki XML dumps (schema 0.10 and 0.11): articles with their address, revision and contributors.

The XML is hostile until shown otherwise: entities are not resolved, a document type is refused, nothing is
fetched, and libxml2's limits on depth and length stay on. Elements are freed as soon as they are read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO
from urllib.parse import quote

from lxml import etree
from mwparserfromhell.parser import ParserError

from pipeline.corpora.checks import incident
from pipeline.corpora.readers import base
from pipeline.corpora.readers.base import Format, Found, InputFile, RawDocument
from pipeline.corpora.readers.streams import open_bytes
from pipeline.corpora.readers.wikitext import to_text
from pipeline.errors import BadInputError

_REDIRECT = re.compile(r"\s*#\s*(?:redirect|넘겨주기)\s*:?\s*\[\[", re.IGNORECASE)
_DISAMBIGUATION = re.compile(
    r"\{\{\s*(?:disambig(?:uation)?|동명이인|동음이의|동음이의어|분류[ _]동음이의)\s*[|}]", re.IGNORECASE
)


class Options(base.Options):
    """What the dump does not say itself."""

    base: str | None = None
    """Address that page titles are appended to; empty: as the dump's siteinfo has it."""


@dataclass(frozen=True, slots=True)
class _Site:
    base: str | None = None
    namespaces: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class _Revision:
    """The last revision of a page, and who contributed to it and to those before."""

    id: str | None
    timestamp: str | None
    contributors: tuple[str, ...]
    model: str
    text: str | None


_NO_REVISION = _Revision(None, None, (), "wikitext", None)


def read(file: InputFile, options: Options) -> Iterator[Found]:
    """Read the articles of a dump, plain or compressed, one stream or many.

    Redirects, pages outside the main namespace, deleted texts and the like are rejected one by one; ``row``
    is the page's number in the dump.

    Raises:
        BadInputError: the dump is truncated, is not well-formed, or declares a document type.
    """
    with open_bytes(file) as stream:
        try:
            yield from _pages(stream, file, options)
        except etree.XMLSyntaxError as error:
            raise BadInputError(f"{file.name}:{error.lineno}: not a whole XML dump: {error.msg}") from None


def _pages(stream: BinaryIO, file: InputFile, options: Options) -> Iterator[Found]:
    events = etree.iterparse(
        stream,
        events=("start", "end"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    site, revision, row, root = _Site(), _NO_REVISION, 0, None
    for event, element in events:
        if root is None:
            root = element
            _check_root(root, file)
        if event == "start":
            continue
        match etree.QName(element).localname:
            case "siteinfo":
                site = _site(element)
            case "revision":
                revision = _revision(element, revision)
                element.clear()
            case "page":
                row += 1
                yield _page(element, revision, site, file, options, row)
                revision = _NO_REVISION
                _free(element)


def _check_root(root: etree._Element, file: InputFile) -> None:
    if root.getroottree().docinfo.internalDTD is not None:
        raise BadInputError(f"{file.name}: declares a document type, which no dump has")
    if etree.QName(root).localname != "mediawiki":
        raise BadInputError(f"{file.name}: begins with <{root.tag}>: not a MediaWiki dump")


def _site(element: etree._Element) -> _Site:
    main_page = _text(element, "base")
    names = element.iterfind("{*}namespaces/{*}namespace")
    return _Site(
        base=main_page.rsplit("/", 1)[0] + "/" if main_page and "/" in main_page else None,
        namespaces=frozenset(name.text.lower() for name in names if name.text and name.get("key") != "0"),
    )


def _revision(element: etree._Element, before: _Revision) -> _Revision:
    contributor = element.find("{*}contributor")
    named = (_text(contributor, "username") or _text(contributor, "ip")) if contributor is not None else None
    content = element.find("{*}text")
    text = None if content is None or content.get("deleted") is not None else (content.text or "")
    return _Revision(
        id=_text(element, "id"),
        timestamp=_text(element, "timestamp"),
        contributors=tuple(dict.fromkeys((*before.contributors, *([named] if named else [])))),
        model=_text(element, "model") or "wikitext",
        text=text,
    )


def _page(
    element: etree._Element,
    revision: _Revision,
    site: _Site,
    file: InputFile,
    options: Options,
    row: int,
) -> Found:
    title = _text(element, "title") or ""
    rejected = _rejection(element, revision)
    if rejected is not None:
        return incident(rejected, f"the page {title!r}", file=file.name, row=row)
    try:
        plain = to_text(revision.text or "", site.namespaces)
    except ParserError as error:
        return incident("wiki.markup", f"the page {title!r}: {error}", file=file.name, row=row)
    if not plain.text:
        return incident("wiki.no_text", f"the page {title!r}", file=file.name, row=row)
    address = options.base or site.base
    return RawDocument(
        row=row,
        text=plain.text,
        native_id=_text(element, "id"),
        title=title or None,
        links=plain.links,
        url=address + quote(title.replace(" ", "_"), safe="/:@!$*,;~()'") if address and title else None,
        revision=revision.id,
        contributors=revision.contributors,
        published_at=revision.timestamp[:10] if revision.timestamp else None,
    )


def _rejection(element: etree._Element, revision: _Revision) -> str | None:
    if (_text(element, "ns") or "0") != "0":
        return "wiki.namespace"
    if revision.text is None:
        return "wiki.deleted"
    if element.find("{*}redirect") is not None or _REDIRECT.match(revision.text):
        return "wiki.redirect"
    if revision.model != "wikitext":
        return "wiki.model"
    if _DISAMBIGUATION.search(revision.text):
        return "wiki.disambiguation"
    return None


def _text(element: etree._Element, child: str) -> str | None:
    found = element.find(f"{{*}}{child}")
    return None if found is None or not found.text else found.text.strip() or None


def _free(element: etree._Element) -> None:
    """Let go of a page and of everything before it."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


FORMAT = Format("mediawiki", Options, read)
