"""Pairs of mentions of a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import product

from pipeline.ids import rank, stable_id
from pipeline.model import Sentence
from pipeline.tasks.base import Candidate, Text
from pipeline.tasks.entities import Mention, MentionType, mentions
from pipeline.tasks.prose import clauses, is_headline
from pipeline.tasks.re.relations import allowed
from pipeline.tasks.re.values import SUBJECT_TYPES, Argument, Pair

GENRES = frozenset({"news", "encyclopaedia", "web", "literature"})
LENGTH = range(15, 201)
"""Code points that a sentence may have."""
PER_SENTENCE = 2
"""Most pairs that one sentence may give."""

_TYPES: dict[MentionType, str] = {
    "PS": "PER",
    "OG": "ORG",
    "LC": "LOC",
    "DT": "DAT",
    "QT": "NOH",
    "TITLE": "POH",
    "NAME": "POH",
}
"""Time of day is nobody's relation."""
_NO_PERSON = re.compile(r"(?:[어당전]|지사|\w{3}인)$")
"""A language, a party, a match, an office or a people that begins like a family name."""
_PEOPLE = re.compile(r"(?:명|인|사람)$")
"""A number that may be of members."""
_DATED = re.compile(r"\d{3,4}년|\d월|\d일|\d세기|올해|지난해|작년|이듬해|그해")
"""A date on which something may have begun or ended; a length of time is none."""


def pairs(texts: Sequence[Text], seed: int) -> Iterator[Candidate[Pair]]:
    """Propose up to two pairs of each sentence, by chance; the stratum is the types of subject and object.

    Headlines leave out the words that tell the relation, so they give none.
    """
    seen: set[str] = set()
    for text in texts:
        document = text.document
        if document.genre not in GENRES or is_headline(document):
            continue
        for sentence in text.sentences:
            if len(sentence.text) not in LENGTH or sentence.text in seen:
                continue
            seen.add(sentence.text)
            found = _pairs(sentence, mentions(document, sentence))
            for pair in sorted(found, key=lambda pair: _rank(seed, pair))[:PER_SENTENCE]:
                yield Candidate(
                    payload=pair,
                    documents=(document,),
                    stratum=f"{pair.subject.type}-{pair.object.type}",
                    group=stable_id("sentence", sentence.text),
                    length=len(sentence.text),
                    difficulty=clauses(sentence.morphemes),
                )


def _pairs(sentence: Sentence, found: Sequence[Mention]) -> Iterator[Pair]:
    """Pair each person and organisation with every other mention that it could have a relation to."""
    text = sentence.text
    arguments = [
        Argument(mention.start, mention.end, _TYPES[mention.type])
        for mention in found
        if mention.type in _TYPES
        and not (mention.type == "PS" and _NO_PERSON.search(text[mention.start : mention.end]))
    ]
    for subject, object_ in product(arguments, repeat=2):
        if subject.type not in SUBJECT_TYPES or not allowed(subject.type, object_.type):
            continue
        surface = text[object_.start : object_.end]
        if surface == text[subject.start : subject.end]:
            continue
        fits = {"NOH": _PEOPLE, "DAT": _DATED}.get(object_.type)
        if fits is not None and not fits.search(surface):
            continue
        yield Pair(text, subject, object_)


def _rank(seed: int, pair: Pair) -> int:
    ends = (pair.subject.start, pair.subject.end, pair.object.start, pair.object.end)
    return rank(seed, "re", pair.sentence, *map(str, ends))
