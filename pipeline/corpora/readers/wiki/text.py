"""Wikitext to plain text with the links that stand in it.

Kept are running paragraphs, with the labels of links in place. Dropped are templates, tables, references,
images, categories, interlanguage links and formulas; headings and list items unless they are asked for.
Paragraphs are separated by one blank line. The time is linear in the length of the wikitext.
"""

from __future__ import annotations

from pipeline.corpora.readers.wiki.blocks import Kept, without_blocks
from pipeline.corpora.readers.wiki.inline import with_links_marked, without_inline_markup
from pipeline.corpora.readers.wiki.marks import without_marks
from pipeline.corpora.readers.wiki.plain import PlainText, to_plain_text
from pipeline.corpora.readers.wiki.preprocess import preprocess
from pipeline.text.normalise import clean

_PARAGRAPHS = Kept()


def to_text(wikitext: str, namespaces: frozenset[str] = frozenset(), kept: Kept = _PARAGRAPHS) -> PlainText:
    """Convert the wikitext of a page; ``namespaces`` are the lower-case names that its wiki has.

    >>> to_text("'''정선'''({{lang|en|Jeongseon}})은 [[강원도 (남)|강원도]]에 있다.<ref>…</ref>").text
    '정선은 강원도에 있다.'
    """
    targets: list[str] = []
    text = without_blocks(preprocess(without_marks(clean(wikitext))), kept)
    text = without_inline_markup(with_links_marked(text, namespaces, targets))
    return to_plain_text(text, targets)
