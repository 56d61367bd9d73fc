"""`klue aggregate` on real crowd labels, beside the reference: accuracy of the vote and of Dawid–Skene."""

from __future__ import annotations

import csv
import json

import pytest
import yaml

from pipeline.cli import main
from pipeline.errors import ExitCode

NLI = "klue/klue_benchmark/klue-nli-v1.1/klue-nli-v1.1_dev.json"
YNAT = "klue-ynat-sample/data/ynat-v1/ynat-v1_dev_sample_10.json"
SNOW = ("orig_id", "!amt_worker_ids", "response")


def snow(folder, _tmp_path, name):
    path = folder / f"snow2008/all_collected_data/{name}.standardized.tsv"
    return path, path, SNOW


def tables(tmp_path, answers, gold):
    """Write long tables of answers and of known values."""
    paths = tmp_path / "answers.csv", tmp_path / "gold.tsv"
    for path, header, rows, delimiter in (
        (paths[0], ("task", "worker", "label"), answers, ","),
        (paths[1], ("task", "label"), gold, "\t"),
    ):
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, delimiter=delimiter).writerows([header, *rows])
    return *paths, ("task", "worker", "label")


def bluebirds(folder, tmp_path):
    labels, gold = (
        yaml.safe_load((folder / f"cubam/demo/bluebirds/{name}.yaml").read_text("utf-8"))
        for name in ("labels", "gt")
    )
    answers = [(item, worker, label) for worker, items in labels.items() for item, label in items.items()]
    return tables(tmp_path, answers, gold.items())


def nli(folder, tmp_path, columns):
    items = json.loads((folder / NLI).read_text("utf-8"))
    answers = [(item["guid"], column, item[column]) for item in items for column in columns]
    return tables(tmp_path, answers, [(item["guid"], item["gold_label"]) for item in items])


def ynat(folder, tmp_path):
    items = json.loads((folder / YNAT).read_text("utf-8"))
    answers = [
        (item["guid"], annotator, label)
        for item in items
        for annotator, label in zip(
            item["annotations"]["annotators"], item["annotations"]["annotations"]["first-scope"], strict=True
        )
    ]
    return tables(tmp_path, answers, [(item["guid"], item["label"]) for item in items])


VALIDATORS = ["label2", "label3", "label4", "label5"]
SETS = {
    "rte": lambda *folders: snow(*folders, "rte"),
    "temporal": lambda *folders: snow(*folders, "temp"),
    "wsd": lambda *folders: snow(*folders, "wsd"),
    "bluebirds": bluebirds,
    "nli": lambda *folders: nli(*folders, ["author", *VALIDATORS]),
    "nli validators": lambda *folders: nli(*folders, VALIDATORS),
    "ynat": ynat,
}


@pytest.fixture
def accuracy(monkeypatch, capsys, real_data, tmp_path):
    """Aggregate a set by a method: the report."""

    def run(name, method):
        answers, gold, (item, annotator, value) = SETS[name](real_data, tmp_path)
        output = tmp_path / "o.csv"
        arguments = ["--input", answers, "--item", item, "--annotator", annotator, "--value", value]
        arguments += ["--method", method, "--gold", gold, "--output", output, "--json"]
        monkeypatch.setattr("sys.argv", ["klue", "aggregate", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            main()
        assert ended.value.code == ExitCode.OK
        return json.loads(capsys.readouterr().out)

    return run


@pytest.mark.parametrize(
    ("name", "items", "vote", "dawid_skene"),
    [
        ("rte", 800, 0.875000, 0.927500),
        ("temporal", 462, 0.939394, 0.941558),
        ("wsd", 177, 0.994350, 0.994350),
        ("bluebirds", 108, 0.759259, 0.888889),
        ("nli", 3000, 1.000000, 1.000000),
        ("nli validators", 3000, 0.976000, 0.969667),
        ("ynat", 10, 1.000000, 0.900000),
    ],
)
def test_the_reference_values(accuracy, name, items, vote, dawid_skene):
    report = accuracy(name, "majority")
    assert (report["items"], report["gold_items"]) == (items, items)
    assert report["accuracy"] == pytest.approx(vote, abs=1e-6)
    assert accuracy(name, "dawid-skene")["accuracy"] == pytest.approx(dawid_skene, abs=1e-6)


@pytest.mark.parametrize(
    ("method", "expected"),
    [("hierarchical", 0.93), ("one-coin", 0.925), ("mace", 0.92625), ("glad", 0.925)],
)
def test_other_methods_on_rte(accuracy, method, expected):
    report = accuracy("rte", method)
    assert report["accuracy"] == pytest.approx(expected, abs=0.002)
    assert report["calibration"]["expected_error"] < 0.08
