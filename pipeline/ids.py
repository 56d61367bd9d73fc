"""Content ids: what makes every stage safe to run twice."""

from __future__ import annotations

import hashlib
import unicodedata


def stable_id(*fields: str) -> str:
    """Hash fields to 32 hex digits (blake2b-128 over the length-prefixed UTF-8 of each).

    The length prefix keeps ``("ab", "c")`` and ``("a", "bc")`` apart.

    >>> stable_id("nsmc", "9976970") == stable_id("nsmc9", "976970")
    False
    """
    digest = hashlib.blake2b(digest_size=16)
    for field in fields:
        data = field.encode()
        digest.update(len(data).to_bytes(8, "big"))
        digest.update(data)
    return digest.hexdigest()


def doc_id(source: str, native_id: str | None, text: str) -> str:
    """Id of a document: by the source's own key, or by the text where there is none."""
    if native_id is not None:
        return stable_id("doc", source, "native", native_id)
    return stable_id("doc", source, "text", unicodedata.normalize("NFC", text))


def text_id(doc_id: str, text: str) -> str:
    """Id of one state of a document's text."""
    return stable_id("text", doc_id, unicodedata.normalize("NFC", text))


def item_id(task: str, round_name: str, payload: str) -> str:
    """Id of an item; ``payload`` is its canonical JSON."""
    return stable_id("item", task, round_name, payload)


def rank(seed: int, *fields: str) -> int:
    """Give a position in a random order that depends on the fields alone, not on who else is ordered."""
    return int(stable_id("rank", str(seed), *fields), 16)
