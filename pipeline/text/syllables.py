"""How Korean a decoded text looks: the share of its Hangul syllables that are frequent ones."""

from __future__ import annotations

# The 320 syllables with the highest relative frequency, averaged over encyclopaedia, film reviews, headlines,
# queries, blogs and statutes. They cover 87-97% of the syllables of each, against 3% of all 11,172 syllables:
# a text read in a wrong encoding hits them no more often than chance.
COMMON = frozenset(
    "가각간감강같개거건것게겠격견결경계고곳공과관광교구국군권규그근글금급기김까나난날남내너네년노느는늘능니님다단달담"
    "당대더던데도독동되된두드든들등디따때떻또라란람랑래러런레려력련령로록론루류률르른를름리린림마막만많말맛망매메며면"
    "명몇모목무문물뭐미민및바박반받발방배백버번범법베변별보복본부북분불브비사산살삼상새생서석선설성세소속손수스습승시"
    "식신실심십싶아안않알았액야약양어억언업없었에엔여역연열였영예오온올와외요용우운울워원월위유육으은을음의이인일임입"
    "있자작잘잡장재저적전절점정제조족좀종좋주준줄중줘즈증지직진질집짜차참책처천청체초총최추축출치친카코크키타태터테토"
    "통투트특티파판편평포표품풍프피필하학한할함합항해했행향현협형호혼화확환활회후휴히"
)

_UNCERTAINTY = 2
"""Syllables that are counted as uncommon beforehand, so that one or two of them prove nothing."""


def plausibility(text: str) -> float:
    """Give the share of common syllables among the Hangul syllables of a text, in [0, 1).

    Two uncommon ones are added to those that are there: an empty text has 0, and a text of a single common
    syllable 1/3. Correctly decoded Korean of some length has about 0.9, Korean or Chinese read in a wrong
    encoding less than 0.15.

    >>> round(plausibility("대한민국은 민주공화국이다"), 2)
    0.86
    >>> plausibility("援곗삎")
    0.0
    """
    syllables = [char for char in text if "가" <= char <= "힣"]
    return sum(char in COMMON for char in syllables) / (len(syllables) + _UNCERTAINTY)


def hangul_count(text: str) -> int:
    """Count the Hangul syllables of a text.

    >>> hangul_count("KLUE는 ㅋㅋ 한국어")
    4
    """
    return sum("가" <= char <= "힣" for char in text)
