"""Residue of markup."""

from __future__ import annotations

import html
import re
from html.entities import html5

from pipeline.audit.check import Family, Finds, Found
from pipeline.audit.records import Record

FAMILY = Family("Markup")

_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_NAMES = (
    "a|b|i|u|s|p|em|li|ol|ul|td|th|tr|h[1-6]|sub|sup|div|pre|ref|span|font|math|code|small|table|tbody|style"
    "|script|strong|center|nowiki|gallery|blockquote|references"
)
_TAG = re.compile(
    rf"</(?:{_NAMES})\s*>|<(?:{_NAMES}|img)\s+[a-z-]+\s*=[^<>]*>|<(?:br|hr|references)\s*/?>|<ref>|<!--",
    re.IGNORECASE,
)
"""What only markup looks like: <A> alone may be a title or somebody's name."""
_WIKI = re.compile(r"\[\[[^\[\]]*\|[^\[\]]*\]\]|\[\[(?:파일|분류|File|Category):|\{\{[^{}]*\|[^{}]*\}\}")
_ENTITY_MARKUP = re.compile(r"(?:<[^<>]{1,40}?)?[:;]+(?:PS|LC|OG|DT|TI|QT)>|</?(?:PS|LC|OG|DT|TI|QT)>")


@FAMILY.record(
    "text.html_entity",
    "warning",
    "an HTML entity",
    explanation="The text was taken out of HTML without resolving what stands for a character.",
    repair="Resolve the entity, and count offsets behind it anew.",
)
def check_html_entity(record: Record[object]) -> Finds:
    """Find entities that HTML knows."""
    for each in record.fresh:
        if "&" not in each.text:
            continue
        for found in _ENTITY.finditer(each.text):
            known = found[0].startswith("&#") or found[0][1:] in html5
            if known and (character := html.unescape(found[0])) != found[0]:
                yield Found(f"{each.field}: {found[0]} stands for {character!r}", found.start())


@FAMILY.record(
    "text.markup",
    "warning",
    "residue of HTML or wiki markup",
    explanation="The text was taken out of a page with part of its markup.",
    repair="Remove the markup, and count offsets behind it anew.",
)
def check_markup(record: Record[object]) -> Finds:
    """Find tags and templates."""
    for each in record.fresh:
        if not any(mark in each.text for mark in ("<", "[[", "{{")):
            continue
        for pattern in (_TAG, _WIKI):
            for found in pattern.finditer(each.text):
                yield Found(f"{each.field}: {found[0][:40]!r}", found.start())


@FAMILY.record(
    "text.entity_markup",
    "error",
    "residue of the markup of entities",
    explanation="A part of the annotators' markup, <surface:TYPE>, was left in the text as if it were text.",
    repair="Remove the markup from the text, and restore the entity if it is one.",
)
def check_entity_markup(record: Record[object]) -> Finds:
    """Find entities that are marked in a text itself."""
    for each in record.fresh:
        if ">" in each.text:
            for found in _ENTITY_MARKUP.finditer(each.text):
                yield Found(f"{each.field}: {found[0]!r}", found.start())
