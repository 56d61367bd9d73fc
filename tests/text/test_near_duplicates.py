from __future__ import annotations

import random
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.text.duplicates import jaccard, shingles
from pipeline.text.near_duplicates import RECALL, SLOTS, Proposals, bands, near_duplicates, sketch


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
    proposals = Proposals(list(texts), sketch(texts.values()), 0.7)
    assert proposals.involved() == {"a", "b"}
    assert set(proposals.of("a")) == {"b"}
    assert not set(proposals.of("c"))


def test_no_texts_at_all() -> None:
    assert near_duplicates({}, 0.7) == {}
    assert Proposals([], sketch([]), 0.7).involved() == set()


@given(st.lists(st.text(st.sampled_from("가나다라마 \n😀a"), max_size=30), max_size=12))
def test_a_sketch_depends_on_the_shingles_alone(texts: list[str]) -> None:
    sketches = sketch(texts)
    assert sketches.shape == (len(texts), SLOTS)
    sets = [shingles(text) for text in texts]
    for one, two in combinations(range(len(texts)), 2):
        assert (sets[one] == sets[two]) == bool((sketches[one] == sketches[two]).all())
    for row, text in enumerate(texts):
        assert (sketch([text])[0] == sketches[row]).all()


def test_sketches_estimate_the_similarity() -> None:
    rng = random.Random(3)
    original = "".join(rng.choice("가나다라마바사아자차카타파하 ") for _ in range(2_000))
    texts = [original, *(edited(original, edits, rng) for edits in (10, 50, 150))]
    sketches = sketch(texts)
    for row in (1, 2, 3):
        exact = jaccard(shingles(original), shingles(texts[row]))
        assert abs((sketches[0] == sketches[row]).mean() - exact) < 0.18


def test_nothing_is_merged_that_is_proposed_alone() -> None:
    texts = {"a": "가나다라마바사아자차", "b": "가나다라마바사아자차카타파하갸냐댜랴먀뱌"}
    proposals = Proposals(sorted(texts), sketch(texts[name] for name in sorted(texts)), 0.4)
    similar = proposals.verifier(texts.__getitem__)
    assert jaccard(shingles(texts["a"]), shingles(texts["b"])) < 0.4
    assert not similar("a", "b")
    assert near_duplicates(texts, 0.4) == {"a": "a", "b": "b"}


def test_sketches_may_lie_in_a_file(tmp_path: Path) -> None:
    texts = {f"{n}": f"{n}번째 글은 다른 글과 다르지 않다, 번호 말고는." for n in range(20)}
    held = sketch(texts.values())
    mapped = np.memmap(tmp_path / "sketches", np.uint32, "w+", shape=held.shape)
    mapped[:] = held
    one, two = Proposals(list(texts), held, 0.6), Proposals(list(texts), mapped, 0.6)
    assert [list(one.of(name)) for name in texts] == [list(two.of(name)) for name in texts]


def test_real_paraphrases_cluster_as_by_comparing_all(real_data: Path) -> None:
    rows = [
        line
        for path in sorted((real_data / "parakqc/data").glob("*"))
        for line in path.read_text("utf-8").splitlines()
    ]
    texts = {f"{number:05}": row.split("\t")[-1] for number, row in enumerate(rows[:1500])}
    assert near_duplicates(texts, 0.5) == brute_force(texts, 0.5)
