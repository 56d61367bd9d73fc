"""Which fields of records hold text: told by their names, else by what they hold.

Keys are not guessed: a field that is no key after all would cost the documents that share a value.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from pipeline.text.syllables import hangul_count

_TEXTS = (
    *("text", "sentence", "content", "document", "body", "review", "comments", "comment", "utterance"),
    *("passage", "context", "article", "query", "본문", "문장", "내용", "글", "댓글"),
)
_PAIRS = (
    *(("sentence1", "sentence2"), ("premise", "hypothesis"), ("sentence_1", "sentence_2")),
    *(("question", "answer"), ("Q", "A"), ("질문", "답변")),
)
_TITLES = ("title", "headline", "제목")


def guess_mapping(rows: Sequence[Mapping[str, str]]) -> tuple[dict[str, object], str] | None:
    """Give the options ``title`` and ``text`` for records like these, and the reason for the text.

    The text is a field with one of the usual names, or that with most Hangul. Fields that most records lack
    are passed over. None: there is no text in them.
    """
    having = Counter(name for row in rows for name in row)
    names = [name for name, count in having.items() if 2 * count > len(rows)]
    by_lower = {name.lower(): name for name in reversed(names)}
    title = next((by_lower[name] for name in _TITLES if name in by_lower), None)
    pair = next((list(pair) for pair in _PAIRS if set(pair) <= set(names)), None)
    usual = next((by_lower[name] for name in _TEXTS if name in by_lower), None)
    hangul = {name: sum(hangul_count(row.get(name, "")) for row in rows) for name in names}
    most = max(names, key=lambda name: hangul[name], default=None)
    mapping: dict[str, object] = {}
    if pair is not None:
        mapping["text"], because = pair, f"the fields {' and '.join(pair)} are usual names of pairs"
    elif usual is not None:
        mapping["text"], because = [usual], f"the field {usual} has a usual name for texts"
    elif title is not None:
        because = f"the field {title} is the only one with a usual name"
    elif most is not None and hangul[most]:
        mapping["text"], because = [most], f"the field {most} has most Hangul"
    else:
        return None
    if title is not None:
        mapping["title"] = title
    return mapping, because


def most_hangul(rows: Sequence[Sequence[str]]) -> int | None:
    """Give the column, from 1, that has most Hangul; None where no column has any."""
    width = min((len(row) for row in rows), default=0)
    hangul = [sum(hangul_count(row[column]) for row in rows) for column in range(width)]
    return hangul.index(max(hangul)) + 1 if any(hangul) else None
