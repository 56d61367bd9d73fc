"""MediaWiki XML dumps (schema 0.10 and 0.11): articles with their address, revision and contributors."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import quote

from lxml import etree

from pipeline.corpora.checks import incident
from pipeline.corpora.readers import base
from pipeline.corpora.readers.base import DamagedFileError, Format, Found, InputFile, RawDocument
from pipeline.corpora.readers.wiki.blocks import Kept
from pipeline.corpora.readers.wiki.chunks import open_chunks, split
from pipeline.corpora.readers.wiki.cutter import Cutter
from pipeline.corpora.readers.wiki.exported import exported_page
from pipeline.corpora.readers.wiki.pages import Page, Revision, page_of, revision_of
from pipeline.corpora.readers.wiki.text import to_text
from pipeline.corpora.readers.wiki.xml import Head, PageParser, read_head
from pipeline.model import Incident

_REDIRECT = re.compile(r"\s*#\s*(?:redirect|넘겨주기)\s*:?\s*\[\[", re.IGNORECASE)
_DISAMBIGUATION = re.compile(
    r"\{\{\s*(?:[Dd]isambig(?:uation)?|[Hh]ndis|[Gg]eodis|동명이인|(?:(?:분류|인명|지명)[ _])?동음이의어?)"
    r"\s*[|}]"
)


class Options(base.Options):
    """What the dump does not say itself, and what of an article is kept."""

    base: str | None = None
    """Address that page titles are appended to; empty: as the dump's siteinfo has it."""
    lists: bool = False
    """Keep list items, each as a paragraph of its own."""
    headings: bool = False
    """Keep headings, each as a paragraph of its own."""


def read(file: InputFile, options: Options) -> Iterator[Found]:
    """Read the articles of a dump or of a part of one, plain or compressed, one stream or many.

    Redirects, pages outside the main namespace, deleted texts, damaged pages and the like are rejected one by
    one; ``row`` is the page's number in the file or part.

    Raises:
        DamagedFileError: the dump breaks off, or its compressed data are damaged.
        BadInputError: it is no dump, or declares a document type.
    """
    head = read_head(file)
    pages = _Pages(head, file, options)
    cutter = Cutter(head.prefix)
    parser = PageParser(head)
    revision, found, damage = Revision(), None, ""
    is_begun = False
    with open_chunks(file) as (own, beyond):
        for piece in cutter.pieces(own, beyond):
            if piece.is_last and not is_begun and (exported := exported_page(piece.data)) is not None:
                yield pages.page(*exported)
                continue
            try:
                for element in parser.feed(piece.data) if not damage else ():
                    if etree.QName(element).localname == "revision":
                        revision = revision_of(element, revision)
                    else:
                        found = pages.page(page_of(element), revision)
            except etree.XMLSyntaxError as error:
                damage = error.msg
            is_begun = not piece.is_last
            if is_begun:
                continue
            if found is None:
                found = pages.damaged(damage or "its end is missing")
                parser.forget()
            yield found
            revision, found, damage = Revision(), None, ""
    is_end = file.part is None or file.part[1] == file.path.stat().st_size
    if cutter.breaks_off or (is_end and b"</" + head.prefix + b"mediawiki>" not in cutter.tail):
        problem = "breaks off: the end of the dump is missing"
        raise DamagedFileError(file.name, "file.broken", problem, "fetch the file again", row=pages.row + 1)


class _Pages:
    """Makes of each page a document or an incident; ``row`` counts them."""

    def __init__(self, head: Head, file: InputFile, options: Options) -> None:
        self.row = 0
        self._file = file.name
        self._address = options.base or head.base
        self._namespaces = head.namespaces
        self._kept = Kept(options.lists, options.headings)

    def damaged(self, problem: str) -> Incident:
        self.row += 1
        return incident("wiki.xml", problem, file=self._file, row=self.row)

    def page(self, page: Page, revision: Revision) -> Found:
        self.row += 1
        title = page.title
        rejected = _rejection(page, revision)
        if rejected is not None:
            return self._said(rejected, title)
        plain = to_text(revision.text or "", self._namespaces, self._kept)
        if not plain.text:
            return self._said("wiki.no_text", title)
        damage = revision.damage
        return RawDocument(
            row=self.row,
            text=plain.text,
            native_id=page.id,
            title=title or None,
            links=plain.links,
            url=page_address(self._address, title),
            revision=revision.id,
            contributors=revision.contributors,
            published_at=revision.timestamp[:10] if revision.timestamp else None,
            notes=(self._said("wiki.checksum", title, damage),) if damage else (),
        )

    def _said(self, check: str, title: str, problem: str = "") -> Incident:
        message = f"the page {title!r}{problem and f': {problem}'}"
        return incident(check, message, file=self._file, row=self.row)


def page_address(wiki: str | None, title: str) -> str | None:
    """Give the address of a page."""
    if not wiki or not title:
        return None
    return wiki + quote(title.replace(" ", "_"), safe="/:@!$*,;~()'")


def is_redirect(wikitext: str) -> bool:
    """Tell whether a page only points to another."""
    return _REDIRECT.match(wikitext) is not None


def is_disambiguation(wikitext: str) -> bool:
    """Tell whether a page lists what its title may mean."""
    return "__DISAMBIG__" in wikitext or _DISAMBIGUATION.search(wikitext) is not None


def _rejection(page: Page, revision: Revision) -> str | None:
    if page.namespace != "0":
        return "wiki.namespace"
    if revision.text is None:
        return "wiki.deleted"
    if page.is_redirect or is_redirect(revision.text):
        return "wiki.redirect"
    if revision.model != "wikitext":
        return "wiki.model"
    if is_disambiguation(revision.text):
        return "wiki.disambiguation"
    return None


FORMAT = Format("mediawiki", Options, read, split=split)
