from __future__ import annotations

import random
import unicodedata
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.text.duplicates import (
    RECALL,
    SLOTS,
    Proposals,
    bands,
    exact_duplicates,
    fold,
    jaccard,
    near_duplicates,
    shingles,
    sketch,
    text_key,
)

KEYS = st.dictionaries(st.sampled_from("abcdefgh"), st.sampled_from("xyz"))


def test_folding_evens_white_space_and_composition_and_nothing_else() -> None:
    assert fold(f" 가\u00a0나\n\n{unicodedata.normalize('NFD', '값')}\t") == "가 나 값"
    assert text_key("가 나") == text_key("가\n 나 ")
    assert text_key("ㅋㅋ") != text_key("ᄏᄏ")
    assert text_key("가 나") != text_key("가나")


@given(KEYS, st.frozensets(st.sampled_from("abcdefgh")))
def test_one_text_of_each_key_is_kept_and_none_of_the_preferred_is_lost(
    keys: dict[str, str], preferred: frozenset[str]
) -> None:
    mapped = exact_duplicates(keys, preferred)
    assert all(keys[name] == keys[kept] and kept not in mapped for name, kept in mapped.items())
    assert not set(mapped) & preferred
    left = [keys[name] for name in keys if name not in mapped and name not in preferred]
    assert len(left) == len(set(left))
    assert set(left) == set(keys.values()) - {keys[name] for name in preferred & keys.keys()}


def test_the_smallest_id_is_kept() -> None:
    assert exact_duplicates({"c": "x", "a": "x", "b": "x"}) == {"b": "a", "c": "a"}
    assert exact_duplicates({"c": "x", "a": "x", "b": "x"}, preferred=["c"]) == {"a": "c", "b": "c"}


def test_shingles_are_character_5_grams_of_the_folded_text() -> None:
    assert shingles("가나  다라마") == {"가나 다라", "나 다라마"}
    assert shingles("가나") == {"가나"}
    assert jaccard(shingles("가나다라마바"), shingles("가나다라마사")) == pytest.approx(1 / 3)


@given(st.floats(0.05, 1))
def test_bands_reach_the_recall_and_fewer_do_not(threshold: float) -> None:
    count = bands(threshold)

    def recall(count: int) -> float:
        return 1 - (1 - threshold ** (SLOTS // count)) ** count

    assert SLOTS % count == 0
    assert recall(count) >= RECALL or count == SLOTS
    assert count == 1 or recall(count // 2) < RECALL


def edited(text: str, edits: int, rng: random.Random) -> str:
    characters = list(text)
    for at in rng.sample(range(len(characters)), edits):
        characters[at] = rng.choice("가나다라마바사")
    return "".join(characters)


def brute_force(texts: dict[str, str], threshold: float) -> dict[str, str]:
    sets = {name: shingles(text) for name, text in texts.items()}
    component = {name: {name} for name in texts}
    for one, two in combinations(sorted(texts), 2):
        if component[one] is not component[two] and jaccard(sets[one], sets[two]) >= threshold:
            joined = component[one] | component[two]
            component |= dict.fromkeys(joined, joined)
    return {name: min(component[name]) for name in texts}


@pytest.mark.parametrize("threshold", [0.4, 0.7, 0.9])
def test_clusters_are_those_of_comparing_all(threshold: float) -> None:
    rng = random.Random(7)
    texts = {}
    for family in range(40):
        original = "".join(rng.choice("가나다라마바사아자차카타파하 ") for _ in range(200))
        for version in range(4):
            texts[f"{family:02}-{version}"] = edited(original, version * 4, rng)
    expected = brute_force(texts, threshold)
    assert near_duplicates(texts, threshold) == expected
    assert len(set(expected.values())) >= 40
    shuffled = dict(rng.sample(sorted(texts.items()), len(texts)))
    assert near_duplicates(shuffled, threshold) == expected


def test_texts_without_a_proposal_are_not_involved() -> None:
    texts = {
        "a": "봄이 오면 산에 들에 꽃이 핀다.",
        "b": "봄이 오면 산에 들에 꽃이 핀다!",
        "c": "전혀 다른 이야기를 하는 글",
    }
    proposals = Proposals(dict(zip(texts, sketch(texts.values()), strict=True)), 0.7)
    assert proposals.involved() == {"a", "b"}
    assert set(proposals.of("a")) == {"b"}
    assert not set(proposals.of("c"))


def test_no_texts_at_all() -> None:
    assert near_duplicates({}, 0.7) == {}
    assert Proposals({}, 0.7).involved() == set()


def test_real_paraphrases_cluster_as_by_comparing_all(real_data: Path) -> None:
    rows = [
        line
        for path in sorted((real_data / "parakqc/data").glob("*"))
        for line in path.read_text("utf-8").splitlines()
    ]
    texts = {f"{number:05}": row.split("\t")[-1] for number, row in enumerate(rows[:1500])}
    assert near_duplicates(texts, 0.5) == brute_force(texts, 0.5)
