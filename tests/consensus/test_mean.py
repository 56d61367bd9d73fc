from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.consensus import MeanVote, mean_vote

STS = "klue/klue_benchmark/klue-sts-v1.1/klue-sts-v1.1_dev.json"


def test_by_hand():
    assert mean_vote([0, 5, 4, 5]) == MeanVote(mean=3.5, support=0.25, votes=4)
    assert mean_vote([3]) == MeanVote(mean=3.0, support=1.0, votes=1)


def test_weights():
    assert mean_vote([0, 4], [3, 1]) == MeanVote(mean=1.0, support=0.5, votes=2)
    assert mean_vote([0, 5, 4, 5], [2, 2, 2, 2]) == mean_vote([0, 5, 4, 5])
    with pytest.raises(ValueError, match="shorter"):
        mean_vote([0, 4], [1])


@given(st.lists(st.integers(0, 5), min_size=1), st.randoms())
def test_order_does_not_matter(ratings, random):
    shuffled = list(ratings)
    random.shuffle(shuffled)
    assert mean_vote(shuffled) == mean_vote(ratings)


def test_no_ratings_are_refused():
    with pytest.raises(ValueError, match="no ratings"):
        mean_vote([])


def test_klue_labels_are_the_means(real_data):
    for item in json.loads((real_data / STS).read_text("utf-8")):
        vote = mean_vote(item["annotations"]["annotations"])
        assert vote.mean == pytest.approx(item["labels"]["real-label"])
        assert round(vote.mean, 1) == item["labels"]["label"]
        assert (vote.mean >= 3) == bool(item["labels"]["binary-label"])
