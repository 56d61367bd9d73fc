"""What the page says in two languages, and how texts that nobody vouches for are made safe to look at."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from markupsafe import Markup

_KEPT = frozenset("\n\t")
_HIDDEN = frozenset({"Cc", "Cf", "Co", "Cs", "Zl", "Zp"})
"""General categories of characters that show nothing, or change how their neighbours are shown."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Plain text in Korean and English; the page shows one of them. It is escaped where it is rendered."""

    ko: str
    en: str

    @classmethod
    def same(cls, text: str) -> Phrase:
        """Say the same in both languages: names, addresses, figures."""
        return cls(text, text)

    def __html__(self) -> str:
        if self.ko == self.en:
            return str(Markup.escape(visible(self.ko)))
        pattern = Markup('<span class="ko" lang="ko">{}</span><span class="en" lang="en">{}</span>')
        return str(pattern.format(visible(self.ko), visible(self.en)))


def visible(text: str) -> str:
    r"""Replace control and format characters, directional overrides among them, by visible escapes.

    >>> print(visible("a\x1bb\u202ec"))
    a\u001bb\u202ec
    """
    if text.isprintable():
        return text
    return "".join(_escape(c) if unicodedata.category(c) in _HIDDEN and c not in _KEPT else c for c in text)


def clip(text: str, length: int) -> str:
    """Cut a text to ``length`` code points, an ellipsis among them if anything is lost.

    >>> clip("가나다라", 3)
    '가나…'
    """
    return text if len(text) <= length else text[: length - 1] + "…"


def breakable(text: str) -> Markup:
    """Let a name or address break after its punctuation; the text itself is escaped.

    >>> str(breakable("a_b<"))
    'a_<wbr>b&lt;'
    """
    return Markup("").join(
        Markup("{}<wbr>").format(c) if c in "_:/@" else Markup.escape(c) for c in visible(text)
    )


def _escape(character: str) -> str:
    code = ord(character)
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"
