from __future__ import annotations

import hashlib
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.ids import doc_id, item_id, rank, stable_id, text_id

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
FIELDS = st.lists(TEXT, max_size=4)


@given(FIELDS, FIELDS)
def test_different_fields_have_different_ids(left, right):
    assert (stable_id(*left) == stable_id(*right)) == (left == right)


@given(st.text("ab|\0", max_size=6), st.integers(0, 6))
def test_a_boundary_between_fields_counts(text, cut):
    moved = (cut + 1) % (len(text) + 1)
    same = min(cut, len(text)) == moved
    assert (stable_id(text[:cut], text[cut:]) == stable_id(text[:moved], text[moved:])) == same


def test_the_hash_is_blake2b_of_length_prefixed_utf_8():
    data = (3).to_bytes(8, "big") + "정".encode() + (1).to_bytes(8, "big") + b"x"
    assert stable_id("정", "x") == hashlib.blake2b(data, digest_size=16).hexdigest()


def test_ids_never_change():
    """Workspaces and releases hold them: a change here orphans both."""
    assert stable_id() == "cae66941d9efbd404e4d88758ea67670"
    assert doc_id("nsmc", "9976970", "아 더빙") == stable_id("doc", "nsmc", "native", "9976970")
    assert text_id("d", "글") == stable_id("text", "d", "글")
    assert item_id("tc", "label", "{}") == stable_id("item", "tc", "label", "{}")


@given(TEXT)
def test_text_counts_in_nfc(text):
    composed, decomposed = (unicodedata.normalize(form, text) for form in ("NFC", "NFD"))
    assert text_id("d", composed) == text_id("d", decomposed)
    assert doc_id("s", None, composed) == doc_id("s", None, decomposed)


def test_compatibility_characters_stay_apart():
    assert text_id("d", "①") != text_id("d", "1")
    assert text_id("d", "ﬁ") != text_id("d", "fi")


@given(TEXT, TEXT, TEXT)
def test_a_document_goes_by_its_own_key_where_it_has_one(key, text, other):
    assert doc_id("s", key, text) == doc_id("s", key, other)
    assert doc_id("s", key, text) != doc_id("s", None, key)
    assert doc_id("s", key, text) != doc_id("t", key, text)


@given(st.integers(), st.integers(), FIELDS)
def test_rank_depends_on_seed_and_fields_alone(seed, other, fields):
    assert rank(seed, *fields) == rank(seed, *fields)
    assert (rank(seed, *fields) == rank(other, *fields)) == (seed == other)


@pytest.mark.parametrize("seed", [0, 1])
def test_ranks_are_spread_evenly(seed):
    top = sum(rank(seed, str(number)) >= 1 << 127 for number in range(2000))
    assert abs(top - 1000) < 100
