"""Real crowd labels with known values, beside what crowd-kit 1.4.2 makes of them.

crowd-kit ends Dawid–Skene by a bound that counts the prior once a rating instead of once an item, and so
falls while the likelihood rises: on bluebirds and YNAT it stops after two iterations. Its figures are met at
its own iteration; EM itself goes on.
"""

from __future__ import annotations

import csv
import json
from dataclasses import replace

import numpy as np
import pytest
import yaml
from crowd_cases import MODELS, to_ratings

from pipeline.consensus.crowd import Settings, dawid_skene, glad, mace, one_coin, vote_shares

NLI = "klue/klue_benchmark/klue-nli-v1.1/klue-nli-v1.1_dev.json"
YNAT = "klue-ynat-sample/data/ynat-v1/ynat-v1_dev_sample_10.json"
VALIDATORS = ["label2", "label3", "label4", "label5"]


def snow(folder, name):
    path = folder / f"snow2008/all_collected_data/{name}.standardized.tsv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    answers = [(row["orig_id"], row["!amt_worker_ids"], row["response"]) for row in rows]
    return answers, {row["orig_id"]: row["gold"] for row in rows}


def bluebirds(folder):
    labels, gold = (
        yaml.safe_load((folder / f"cubam/demo/bluebirds/{name}.yaml").read_text("utf-8"))
        for name in ("labels", "gt")
    )
    return [(item, worker, label) for worker, items in labels.items() for item, label in items.items()], gold


def nli(folder, columns):
    items = json.loads((folder / NLI).read_text("utf-8"))
    answers = [(item["guid"], column, item[column]) for item in items for column in columns]
    return answers, {item["guid"]: item["gold_label"] for item in items}


def ynat(folder):
    items = json.loads((folder / YNAT).read_text("utf-8"))
    answers = [
        (item["guid"], annotator, label)
        for item in items
        for annotator, label in zip(
            item["annotations"]["annotators"], item["annotations"]["annotations"]["first-scope"], strict=True
        )
    ]
    return answers, {item["guid"]: item["label"] for item in items}


SETS = {
    "rte": lambda folder: snow(folder, "rte"),
    "temporal": lambda folder: snow(folder, "temp"),
    "wsd": lambda folder: snow(folder, "wsd"),
    "bluebirds": bluebirds,
    "nli": lambda folder: nli(folder, ["author", *VALIDATORS]),
    "nli validators": lambda folder: nli(folder, VALIDATORS),
    "ynat": ynat,
}


@pytest.mark.parametrize(
    ("name", "accuracy"),
    [
        ("rte", 0.896875),
        ("temporal", 0.936147),
        ("wsd", 0.994350),
        ("bluebirds", 0.759259),
        ("nli", 1.0),
        ("nli validators", 0.974667),
        ("ynat", 1.0),
    ],
)
def test_majority_if_ties_fall_at_random(real_data, name, accuracy):
    rows, gold = SETS[name](real_data)
    assert vote_shares(to_ratings(rows)).accuracy(gold).ties_at_random == pytest.approx(accuracy, abs=1e-6)


@pytest.mark.parametrize(
    ("name", "iterations", "accuracy"),
    [
        ("rte", 9, 0.927500),
        ("temporal", 6, 0.941558),
        ("wsd", 4, 0.994350),
        ("bluebirds", 2, 0.888889),
        ("nli", 200, 1.0),
        ("nli validators", 7, 0.969667),
        ("ynat", 2, 0.9),
        *[("rte", 200, 0.927500), ("temporal", 200, 0.941558), ("wsd", 200, 0.994350)],
        *[("bluebirds", 200, 0.898148), ("nli validators", 200, 0.969667)],
    ],
)
def test_dawid_skene(real_data, name, iterations, accuracy):
    rows, gold = SETS[name](real_data)
    found = dawid_skene(to_ratings(rows), settings=Settings(iterations=iterations, starts=1))
    assert found.accuracy(gold).value == pytest.approx(accuracy, abs=1e-6)


def test_dawid_skene_1979(real_data):
    """Five observers, the first of whom answered three times; marginals as crowd-kit's fourth iteration."""
    table = json.loads((real_data / "dawid-skene-1979/anesthesia.json").read_text("utf-8"))
    rows = [
        (patient, n, grade) for patient, row in enumerate(table["annotations"]) for n, grade in enumerate(row)
    ]
    seven = to_ratings(rows)
    observer = np.array(table["positions"]) - 1
    five = replace(seven, annotator=observer[seven.annotator], annotators=(1, 2, 3, 4, 5))
    found = dawid_skene(five, settings=Settings(iterations=4, tolerance=-np.inf, starts=1))
    marginals = found.posterior.matrix().mean(axis=0)
    assert marginals == pytest.approx([0.399732, 0.422382, 0.111219, 0.066667], abs=1e-5)
    # The paper's table of estimated marginals has two digits.
    converged = dawid_skene(five).prior
    assert converged == pytest.approx([0.40, 0.42, 0.11, 0.07], abs=0.005)


@pytest.mark.parametrize(
    ("name", "accuracy", "log_density"),
    [("rte", 0.925, -3977.41546), ("temporal", 0.935065, -1978.77773), ("bluebirds", 0.722222, -2124.66137)],
)
def test_glad_finds_no_worse_an_optimum_than_crowd_kit(real_data, name, accuracy, log_density):
    rows, gold = SETS[name](real_data)
    found = glad(to_ratings(rows))
    assert found.trace[-1] >= log_density
    assert found.converged
    assert found.accuracy(gold).value >= accuracy - 1e-6


@pytest.mark.parametrize(
    ("name", "accuracy", "smoothed_accuracy", "objective"),
    [
        ("rte", 0.926250, 0.928750, -3686.53801),
        ("temporal", 0.941558, 0.941558, -1262.10888),
        ("bluebirds", 0.861111, 0.888889, -1903.98168),
    ],
)
def test_mace_finds_no_worse_an_optimum_than_crowd_kit(
    real_data, name, accuracy, smoothed_accuracy, objective
):
    rows, gold = SETS[name](real_data)
    ratings = to_ratings(rows)
    assert mace(ratings).accuracy(gold).value >= accuracy - 1e-6
    smoothed = mace(ratings, variational=False)
    assert smoothed.trace[-1] >= objective
    assert smoothed.accuracy(gold).value >= smoothed_accuracy - 1e-6


@pytest.mark.parametrize(
    ("name", "accuracy"),
    [("rte", 0.925), ("temporal", 0.939394), ("wsd", 0.994350), ("nli validators", 0.975333), ("ynat", 1.0)],
)
def test_one_coin(real_data, name, accuracy):
    rows, gold = SETS[name](real_data)
    assert one_coin(to_ratings(rows)).accuracy(gold).value == pytest.approx(accuracy, abs=1e-6)


@pytest.mark.parametrize("model", MODELS)
def test_confidence_is_worth_something(real_data, model):
    """The half of the items that a model is surest of is more often right than the other half."""
    rows, gold = SETS["rte"](real_data)
    found = MODELS[model](to_ratings(rows))
    right = np.array([gold[item] == value for item, value in zip(found.items, found.values(), strict=True)])
    sure = np.argsort(-found.confidence(), kind="stable")
    assert right[sure[:400]].mean() > right[sure[400:]].mean() + 0.05
