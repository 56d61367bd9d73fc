"""Dates, times of day and quantities, found by pattern."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import pairwise

from pipeline.model import Sentence
from pipeline.tasks.entities.gazetteer import Gazetteer
from pipeline.tasks.entities.mention import Mention, MentionType

_DIGITS = r"\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?"
_ARABIC = rf"(?:{_DIGITS})(?:\s?[십백천만억조]+(?:\s?(?:{_DIGITS})\s?[십백천만억]+)*)?"
_TENS = "열|스물|서른|마흔|쉰|예순|일흔|여든|아흔"
_ONES = "하나|둘|셋|넷|한|두|세|네|석|넉|서|너|다섯|여섯|일곱|여덟|아홉"
_NATIVE = rf"(?:{_TENS})(?:{_ONES})?|스무|{_ONES}"
_SINO = r"[이삼사오육칠팔구]?[십백천만억][이삼사오육칠팔구십백천만억]*"
_NUMBER = rf"(?:(?:{_ARABIC})(?:\s?[~∼-]\s?(?:{_DIGITS}))?|{_NATIVE}|{_SINO})(?:여)?"

_PARTS = "초순|중순|하순|초|중반|후반|전반|말"
_PART = rf"(?:\s?(?:{_PARTS}))?"
_AGO = r"(?:간|째|\s?(?:전|뒤|후))?"
_PART_OR_AGO = rf"(?:간|째|\s?(?:전|뒤|후|{_PARTS}))?"

_PATTERNS: tuple[tuple[MentionType, re.Pattern[str]], ...] = (
    ("DT", re.compile(rf"(?:(?:지난|오는|이번|다음|올|매)\s?)?(?:\d{{1,2}}[~∼-])?\d{{1,2}}[월일]{_PART}")),
    ("DT", re.compile(rf"(?:\d{{2,4}}[~∼-])?\d{{2,4}}년대?{_PART}|\d{{1,2}}세기{_PART}|\d분기")),
    ("DT", re.compile(r"(?:(?:지난|오는|이번|다음)\s)?(?:[월화수목금토일]요일|봄|여름|가을|겨울|주말)")),
    ("DT", re.compile(rf"(?:지난|오는|이번|다음|같은)\s?[주달해]{_PART}")),
    ("DT", re.compile(r"(?:19|20)\d\d(?:[.-]\s?\d{1,2}){2}\.?")),
    ("DT", re.compile(rf"(?P<number>{_NUMBER})\s?(?:년|해|개월|달|주일|주){_AGO}")),
    ("DT", re.compile(rf"(?P<number>{_NATIVE})\s날")),
    ("DT", re.compile(rf"(?P<number>(?:{_ARABIC}|{_SINO})여?)\s?일{_AGO}")),
    ("TI", re.compile(rf"(?P<number>{_NUMBER})\s?(?:시간|시)(?:\s반|{_AGO})")),
    ("TI", re.compile(rf"(?P<number>(?:{_DIGITS})여?)\s?[분초]{_AGO}")),
    ("TI", re.compile(r"(?:[01]?\d|2[0-4]):[0-5]\d")),
    ("QT", re.compile(rf"(?P<number>{_NATIVE})\s분|만\s\d+세")),
    ("QT", re.compile(rf"(?:{_DIGITS})\s?분의\s?(?:{_DIGITS})|(?:{_DIGITS})\s대\s(?:{_DIGITS})|\d+-\d+")),
    ("QT", re.compile(r"\d남\s?\d녀|첫\s?번째|첫째|둘째|셋째|넷째|절반|갑절")),
    ("QT", re.compile(r"(?<=\()\d{1,3}(?=\))")),
)
"""What is looked for; ``number`` must end where a morpheme ends. Parts of one date are joined later."""

_COUNTING = re.compile(rf"(?!한$)(?:{_NATIVE})")
_NOUNS = frozenset({"NNG", "NNB"})


def expressions(sentence: Sentence, gazetteer: Gazetteer) -> Iterator[Mention]:
    """Find dates, times and quantities that begin and end where morphemes do; they may overlap.

    Where two are equally long, the one that comes first is the better guess.
    """
    words = [m for m in sentence.morphemes if m.tag[0] not in "JE"]
    starts, ends = {m.start for m in words}, {m.end for m in words}
    for type_, pattern in _patterns(gazetteer):
        for match in pattern.finditer(sentence.text):
            start, end = match.span()
            number_ends = match.end("number") if match.groupdict().get("number") else end
            if start in starts and end in ends and number_ends in ends:
                yield Mention(start, end, type_)
    yield from _counted(sentence)


def _counted(sentence: Sentence) -> Iterator[Mention]:
    """Find what native numerals count without a unit: 두 나라, 세 자매; 한 more often means some."""
    for numeral, noun in pairwise(sentence.morphemes):
        counts = numeral.tag in ("MM", "NR") and _COUNTING.fullmatch(numeral.form)
        if counts and noun.tag in _NOUNS and noun.start == numeral.end + 1:
            yield Mention(numeral.start, noun.end, "QT")


@cache
def _patterns(gazetteer: Gazetteer) -> tuple[tuple[MentionType, re.Pattern[str]], ...]:
    """Give all patterns; those with words of the gazetteer come last."""
    units = _any(gazetteer.units)
    dates = _any(word for word, type_ in gazetteer.moments.items() if type_ == "DT")
    times = _any(word for word, type_ in gazetteer.moments.items() if type_ == "TI")
    return (
        *_PATTERNS,
        ("QT", re.compile(rf"(?:제\s?|영하\s|영상\s)?(?P<number>{_NUMBER})\s?(?:{units})째?")),
        ("DT", re.compile(rf"(?:{dates}){_PART_OR_AGO}")),
        ("TI", re.compile(times)),
    )


def _any(words: Iterable[str]) -> str:
    """Match any of the words, longer ones first."""
    return "|".join(sorted(map(re.escape, words), key=lambda word: (-len(word), word)))
