"""Lexical similarity of sentences: the cosine between their content morphemes, weighted by TF-IDF."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from pipeline.model import Morpheme

Floats: TypeAlias = NDArray[np.float64]
Ints: TypeAlias = NDArray[np.int64]

_BLOCK = 256
"""Sentences that are compared with all others at once."""


def content_lemmas(morphemes: Sequence[Morpheme]) -> tuple[str, ...]:
    """List the nouns, verbs, adjectives, modifiers and roots, each as its form and the kind of its tag.

    >>> content_lemmas([Morpheme("방", "NNG", 0, 1), Morpheme("이", "JKS", 1, 2), Morpheme("넓", "VA", 3, 4)])
    ('방/N', '넓/V')
    """
    return tuple(f"{m.form}/{m.tag[:1]}" for m in morphemes if m.tag[:1] in "NVM" or m.tag.startswith("XR"))


def weigh(sentences: Sequence[Sequence[str]]) -> csr_array[Any]:
    """Build vectors of unit length, shape (sentences, terms); a sentence without terms gets zeros.

    A term weighs tf · (1 + ln((1 + n) / (1 + df))): its count in the sentence, against the number df of
    the n sentences that have it.
    """
    code: dict[str, int] = {}
    columns = np.array([code.setdefault(term, len(code)) for terms in sentences for term in terms], np.int64)
    rows = np.repeat(np.arange(len(sentences)), [len(terms) for terms in sentences])
    shape = (len(sentences), max(len(code), 1))
    counts = csr_array((np.ones(len(columns)), (rows, columns)), shape=shape)
    counts.sum_duplicates()
    having = np.bincount(counts.indices, minlength=shape[1])
    weights = counts * (1 + np.log((1 + len(sentences)) / (1 + having)))
    length = np.sqrt(np.asarray(weights.multiply(weights).sum(axis=1)))
    inverse = np.divide(1.0, length, out=np.zeros_like(length), where=length > 0)
    return csr_array(weights * inverse[:, np.newaxis])


def cosines(vectors: csr_array[Any], left: Ints, right: Ints) -> Floats:
    """Give the cosine of each pair of sentences; all three have shape (pairs,)."""
    return np.asarray(vectors[left].multiply(vectors[right]).sum(axis=1), dtype=np.float64)


def similar(vectors: csr_array[Any], least: float) -> Iterator[tuple[Ints, Ints, Floats]]:
    """Yield the ordered pairs of sentences with a cosine of at least ``least``, block by block.

    The blocks are three columns, one row a pair: both sentences' numbers and the cosine. All pairs of a
    first sentence are in one block.
    """
    transposed = vectors.T.tocsr()
    for start in range(0, vectors.shape[0], _BLOCK):
        found = (vectors[start : start + _BLOCK] @ transposed).tocoo()
        kept = found.data >= least
        left = found.row[kept].astype(np.int64) + start
        right = found.col[kept].astype(np.int64)
        other = left != right
        yield left[other], right[other], found.data[kept][other]
