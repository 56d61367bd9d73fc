"""Values on real crowd labels, computed beforehand with krippendorff 0.9.0 and statsmodels 0.15.0."""

from __future__ import annotations

import csv
import json

import pytest
import yaml

from pipeline.agreement import (
    Ratings,
    alpha,
    fleiss_kappa,
    krippendorff_alpha,
    leave_one_annotator_out,
    one_against_the_rest,
)

STS = "klue/klue_benchmark/klue-sts-v1.1/klue-sts-v1.1_dev.json"
NLI = "klue/klue_benchmark/klue-nli-v1.1/klue-nli-v1.1_dev.json"
YNAT = "klue-ynat-sample/data/ynat-v1/ynat-v1_dev_sample_10.json"


def sts(folder, source=None, change=int):
    return [
        (item["guid"], annotator, change(rating))
        for item in json.loads((folder / STS).read_text("utf-8"))
        if source in {None, item["source"]}
        for annotator, rating in zip(
            item["annotations"]["annotators"], item["annotations"]["annotations"], strict=True
        )
    ]


def nli(folder, columns):
    items = json.loads((folder / NLI).read_text("utf-8"))
    return [(item["guid"], column, item[column]) for item in items for column in columns]


def ynat(folder):
    return [
        (item["guid"], annotator, label)
        for item in json.loads((folder / YNAT).read_text("utf-8"))
        for annotator, label in zip(
            item["annotations"]["annotators"], item["annotations"]["annotations"]["first-scope"], strict=True
        )
    ]


def snow(folder, name):
    path = folder / f"snow2008/all_collected_data/{name}.standardized.tsv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    return [(row["orig_id"], row["!amt_worker_ids"], row["response"]) for row in rows]


def bluebirds(folder):
    labels = yaml.safe_load((folder / "cubam/demo/bluebirds/labels.yaml").read_text("utf-8"))
    return [(item, worker, label) for worker, items in labels.items() for item, label in items.items()]


def anaesthesia(folder, columns):
    table = json.loads((folder / "dawid-skene-1979/anesthesia.json").read_text("utf-8"))["annotations"]
    return [(patient, column, row[column]) for patient, row in enumerate(table) for column in columns]


VALIDATORS = ["label2", "label3", "label4", "label5"]
SETS = {
    "sts": (sts, (519, 17), {"nominal": 0.271435, "ordinal": 0.749516, "interval": 0.747698}, None),
    "sts binary": (
        lambda folder: sts(folder, change=lambda rating: rating >= 3),
        (519, 17),
        {"nominal": 0.657237},
        None,
    ),
    "nli all": (
        lambda folder: nli(folder, ["author", *VALIDATORS]),
        (3000, 5),
        {"nominal": 0.838159},
        0.838148,
    ),
    "nli validators": (lambda folder: nli(folder, VALIDATORS), (3000, 4), {"nominal": 0.804679}, 0.804663),
    "ynat": (ynat, (10, 13), {"nominal": 0.558935}, 0.543726),
    "rte": (lambda folder: snow(folder, "rte"), (800, 164), {"nominal": 0.241479}, 0.241384),
    "temporal": (lambda folder: snow(folder, "temp"), (462, 76), {"nominal": 0.223413}, 0.223245),
    "wsd": (lambda folder: snow(folder, "wsd"), (177, 34), {"nominal": 0.937200}, 0.937165),
    "word similarity": (
        lambda folder: snow(folder, "wordsim"),
        (30, 10),
        {"nominal": 0.221932, "ordinal": 0.700762, "interval": 0.670082},
        0.219330,
    ),
    "bluebirds": (bluebirds, (108, 39), {"nominal": 0.125501}, 0.125293),
    "anaesthesia": (
        lambda folder: anaesthesia(folder, range(7)),
        (45, 7),
        {"nominal": 0.582571, "ordinal": 0.795573, "interval": 0.791029},
        0.581242,
    ),
    "anaesthesia, first pass": (
        lambda folder: anaesthesia(folder, [0, 3, 4, 5, 6]),
        (45, 5),
        {"nominal": 0.584291, "ordinal": 0.811892, "interval": 0.797885},
        0.582435,
    ),
}


def to_ratings(rows):
    return Ratings.from_columns(*zip(*rows, strict=True))


@pytest.mark.parametrize("name", SETS)
def test_alpha_and_fleiss_kappa(real_data, name):
    load, shape, alphas, kappa = SETS[name]
    ratings = to_ratings(load(real_data))
    for level, value in alphas.items():
        result = alpha(ratings, level)
        assert (result.items, result.annotators) == shape
        assert result.value == pytest.approx(value, abs=1e-6)
        assert result.value == pytest.approx(krippendorff_alpha(ratings, level), abs=1e-9)
        assert result.low < value < result.high
    if kappa is not None:
        assert fleiss_kappa(ratings).value == pytest.approx(kappa, abs=1e-6)


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("airbnb-sampled", 0.505666),
        ("paraKQC-para", 0.460294),
        ("airbnb-rtt", 0.392629),
        ("policy-rtt", 0.363605),
        ("policy-sampled", 0.327552),
        ("paraKQC-sampled", 0.197670),
    ],
)
def test_sts_by_source(real_data, source, value):
    assert alpha(to_ratings(sts(real_data, source)), "interval").value == pytest.approx(value, abs=1e-6)


def test_sts_by_annotator(real_data):
    ratings = to_ratings(sts(real_data))
    result = alpha(ratings, "interval")
    assert (result.low, result.high) == pytest.approx((0.721, 0.772), abs=0.004)
    without = leave_one_annotator_out(ratings, "interval")
    assert min(without, key=without.get) == "16"
    assert max(without, key=without.get) == "12"
    assert (without["16"], without["12"]) == pytest.approx((0.7408, 0.7549), abs=5e-5)
    against = one_against_the_rest(ratings, "interval")
    assert min(against, key=lambda annotator: against[annotator].value) == "12"
    assert against["12"].items == 223
