"""Korean that was decoded in the wrong character set, and is proved so by decoding it in the right one."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator

from pipeline.audit.check import Family, Finds, Found
from pipeline.audit.records import Record

FAMILY = Family("Mojibake")

_SIGNATURE = "占쏙옙"
"""U+FFFD twice, written as UTF-8 and read as CP949: what becomes of a character that is lost twice."""
_SINGLE_BYTES = re.compile(
    "[\u0080-\u00ff\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013\u2014\u2018-\u201a"
    "\u201c-\u201e\u2020-\u2022\u2026\u2030\u2039\u203a\u20ac\u2122]{6,}"
)
"""What bytes above 0x7F become in Latin-1 or Windows-1252; three syllables at least."""
_IDEOGRAPH = re.compile("[\u4e00-\u9fff\uf900-\ufaff]")
_NOT_ASCII = re.compile("[^\x00-\x7f]{4,}")
_SYLLABLES = re.compile("[가-힣]{3,}")
_HANGUL = re.compile("[가-힣]{2,}")


def _bytes_of(text: str) -> bytes | None:
    """Give the bytes of which Latin-1, or Windows-1252 where it differs, made a text."""
    data = bytearray()
    for character in text:
        try:
            data += character.encode("cp1252") if character > "\xff" else character.encode("latin-1")
        except UnicodeEncodeError:
            return None
    return bytes(data)


def _from_single_bytes(run: str) -> tuple[str, str] | None:
    data = _bytes_of(run)
    if data is None:
        return None
    for charset in ("utf-8", "cp949"):
        try:
            text = data.decode(charset)
        except UnicodeDecodeError:
            continue
        if _HANGUL.fullmatch(text) and (charset == "utf-8" or _SYLLABLES.fullmatch(text)):
            return text, f"{'UTF-8' if charset == 'utf-8' else 'CP949'} read as Latin-1"
    return None


def _from_cp949(run: str) -> tuple[str, str] | None:
    try:
        text = run.encode("cp949").decode("utf-8")
    except UnicodeError:
        return None
    return (text, "UTF-8 read as CP949") if _HANGUL.search(text) else None


def _explained(
    runs: re.Pattern[str], text: str, explain: Callable[[str], tuple[str, str] | None]
) -> Iterator[tuple[re.Match[str], str, str]]:
    for found in runs.finditer(text):
        if explained := explain(found[0]):
            yield found, *explained


@FAMILY.record(
    "text.mojibake",
    "error",
    "text that was read in the wrong character set",
    explanation=(
        "The characters, written back as the bytes they were made of, are Korean in another character set: "
        "UTF-8 or CP949 that was read as Latin-1, or UTF-8 read as CP949. 占쏙옙 is U+FFFD, a character that "
        "had been lost already, read as CP949."
    ),
    repair="Read the source again in its own character set, which the finding names.",
)
def check_mojibake(record: Record[object]) -> Finds:
    """Find the first run of characters in each text that another character set makes Korean of."""
    for each in record.fresh:
        text = each.text
        if text.isascii():
            continue
        if (at := text.find(_SIGNATURE)) >= 0:
            yield Found(f"{each.field}: {_SIGNATURE!r} is U+FFFD in UTF-8, read as CP949", at)
            continue
        explained = _explained(_SINGLE_BYTES, text, _from_single_bytes)
        if _IDEOGRAPH.search(text):
            explained = itertools.chain(explained, _explained(_NOT_ASCII, text, _from_cp949))
        for found, meant, how in itertools.islice(explained, 1):
            yield Found(f"{each.field}: {found[0][:24]!r} is {meant[:12]!r}, {how}", found.start())
