from __future__ import annotations

import csv
import json
from collections import Counter, defaultdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.consensus import Vote, majority

NLI = "klue/klue_benchmark/klue-nli-v1.1/klue-nli-v1.1_dev.json"
COLUMNS = ["author", "label2", "label3", "label4", "label5"]


@pytest.mark.parametrize(
    ("values", "vote"),
    [
        ([], Vote(None, 0.0, 0)),
        ([None, None], Vote(None, 0.0, 0)),
        (["a", None], Vote("a", 1.0, 1)),
        (["a", "b"], Vote(None, 0.5, 2)),
        (["a", "b", "c", "a"], Vote("a", 0.5, 4)),
        (["a", "b", "c"], Vote(None, 1 / 3, 3)),
    ],
)
def test_by_hand(values, vote):
    assert majority(values) == vote


@given(st.lists(st.sampled_from("abc") | st.none()), st.randoms())
def test_no_value_is_more_frequent_whatever_the_order(values, random):
    vote = majority(values)
    counts = Counter(value for value in values if value is not None)
    assert 0 <= vote.support <= 1
    if vote.value is not None:
        assert all(counts[vote.value] > count for value, count in counts.items() if value != vote.value)
        assert vote.support * vote.votes == pytest.approx(counts[vote.value])
    shuffled = list(values)
    random.shuffle(shuffled)
    assert majority(shuffled) == vote


@pytest.mark.parametrize(("columns", "ties"), [(COLUMNS, 0), (COLUMNS[1:], 152)])
def test_klue_gold_is_the_majority(real_data, columns, ties):
    items = json.loads((real_data / NLI).read_text("utf-8"))
    votes = {item["guid"]: majority(item[column] for column in columns) for item in items}
    decided = {item["guid"]: item["gold_label"] for item in items if votes[item["guid"]].value is not None}
    assert len(decided) == len(items) - ties
    assert all(votes[guid].value == gold for guid, gold in decided.items())


@pytest.mark.parametrize(("name", "accuracy"), [("rte", 0.896875), ("temp", 0.936147), ("wsd", 0.994350)])
def test_crowd_accuracy(real_data, name, accuracy):
    """Expected accuracy against gold if ties, here between two values, fall at random."""
    path = real_data / f"snow2008/all_collected_data/{name}.standardized.tsv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    responses = defaultdict(list)
    for row in rows:
        responses[row["orig_id"]].append(row["response"])
    votes = {item: majority(given) for item, given in responses.items()}
    gold = {row["orig_id"]: row["gold"] for row in rows}
    right = sum(0.5 if vote.value is None else vote.value == gold[item] for item, vote in votes.items())
    assert right / len(gold) == pytest.approx(accuracy, abs=1e-6)
