from __future__ import annotations

import builders
import pytest

from pipeline.model import Item
from pipeline.quality.agreement import measure
from pipeline.report.material import Material
from pipeline.report.sections import agreement
from pipeline.report.stage import write_report


@pytest.fixture
def lopsided(make):
    """Three people who nearly always say the same of nearly all headlines, and differ on the few others."""
    made = make("sampled")
    headlines = [item for item in made.read("items", Item[str]) if item.task == "tc"]
    annotations = []
    for number, item in enumerate(headlines):
        values = [builders.topics("경제")] * 3
        if number % 12 == 0:
            values[number // 12 % 3] = builders.topics("사회" if number % 24 else "세계")
        annotations += builders.answers(item, *values)
    builders.publish(made, "pull", {"annotations": annotations, "pull_incidents": []})
    measure(made)
    return made


def test_companions_stand_beside_their_alpha_and_not_among_all_measures(released):
    for row in agreement.build(Material(released)).tasks:
        assert row.beside
        named = {own.gwet.measure for own in row.beside} | {own.raw.measure for own in row.beside}
        assert not named & {figure.agreement.measure for figure in row.measures}
        for own in row.beside:
            assert own.raw.value > own.alpha.value
            assert own.kappa is None
            assert own.puzzle is None


def test_labels_come_lowest_first(released):
    for row in agreement.build(Material(released)).tasks:
        values = [figure.agreement.value for figure in row.labels]
        assert values == sorted(values)
        assert len(values) > 2


def test_high_agreement_beside_a_low_alpha_is_explained(lopsided, tmp_path):
    (row,) = agreement.build(Material(lopsided)).tasks
    (own,) = row.beside
    assert own.raw.value > 0.9
    assert own.alpha.value < 0.2
    assert own.gwet.value > 0.9
    assert "경제" in own.puzzle.ko
    assert "AC1" in own.puzzle.en
    assert own.puzzle.ko[:30] in write_report(lopsided, tmp_path / "page.html").read_text(encoding="utf-8")


def test_figures_measured_before_there_were_companions_are_shown(make):
    made = make("sampled")
    measured = [builders.measurement(builders.agreement(measure="alpha_nominal_first_topic"))]
    builders.publish(made, "agreement", {"measurements": measured, "agreement_incidents": []})
    (row,) = agreement.build(Material(made)).tasks
    assert (row.beside, row.labels, row.trend, row.batches) == ((), (), None, ())
    assert len(row.measures) == 1
