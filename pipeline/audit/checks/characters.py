"""Characters that should not stand in a text."""

from __future__ import annotations

import re

from pipeline.audit.check import Family, Finds
from pipeline.audit.odd_characters import as_found, of_kind
from pipeline.audit.records import Record

FAMILY = Family("Characters")

_JOINERS = re.compile("[\u200c\u200d]+")
_JOINED = re.compile("[\u0590-\u0fff\u1780-\u18af]")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")


@FAMILY.record(
    "text.odd_space",
    "warning",
    "a no-break or other space than U+0020",
    explanation=(
        "The character looks like a space and is none to most tokenizers and comparisons; it mostly comes "
        "from web pages."
    ),
    repair="Replace it by U+0020.",
)
def check_odd_space(record: Record[object]) -> Finds:
    """Find spaces that are not U+0020."""
    for field, text, finding in of_kind(record, "odd_space"):
        yield as_found(field, text, finding)


@FAMILY.record(
    "text.zero_width",
    "warning",
    "a character that cannot be seen",
    explanation="It makes texts that look alike differ; it mostly comes from web pages.",
    repair="Remove it, and count offsets behind it anew.",
)
def check_zero_width(record: Record[object]) -> Finds:
    """Find what cannot be seen, joiners in scripts that need them excepted."""
    for field, text, finding in of_kind(record, "zero_width"):
        around = text[max(0, finding.start - 1) : finding.start] + text[finding.end : finding.end + 1]
        if _JOINERS.fullmatch(text, finding.start, finding.end) and _JOINED.search(around):
            continue
        yield as_found(field, text, finding)


@FAMILY.record(
    "text.bidi_control",
    "warning",
    "a control of writing direction in a text without right-to-left script",
    explanation="It does nothing there, cannot be seen, and makes texts that look alike differ.",
    repair="Remove it.",
)
def check_bidi(record: Record[object]) -> Finds:
    """Find controls of direction that have nothing to control."""
    for field, text, finding in of_kind(record, "bidi_control"):
        if not _RIGHT_TO_LEFT.search(text):
            yield as_found(field, text, finding)


@FAMILY.record(
    "text.control",
    "warning",
    "a control character",
    explanation="Control characters are no text; they come from broken conversions.",
    repair="Remove it.",
)
def check_control(record: Record[object]) -> Finds:
    """Find control characters."""
    for field, text, finding in of_kind(record, "control"):
        yield as_found(field, text, finding)


@FAMILY.record(
    "text.replacement",
    "error",
    "U+FFFD, which stands for a lost character",
    explanation="A decoder could not read what stood here and put U+FFFD in its place.",
    repair="Take the text from its source again, in the right encoding; or drop the record.",
)
def check_replacement(record: Record[object]) -> Finds:
    """Find replacement characters."""
    for field, text, finding in of_kind(record, "replacement"):
        yield as_found(field, text, finding)


@FAMILY.record(
    "text.private_use",
    "warning",
    "a character of private use",
    explanation="Unicode gives it no meaning; only the font it was written for shows what was meant.",
    repair="Replace it by what was meant, or drop the record.",
)
def check_private_use(record: Record[object]) -> Finds:
    """Find characters of private use."""
    for field, text, finding in of_kind(record, "private_use"):
        yield as_found(field, text, finding)
