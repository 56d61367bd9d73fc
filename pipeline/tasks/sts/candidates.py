"""Pairs of sentences, spread over the range of similarity."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np

from pipeline.ids import rank, stable_id
from pipeline.model import Document
from pipeline.tasks.base import Candidate, Text
from pipeline.tasks.prose import clauses
from pipeline.tasks.sts.similarity import Floats, Ints, content_lemmas, cosines, similar, weigh
from pipeline.tasks.sts.values import Pair

GENRES = frozenset({"review", "speech", "query", "parallel", "news"})
LENGTH = range(8, 121)
"""Code points that a sentence may have."""
SENTENCES = 20_000
"""Sentences of a shard that are compared; beyond that, chance chooses, and keeps native groups whole."""

SAME_GROUP = "same_group"
DISTANT = "distant"
BANDS = {"close": 0.6, "near": 0.35, "far": 0.15}
"""Strata of pairs by the cosine from which they begin; what is below all of them is distant."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """A sentence that may be paired; ``group`` is the source's own grouping, if it has one."""

    text: str
    document: Document
    lemmas: tuple[str, ...]
    clauses: int

    @property
    def group(self) -> str | None:
        native = self.document.native_group
        return None if native is None else stable_id(self.document.source, native)


def sentence_pairs(texts: Sequence[Text], seed: int) -> Iterator[Candidate[Pair]]:
    """Propose pairs of sentences of different documents, the stratum being how they were found.

    ``same_group`` pairs come from one group of the source, such as a cluster of paraphrases; the others are
    ``close``, ``near``, ``far`` or ``distant`` by their words (:mod:`pipeline.tasks.sts.similarity`). A
    sentence occurs at most once in each stratum.
    """
    pool = _pool(texts, seed)
    found: dict[str, set[tuple[int, int]]] = {SAME_GROUP: _within_groups(pool)}
    found |= _by_similarity(pool)
    for stratum, pairs in found.items():
        used: set[int] = set()
        for _, left, right in sorted((rank(seed, "sts", pool[a].text, pool[b].text), a, b) for a, b in pairs):
            if left not in used and right not in used:
                used |= {left, right}
                yield _candidate(pool[left], pool[right], stratum)


def _candidate(left: _Entry, right: _Entry, stratum: str) -> Candidate[Pair]:
    first, second = sorted((left, right), key=lambda entry: stable_id(entry.text))
    return Candidate(
        payload=Pair(first.text, second.text),
        documents=(first.document, second.document),
        stratum=stratum,
        group=stable_id("pair", *sorted((first.text, second.text))),
        length=max(len(first.text), len(second.text)),
        difficulty=max(first.clauses, second.clauses),
    )


def _pool(texts: Sequence[Text], seed: int) -> list[_Entry]:
    """Choose the sentences, each text once, in an order of chance."""
    entries: dict[str, _Entry] = {}
    for text in texts:
        if text.document.genre not in GENRES:
            continue
        for sentence in text.sentences:
            if len(sentence.text) in LENGTH and sentence.text not in entries:
                lemmas = content_lemmas(sentence.morphemes)
                if lemmas:
                    entries[sentence.text] = _Entry(
                        sentence.text, text.document, lemmas, clauses(sentence.morphemes)
                    )
    chosen: Iterable[_Entry] = entries.values()
    if len(entries) > SENTENCES:
        chosen = sorted(chosen, key=lambda e: rank(seed, "sts", e.group or e.document.doc_id))[:SENTENCES]
    return sorted(chosen, key=lambda entry: rank(seed, "sts", entry.text))


def _within_groups(pool: Sequence[_Entry]) -> set[tuple[int, int]]:
    """Pair each sentence with the next of its native group."""
    groups: dict[str, list[int]] = defaultdict(list)
    for number, entry in enumerate(pool):
        if entry.group is not None:
            groups[entry.group].append(number)
    pairs = {
        (min(one, next_), max(one, next_))
        for members in groups.values()
        for one, next_ in zip(members, members[1:] + members[:1], strict=True)
    }
    return {(a, b) for a, b in pairs if pool[a].document.doc_id != pool[b].document.doc_id}


def _by_similarity(pool: Sequence[_Entry]) -> dict[str, set[tuple[int, int]]]:
    """Pair each sentence with the next in the pool of every band."""
    pairs: dict[str, set[tuple[int, int]]] = {name: set() for name in (*BANDS, DISTANT)}
    if len(pool) < 2:
        return pairs
    names = list(pairs)
    vectors = weigh([entry.lemmas for entry in pool])
    document = _codes([entry.document.doc_id for entry in pool])
    group = _codes([entry.group or entry.document.doc_id for entry in pool])
    each = np.arange(len(pool))
    after = (each + 1) % len(pool)
    at_random = (each, after, cosines(vectors, each, after))
    for left, right, cosine in chain(similar(vectors, min(BANDS.values())), (at_random,)):
        apart = (document[left] != document[right]) & (group[left] != group[right])
        left, right, band = left[apart], right[apart], _band(cosine[apart])
        for row in _first_of_each(left, band, (right - left) % len(pool)):
            a, b = int(left[row]), int(right[row])
            pairs[names[band[row]]].add((min(a, b), max(a, b)))
    return pairs


def _band(cosine: Floats) -> Ints:
    """Give the number of each cosine's band, the closest being 0."""
    band: Ints = np.array([cosine < least for least in BANDS.values()], np.int64).sum(axis=0)
    return band


def _first_of_each(left: Ints, band: Ints, distance: Ints) -> Ints:
    """Give the row with the smallest distance of every sentence and band."""
    order = np.lexsort((distance, band, left))
    key = left[order] * (len(BANDS) + 1) + band[order]
    _, first = np.unique(key, return_index=True)
    rows: Ints = order[first]
    return rows


def _codes(names: Sequence[str]) -> Ints:
    codes: Ints = np.unique(np.array(names), return_inverse=True)[1]
    return codes
