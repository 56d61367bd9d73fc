"""What is read of a page, and of its revisions the last one."""

from __future__ import annotations

import hashlib
import ipaddress
from dataclasses import dataclass

from lxml import etree

from pipeline.corpora.readers.wiki.xml import text_of


@dataclass(frozen=True, slots=True)
class Page:
    """A page; ``is_redirect`` is what the dump says of it."""

    title: str
    namespace: str
    id: str | None
    is_redirect: bool


@dataclass(frozen=True, slots=True)
class Revision:
    """The last revision of a page, and who contributed to it and to those before.

    There is no ``text`` where the wiki has deleted it. ``damage`` says in what it differs from what the dump
    states of it.
    """

    id: str | None = None
    timestamp: str | None = None
    contributors: tuple[str, ...] = ()
    model: str = "wikitext"
    text: str | None = None
    damage: str | None = None


def page_of(element: etree._Element) -> Page:
    """Read a page."""
    return Page(
        title=text_of(element, "title") or "",
        namespace=text_of(element, "ns") or "0",
        id=text_of(element, "id"),
        is_redirect=element.find("{*}redirect") is not None,
    )


def revision_of(element: etree._Element, before: Revision) -> Revision:
    """Read a revision that comes after another one of the same page."""
    content = element.find("{*}text")
    text = None if content is None or content.get("deleted") is not None else (content.text or "")
    contributor = _contributor(element.find("{*}contributor"))
    named = [] if contributor is None else [contributor]
    damage = None
    if content is not None and text is not None:
        stated = content.get("sha1") or text_of(element, "sha1")
        damage = damage_of(text.encode(), content.get("bytes"), stated)
    return Revision(
        id=text_of(element, "id"),
        timestamp=text_of(element, "timestamp"),
        contributors=tuple(dict.fromkeys((*before.contributors, *named))),
        model=text_of(element, "model") or "wikitext",
        text=text,
        damage=damage,
    )


def _contributor(element: etree._Element | None) -> str | None:
    if element is None:
        return None
    name, address = text_of(element, "username"), text_of(element, "ip")
    return network_of(address) if name is None and address is not None else name


def network_of(address: str) -> str:
    """Give the network of an address, which still tells that nobody is to be named."""
    try:
        version = ipaddress.ip_address(address).version
    except ValueError:
        return address
    network = ipaddress.ip_network((address, 24 if version == 4 else 48), strict=False)
    return str(network.network_address)


def damage_of(data: bytes, length: str | None, sha1: str | None) -> str | None:
    """Compare a text in UTF-8 with its length and its SHA-1 in base 36, where they are stated."""
    if length is not None and length != str(len(data)):
        return f"it has {len(data)} bytes, not {length}"
    if sha1 is None:
        return None
    try:
        is_same = int(sha1, 36) == int.from_bytes(hashlib.sha1(data, usedforsecurity=False).digest(), "big")
    except ValueError:
        is_same = False
    return None if is_same else "its SHA-1 is not the one stated"
