from __future__ import annotations

import math
from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.tasks.sts import similarity
from pipeline.tasks.sts.similarity import cosines, similar, weigh

SENTENCES = st.lists(st.lists(st.sampled_from("abcdef"), max_size=5), min_size=2, max_size=12)


def by_hand(sentences: list[list[str]], left: int, right: int) -> float:
    having = Counter(term for terms in sentences for term in set(terms))

    def vector(terms: list[str]) -> dict[str, float]:
        n = len(sentences)
        counts = Counter(terms).items()
        return {term: count * (1 + math.log((1 + n) / (1 + having[term]))) for term, count in counts}

    a, b = vector(sentences[left]), vector(sentences[right])
    length = math.hypot(*a.values()) * math.hypot(*b.values())
    return sum(weight * b.get(term, 0) for term, weight in a.items()) / length if length else 0.0


@given(SENTENCES)
def test_cosines_are_those_of_tf_idf(sentences: list[list[str]]):
    n = len(sentences)
    left, right = np.repeat(np.arange(n), n), np.tile(np.arange(n), n)
    expected = [by_hand(sentences, a, b) for a, b in zip(left, right, strict=True)]
    assert cosines(weigh(sentences), left, right) == pytest.approx(expected)


@given(SENTENCES, st.integers(1, 5))
def test_similar_finds_every_ordered_pair_once(sentences: list[list[str]], block: int):
    n = len(sentences)
    vectors = weigh(sentences)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(similarity, "_BLOCK", block)
        found = [
            (int(left), int(right))
            for columns in similar(vectors, 0.3)
            for left, right, _ in zip(*columns, strict=True)
        ]
    cosine = (vectors @ vectors.T).toarray()
    expected = {(a, b) for a in range(n) for b in range(n) if a != b and cosine[a, b] >= 0.3}
    assert sorted(found) == sorted(expected)
