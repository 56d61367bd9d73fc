"""The card that shows an adjudicator what was answered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from html import escape


def votes_html(answers: Iterable[str]) -> str:
    """Build the card: each distinct answer with its votes, most votes first, nobody named.

    >>> votes_html(["경제", "사회", "경제"]).count("<li>")
    2
    """
    counted = sorted(Counter(answers).items(), key=lambda entry: (-entry[1], entry[0]))
    lines = "".join(f"<li>{escape(answer)} <b>× {count}</b></li>" for answer, count in counted)
    return f'<ul style="margin:0;padding-left:20px;list-style:disc">{lines}</ul>'
