"""Who is to be named: the lines of a release's ATTRIBUTION.md."""

from __future__ import annotations

import ipaddress
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from urllib.parse import quote

from pipeline.corpora.licences import legal_texts
from pipeline.corpora.sources import SourceRow
from pipeline.model import Document

_MARKUP = re.compile(r"([\\`*_\[\]<>#|~&])")

_SAFE = ":/?#[]@!$&'()*+,;=%~"


def attribution_lines(sources: Sequence[SourceRow], documents: Iterable[Document]) -> Iterator[str]:
    """Name the sources of the documents with their terms, and every document that has an address of its own.

    The lines are Markdown; what comes from a corpus is escaped. Contributors who are known by an IP address
    only are counted as anonymous.
    """
    of_source: dict[str, set[tuple[str, str, str, tuple[str, ...]]]] = defaultdict(set)
    for document in documents:
        page = (
            document.title or document.url or "",
            document.url or "",
            document.revision or "",
            document.contributors,
        )
        of_source[document.source].add(page)
    for source in sorted(sources, key=lambda row: row.source_id):
        if source.source_id not in of_source:
            continue
        yield f"## {_escaped(source.title)}"
        yield ""
        yield f"- Licence: {', '.join([str(source.licence), *map(_address, legal_texts(source.licence))])}"
        if source.homepage is not None:
            yield f"- Source: {_address(source.homepage)}"
        yield f"- Attribution: {_escaped(source.attribution)}"
        yield ""
        pages = [page for page in sorted(of_source[source.source_id]) if page[1]]
        yield from (_page(*page) for page in pages)
        if pages:
            yield ""


def _page(title: str, url: str, revision: str, contributors: tuple[str, ...]) -> str:
    named = [_escaped(name) for name in contributors if not _is_address(name)]
    if len(named) < len(contributors):
        named.append("anonymous contributors")
    line = f"- {_escaped(title)}, {_address(url)}"
    if revision:
        line += f", revision {_escaped(revision)}"
    return f"{line}: {', '.join(named)}" if named else line


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def _escaped(text: str) -> str:
    return _MARKUP.sub(r"\\\1", " ".join(text.split()))


def _address(url: str) -> str:
    """Write a web address so that it cannot end its own brackets; anything else stays plain text."""
    if not url.startswith(("https://", "http://")):
        return _escaped(url)
    return f"<{quote(url, safe=_SAFE)}>"
