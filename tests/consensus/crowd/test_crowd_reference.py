"""Real crowd labels with known values, beside what crowd-kit 1.4.2 makes of them."""

from __future__ import annotations

import csv
import json
from dataclasses import replace

import numpy as np
import pytest
import yaml
from crowd_cases import MODELS, to_ratings

from pipeline.consensus.crowd import (
    FROM_THE_VOTE,
    Ordered,
    Settings,
    dawid_skene,
    glad,
    hierarchical,
    mace,
    one_coin,
    vote_shares,
)

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


REFERENCE = {
    "rte": (0.875000, 0.896875, 0.927500),
    "temporal": (0.939394, 0.936147, 0.941558),
    "wsd": (0.994350, 0.994350, 0.994350),
    "bluebirds": (0.759259, 0.759259, 0.888889),
    "nli": (1.0, 1.0, 1.0),
    "nli validators": (0.976000, 0.974667, 0.969667),
    "ynat": (1.0, 1.0, 0.9),
}
"""Accuracy of the vote, of the vote if ties fall at random, and of Dawid–Skene."""


@pytest.mark.parametrize("name", REFERENCE)
def test_the_reference_values_by_default(real_data, name):
    rows, gold = SETS[name](real_data)
    ratings = Ordered.by_appearance(to_ratings(rows), [row[2] for row in rows])
    vote = vote_shares(ratings).accuracy(gold)
    found = dawid_skene(ratings)
    measured = (vote.value, vote.ties_at_random, found.accuracy(gold).value)
    assert measured == pytest.approx(REFERENCE[name], abs=1e-6)
    assert found.converged


def anaesthesia(folder):
    """Rate 45 patients: ratings of seven columns, and of five observers, the first of them thrice."""
    table = json.loads((folder / "dawid-skene-1979/anesthesia.json").read_text("utf-8"))
    seven = to_ratings(
        (patient, n, grade) for patient, row in enumerate(table["annotations"]) for n, grade in enumerate(row)
    )
    observer = np.array(table["positions"]) - 1
    return seven, replace(seven, annotator=observer[seven.annotator], annotators=(1, 2, 3, 4, 5))


def test_dawid_skene_1979_by_default(real_data):
    """The marginals of the reference; the paper's own have two digits."""
    _, five = anaesthesia(real_data)
    found = dawid_skene(five)
    marginals = found.posterior.matrix().mean(axis=0)
    assert marginals == pytest.approx([0.399732, 0.422382, 0.111219, 0.066667], abs=1e-6)
    assert found.prior == pytest.approx([0.40, 0.42, 0.11, 0.07], abs=0.005)


@pytest.mark.parametrize(
    ("name", "accuracy"),
    [("rte", 0.927500), ("temporal", 0.941558), ("wsd", 0.994350), ("nli", 1.0)]
    + [("bluebirds", 0.898148), ("nli validators", 0.969667), ("ynat", 0.6)],
)
def test_the_likeliest_dawid_skene(real_data, name, accuracy):
    """It is likelier than where the customary run ends, and no start finds a likelier one here."""
    rows, gold = SETS[name](real_data)
    ratings = to_ratings(rows)
    customary, likelier, likeliest = (
        dawid_skene(ratings),
        dawid_skene(ratings, settings=replace(FROM_THE_VOTE, tolerance=1e-9), until="likelihood"),
        dawid_skene(ratings, settings=Settings(tolerance=1e-9), until="likelihood"),
    )
    assert customary.trace[-1] <= likelier.trace[-1]
    assert likeliest.trace[-1] == pytest.approx(likelier.trace[-1], abs=1e-2)
    assert likeliest.accuracy(gold).value == pytest.approx(accuracy, abs=1e-6)


@pytest.mark.parametrize("name", REFERENCE)
def test_hierarchical_is_no_worse_than_the_vote(real_data, name):
    """Where the vote itself made the gold labels, it has the advantage: half a hundredth, on NLI."""
    rows, gold = SETS[name](real_data)
    found = hierarchical(to_ratings(rows))
    _, vote, _ = REFERENCE[name]
    assert found.accuracy(gold).value >= vote - 0.0055
    assert found.converged


@pytest.mark.parametrize(
    ("name", "vote", "model"),
    [("rte", 0.17, 0.07), ("temporal", 0.19, 0.06), ("wsd", 0.02, 0.02), ("nli validators", 0.05, 0.02)],
)
def test_calibration(real_data, name, vote, model):
    """A share of votes says too little of how sure one may be; the default's posterior is within 0.07."""
    rows, gold = SETS[name](real_data)
    ratings = to_ratings(rows)
    assert vote_shares(ratings).calibration(gold).expected_error < vote + 0.01
    measured = hierarchical(ratings).calibration(gold)
    assert measured.expected_error < model
    assert measured.brier < vote_shares(ratings).calibration(gold).brier + 1e-3


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
