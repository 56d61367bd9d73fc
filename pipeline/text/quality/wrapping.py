"""Damage by hard wrapping: lines broken inside a sentence, and sentences joined without a space."""

from __future__ import annotations

import re
from itertools import pairwise

_LEAST_BREAKS = 3
_LEAST_WIDTH = 20
_FULL = 0.75
"""Share of the widest line from which a line counts as full: the next word did not fit into it."""

_OPEN_END = re.compile(r"[가-힣A-Za-z0-9,]\s*\Z")
_FINISHED = re.compile(r"(?:다|요|죠|까|음|함|됨|임)\s*\Z")
_GOES_ON = re.compile(r"[가-힣A-Za-z0-9(‘“'\"]")
_REST_OF_A_WORD = re.compile(
    r"(?:은|는|을|를|의|에|에서|에게|으로|와|과|도|니다|습니다|입니다|었다|았다|했다|한다|된다|이다)[\s.,]"
)
_END = re.compile(r"[가-힣](?:다|요|죠|까)[.?!](?=(\s|\Z|[가-힣]))")


def wrapped(text: str) -> float:
    """Give the share of line breaks that cut a sentence; 0 where there are fewer than three.

    A break does if the line before it is open and full, as lines are that were broken at a margin; or if the
    line after it begins with the rest of a word.
    """
    if text.count("\n") < _LEAST_BREAKS:
        return 0.0
    lines = text.split("\n")
    full = max(_LEAST_WIDTH, _FULL * max(map(len, lines)))
    breaks = cut = 0
    for line, following in pairwise(lines):
        if not line.strip() or not following.strip():
            continue
        breaks += 1
        if not _OPEN_END.search(line) or not _GOES_ON.match(following):
            continue
        margin = len(line) >= full and not _FINISHED.search(line)
        cut += margin or _REST_OF_A_WORD.match(following) is not None
    return cut / breaks if breaks >= _LEAST_BREAKS else 0.0


def glued(text: str) -> float:
    """Give the share of sentences' ends that Hangul follows without a space.

    >>> glued("봄이 왔다.꽃이 피었다. 새가 운다.")
    0.3333333333333333
    """
    after = _END.findall(text)
    return sum(bool(each.strip()) for each in after) / len(after) if after else 0.0
