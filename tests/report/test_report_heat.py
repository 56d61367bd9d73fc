from __future__ import annotations

import numpy as np
import pytest

from pipeline.quality.annotators import Confusion, Panel
from pipeline.report import heat
from pipeline.report.heat import MOST_LABELS, MOST_PEOPLE, OTHER, SHADES, confusion_heat, matrix_heat


def panel(matrix, common=None, alphas=None):
    matrix = np.array(matrix, dtype=float)
    names = tuple(f"p{number:02}" for number in range(len(matrix)))
    common = np.ones(matrix.shape, dtype=np.int64) if common is None else np.array(common)
    return Panel("tc", (), names, matrix, alphas, common, (), np.array([]))


def heat_of(panel):
    return matrix_heat(panel, {name: name.upper() for name in panel.annotators})


def test_rows_are_shaded_by_their_shares():
    table = confusion_heat(Confusion("m", ("yes", "no"), np.array([[9, 1], [0, 5]])))
    assert [[cell.text for cell in row] for row in table.rows] == [["9", "1"], ["", "5"]]
    assert [[cell.shade for cell in row] for row in table.rows] == [[5, 1], [0, 5]]
    assert [[cell.same for cell in row] for row in table.rows] == [[True, False], [False, True]]


def test_rare_labels_are_put_together_and_nothing_is_lost():
    counts = np.diag(np.arange(1, 13)) + 1
    table = confusion_heat(Confusion("m", tuple(f"label {n}" for n in range(12)), counts))
    assert len(table.names) == MOST_LABELS
    assert table.names[-1] is OTHER
    assert sum(int(cell.text or 0) for row in table.rows for cell in row) == counts.sum()


def test_labels_that_nobody_used_are_left_out():
    counts = np.zeros((4, 4), dtype=np.int64)
    counts[1, 3] = 2
    table = confusion_heat(Confusion("m", (0.0, 1.0, 2.0, 3.0), counts))
    assert [name.ko for name in table.names] == ["1", "3"]
    assert confusion_heat(Confusion("m", ("a", "b"), np.diag([3, 0]))) is None


def test_a_matrix_is_shaded_from_the_lowest_score_to_one():
    nan = np.nan
    table = heat_of(panel([[nan, 1.0, 0.5], [1.0, nan, 0.8], [0.5, 0.8, nan]]))
    assert [cell.text for cell in table.rows[0]] == ["", "1.00", "0.50"]
    assert [cell.shade for cell in table.rows[0]] == [0, SHADES, 1]


def test_alphas_go_before_scores():
    scores = np.full((3, 3), 0.9)
    alphas = np.array([[np.nan, -0.25, 0.5], [-0.25, np.nan, 1.0], [0.5, 1.0, np.nan]])
    table = heat_of(panel(scores, alphas=alphas))
    assert [cell.text for cell in table.rows[0]] == ["", "−0.25", "0.50"]
    assert [cell.shade for cell in table.rows[1]] == [1, 0, SHADES]


def test_two_people_are_no_matrix():
    assert heat_of(panel([[np.nan, 0.5], [0.5, np.nan]])) is None
    assert heat_of(panel(np.full((4, 4), np.nan))) is None


def test_a_large_panel_shows_those_who_agree_least(monkeypatch):
    monkeypatch.setattr(heat, "MOST_PEOPLE", 3)
    score = np.array([0.9, 0.2, 0.3, 0.95, 0.4])
    matrix = np.add.outer(score, score) / 2
    assert [name.ko for name in heat_of(panel(matrix)).names] == ["P01", "P02", "P04"]
    assert MOST_PEOPLE >= 30


@pytest.mark.parametrize("value", [0.0, 0.5, 0.999, 1.0])
def test_equal_scores_are_all_dark(value):
    table = heat_of(panel(np.where(np.eye(3) > 0, np.nan, value)))
    assert 1 <= table.rows[0][1].shade <= SHADES
