"""Planning from a pilot's table, as `klue agreement plan` does."""

from __future__ import annotations

import json

import pytest

from pipeline.cli.long_table import Columns
from pipeline.cli.plan import run_plan
from pipeline.errors import BadInputError, UsageError

COLUMNS = Columns("item", "annotator", "value")


@pytest.fixture
def pilot(tmp_path):
    lines = ["item,annotator,value,topic"]
    for item in range(40):
        for annotator in range(3):
            other = item % 5 == 0 and annotator == item % 3
            lines.append(f"{item},a{annotator},{(item + other) % 3},{item // 4}")
    path = tmp_path / "pilot.csv"
    path.write_text("\n".join(lines), "utf-8")
    return path


def test_json_holds_the_plan(pilot, capsys):
    run_plan(pilot, COLUMNS, "nominal", 0.1, as_json=True)
    report = json.loads(capsys.readouterr().out)
    assert [design["annotators"] for design in report["designs"]] == [2, 3, 4, 5, 6, 7]
    assert [design["extrapolated"] for design in report["designs"]] == [False] * 2 + [True] * 4
    for design in report["designs"]:
        assert design["ratings"] == design["annotators"] * design["items"]
        assert design["cautious"] >= design["items"] >= 30
    assert report["width"] == 0.1
    assert (report["pilot"]["items"], report["pilot"]["measure"]) == (40, "alpha_nominal")


def test_table_says_what_it_goes_by(pilot, capsys):
    run_plan(pilot, Columns("item", "annotator", "value", "topic"), "interval", 0.2, as_json=False)
    shown = capsys.readouterr().out
    for part in ("alpha_interval", "0.2 wide", "at most", "pilot.csv", "on 40 items of 3 annotators"):
        assert part in shown


def test_a_pilot_without_disagreement_is_refused(tmp_path):
    path = tmp_path / "perfect.csv"
    path.write_text("item,annotator,value\n1,a,x\n1,b,x\n2,a,y\n2,b,y\n", "utf-8")
    with pytest.raises(BadInputError, match="nobody disagrees in the pilot"):
        run_plan(path, COLUMNS, "nominal", 0.1, as_json=True)


def test_values_must_suit_the_level(tmp_path):
    path = tmp_path / "words.csv"
    path.write_text("item,annotator,value\n1,a,x\n1,b,y\n", "utf-8")
    with pytest.raises(BadInputError, match="is interval the level of value"):
        run_plan(path, COLUMNS, "interval", 0.1, as_json=True)


@pytest.mark.parametrize("width", [0, -0.1, 2])
def test_the_width_must_make_sense(pilot, width):
    with pytest.raises(UsageError, match="between 0 and 2 wide"):
        run_plan(pilot, COLUMNS, "nominal", width, as_json=True)
