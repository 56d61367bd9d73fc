"""Makes dumps of a wiki in any size.

They are made of real bodies below KLUE_REAL_DATA, if that is set, and of those in sample_corpora, over and
over, each time with other syllables.
"""

from __future__ import annotations

import bz2
import hashlib
import os
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

from lxml import etree

ROOT = Path(__file__).parents[1]
HEAD = """<mediawiki xmlns="http://www.mediawiki.org/xml/export-0.11/" version="0.11" xml:lang="ko">
  <siteinfo>
    <base>https://wiki.example/wiki/%EB%8C%80%EB%AC%B8</base>
    <namespaces>
      <namespace key="0" />
      <namespace key="10">틀</namespace>
    </namespaces>
  </siteinfo>
"""
PAGE = """  <page>
    <title>글 {number}</title>
    <ns>0</ns>
    <id>{number}</id>{redirect}
    <revision>
      <id>{number}</id>
      <timestamp>2026-01-01T00:00:00Z</timestamp>
      <contributor><username>사람 {who}</username><id>{who}</id></contributor>
      <model>wikitext</model>
      <format>text/x-wiki</format>
      <text bytes="{bytes}" sha1="{sha1}" xml:space="preserve">{text}</text>
      <sha1>{sha1}</sha1>
    </revision>
  </page>
"""


def bodies() -> list[str]:
    files = [ROOT / "sample_corpora/sample-wiki/samplewiki-20260101-pages-articles.xml.bz2"]
    if real := os.environ.get("KLUE_REAL_DATA"):
        files += sorted(Path(real).glob("kowiki-CONSTRUCTED-dump/*-articles.xml.bz2"))
        minidumps = "kowiki-dbpedia-minidump/dump/src/test/resources/minidumps/{}/wiki.xml.bz2"
        files += [Path(real) / minidumps.format(language) for language in ("ja", "zh")]
    texts = []
    for file in files:
        with bz2.open(file) as stream:
            texts += [element.text for _, element in etree.iterparse(stream, tag="{*}text") if element.text]
    return texts


def pages(size: int) -> Iterator[str]:
    """Give pages until they have so many bytes; a third of the syllables is another on each."""
    source = random.Random(0)
    texts = bodies()
    syllables = [char for text in texts for char in text if "가" <= char <= "힣"]
    kinds = sorted(set(syllables))
    number = made = 0
    while made < size:
        others = {ord(kind): source.choice(syllables) for kind in source.sample(kinds, len(kinds) // 3)}
        body = texts[number % len(texts)]
        text = body if body.startswith("#") else body.translate(others)
        number += 1
        data = text.encode()
        page = PAGE.format(
            number=number,
            who=number % 997,
            redirect='\n    <redirect title="글 1" />' if text.startswith("#") else "",
            bytes=len(data),
            sha1=base36(hashlib.sha1(data).digest()),
            text=escape(text),
        )
        made += len(page.encode())
        yield page


def base36(digest: bytes) -> str:
    number, digits = int.from_bytes(digest, "big"), ""
    while number:
        number, place = divmod(number, 36)
        digits = "0123456789abcdefghijklmnopqrstuvwxyz"[place] + digits
    return digits.rjust(31, "0")


@dataclass(frozen=True, slots=True)
class Dump:
    """A dump of one stream, and the same of many, a hundred pages each."""

    one: Path
    many: Path
    bytes: int
    pages: int


def make_dump(folder: Path, size: int) -> Dump:
    one, many = folder / f"{size}-one.xml.bz2", folder / f"{size}-many.xml.bz2"
    count, written, held = 0, 0, [HEAD]

    def flush(single, multi) -> None:
        nonlocal written
        data = "".join(held).encode()
        written += len(data)
        single.write(data)
        multi.write(bz2.compress(data))
        held.clear()

    with bz2.open(one, "wb") as single, many.open("wb") as multi:
        flush(single, multi)
        for page in pages(size):
            held.append(page)
            count += 1
            if count % 100 == 0:
                flush(single, multi)
        held.append("</mediawiki>\n")
        flush(single, multi)
    return Dump(one, many, written, count)
