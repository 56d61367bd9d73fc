"""The XML of a dump: its head, and elements of pages that are freed as soon as they are read.

It is hostile until shown otherwise: entities are not resolved, a document type is refused, nothing is
fetched, and libxml2's limits on depth and length stay on. Tags go by their local name, whatever the schema.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from pipeline.corpora.readers.base import InputFile
from pipeline.corpora.readers.streams import open_bytes
from pipeline.errors import BadInputError

_LONGEST_HEAD = 1 << 20
_FIRST_PAGE = re.compile(rb"<(?P<prefix>(?:[A-Za-z][\w.-]*:)?)page>")
_ROOT = re.compile(rb"<(?:[A-Za-z][\w.-]*:)?mediawiki\b[^<>]*>")
_INDEX = re.compile(rb"[0-9]+:[0-9]+:")


@dataclass(frozen=True, slots=True)
class Head:
    """What stands before the first page.

    ``root`` is the start tag of the document, ``prefix`` that of its names. ``base`` is the address that
    titles are appended to, ``namespaces`` are lower-case names of all but the main one.
    """

    root: bytes
    prefix: bytes
    language: str | None
    base: str | None
    namespaces: frozenset[str]


def read_head(file: InputFile) -> Head:
    """Read the head of a dump.

    Raises:
        DamagedFileError: the file cannot be decompressed so far.
        BadInputError: it is no dump, or declares a document type.
    """
    with open_bytes(file) as stream:
        data = b""
        while (page := _FIRST_PAGE.search(data)) is None and len(data) < _LONGEST_HEAD:
            chunk = stream.read(1 << 16)
            if not chunk:
                break
            data += chunk
    head = data if page is None else data[: page.start()]
    root = _ROOT.search(head)
    if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
        raise BadInputError(f"{file.name}: declares a document type, which no dump has")
    if root is None:
        problem = "is the index of a dump, not a dump" if _INDEX.match(head) else "is not a MediaWiki dump"
        raise BadInputError(f"{file.name}: {problem}", "take it out of the source's files")
    try:
        return _head(head, root[0], b"" if page is None else page["prefix"])
    except etree.XMLSyntaxError as error:
        raise BadInputError(f"{file.name}:{error.lineno}: the head is not well-formed: {error.msg}") from None


def _head(head: bytes, root: bytes, prefix: bytes) -> Head:
    parser = _parser("siteinfo")
    parser.feed(head)
    site = next(_ended(parser), None)
    start = etree.fromstring(root[:-1].rstrip(b"/") + b"/>", etree.XMLParser(resolve_entities=False))
    main_page = None if site is None else text_of(site, "base")
    names = () if site is None else site.iterfind("{*}namespaces/{*}namespace")
    return Head(
        root=root,
        prefix=prefix,
        language=start.get("{http://www.w3.org/XML/1998/namespace}lang"),
        base=main_page.rsplit("/", 1)[0] + "/" if main_page and "/" in main_page else None,
        namespaces=frozenset(name.text.lower() for name in names if name.text and name.get("key") != "0"),
    )


class PageParser:
    """Parses pages one after another; what is left of one that is broken does not touch the next."""

    def __init__(self, head: Head) -> None:
        self._root = head.root
        self._parser = self._fresh()

    def feed(self, data: bytes) -> Iterator[etree._Element]:
        """Give the revisions and the page that end in a piece of a page; each is emptied afterwards.

        Raises:
            etree.XMLSyntaxError: the page is broken.
        """
        self._parser.feed(data)
        for element in _ended(self._parser):
            yield element
            element.clear()
            parent = element.getparent()
            if parent is not None and parent.getparent() is None:
                parent.remove(element)

    def forget(self) -> None:
        """Start anew after a page that is broken."""
        self._parser = self._fresh()

    def _fresh(self) -> etree.XMLPullParser:
        parser = _parser("revision", "page")
        parser.feed(self._root)
        return parser


def _ended(parser: etree.XMLPullParser) -> Iterator[etree._Element]:
    return (element for _, element in parser.read_events() if isinstance(element, etree._Element))


def text_of(element: etree._Element, child: str) -> str | None:
    """Give the text of a child, stripped; None where there is no such child, or nothing in it."""
    found = element.find(f"{{*}}{child}")
    return None if found is None or not found.text else found.text.strip() or None


def _parser(*tags: str) -> etree.XMLPullParser:
    return etree.XMLPullParser(
        events=("end",),
        tag=[f"{{*}}{tag}" for tag in tags],
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        encoding="utf-8",
    )
