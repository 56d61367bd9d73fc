from __future__ import annotations

from dataclasses import replace

import pytest
from builders import answers, context, headline, item, items, pair_item, publish, topics, unit

from pipeline.agreement import alpha
from pipeline.context import Context
from pipeline.errors import UsageError
from pipeline.model import Incident, Measurement
from pipeline.quality import agreement as stage
from pipeline.quality.agreement import TaskUnits, check_reference, measure, measure_task
from pipeline.tasks.base import AlphaOver, Unit
from pipeline.tasks.measuring import ratings_of
from pipeline.tasks.nli.values import Relation

MEASURE = "alpha_nominal_first_topic"
CYCLE = ["정치", "경제", "사회"]
ITEMS = [item(headline(f"표제 {number}"), source="news" if number % 2 else "wire") for number in range(40)]


def three_answers(number):
    """Two who always agree, and one who slips at every fourth."""
    right, wrong = CYCLE[number % 3], CYCLE[(number + 1) % 3]
    return topics(right), topics(right), topics(wrong if number % 4 == 0 else right)


UNITS = tuple(unit(each, *three_answers(number)) for number, each in enumerate(ITEMS))
ANNOTATIONS = [a for number, each in enumerate(ITEMS) for a in answers(each, *three_answers(number))]


def point(units):
    return alpha(ratings_of(units, lambda value: value.scope(0)), "nominal", resamples=0).value


@pytest.fixture(scope="module")
def measured():
    found, incidents = measure_task(TaskUnits("tc", UNITS, seed=7))
    assert incidents == []
    return {(each.scope, each.of): each.agreement for each in found if each.agreement.measure == MEASURE}


def test_a_task_is_measured_over_all_by_source_and_by_annotator(measured):
    assert set(measured) == {
        ("all", ""),
        ("source", "news"),
        ("source", "wire"),
        *(("label", topic) for topic in CYCLE),
        *((scope, f"a{number}") for scope in ("without", "annotator") for number in (1, 2, 3)),
    }


def test_over_all_and_by_source_there_is_an_interval(measured):
    for key, chosen in {
        ("all", ""): UNITS,
        ("source", "news"): [each for each in UNITS if each.item.source == "news"],
        ("source", "wire"): [each for each in UNITS if each.item.source == "wire"],
    }.items():
        found = measured[key]
        assert found.value == pytest.approx(point(chosen))
        assert found.items == len(chosen)
        assert found.low <= found.value <= found.high
    assert measured["all", ""].low < measured["all", ""].value < measured["all", ""].high


def test_an_alpha_of_labels_has_companions_with_intervals():
    found, _ = measure_task(TaskUnits("tc", UNITS, seed=7))
    over_all = {each.agreement.measure: each.agreement for each in found if each.scope == "all"}
    assert list(over_all) == [MEASURE, "gwet_ac1_first_topic", "raw_agreement_first_topic"]
    for each in over_all.values():
        assert each.low < each.value < each.high


def test_each_label_has_its_alpha(measured):
    for topic in CYCLE:
        mine = measured["label", topic]
        units = [
            unit(of, *[topics(topic if a.value.scope(0) == topic else "세계") for a in u.answers])
            for of, u in zip(ITEMS, UNITS, strict=True)
        ]
        assert mine.value == pytest.approx(point(units))
        assert mine.low < mine.value < mine.high


def test_batches_are_measured_apart_where_there_are_several():
    cut = [
        Unit(replace(each.item, batch="b002" if number % 2 else "b001"), each.answers)
        for number, each in enumerate(UNITS)
    ]
    found, _ = measure_task(TaskUnits("tc", tuple(cut), seed=7))
    batches = {each.of: each.agreement for each in found if each.scope == "batch"}
    assert set(batches) == {"b001", "b002"}
    assert batches["b002"].value == pytest.approx(point(cut[1::2]))
    assert batches["b001"].items == 20


def test_two_labels_are_not_measured_one_by_one():
    units = tuple(
        unit(each, *map(topics, ("정치", "경제" if number % 5 == 0 else "정치" if number % 2 else "경제")))
        for number, each in enumerate(ITEMS)
    )
    found, _ = measure_task(TaskUnits("tc", units, seed=7))
    assert "label" not in {each.scope for each in found}


def test_without_an_annotator_are_the_others_alone(measured):
    assert measured["without", "a3"].value == pytest.approx(1.0)
    assert measured["without", "a1"].value == measured["without", "a2"].value < 1
    assert measured["without", "a1"].annotators == 2
    assert measured["without", "a1"].low is None


def test_each_annotator_is_compared_with_the_rest(measured):
    assert measured["annotator", "a3"].value < measured["annotator", "a1"].value
    mean = sum(measured["annotator", f"a{number}"].value for number in (1, 2, 3)) / 3
    assert mean == pytest.approx(measured["all", ""].value)


def test_the_author_is_measured_apart():
    labels = ["entailment", "neutral", "contradiction"]
    units = tuple(
        unit(pair_item(f"가설 {n}"), *[Relation(labels[n % 3])] * 2, authored=Relation(labels[(n + 1) % 3]))
        for n in range(9)
    )
    found, _ = measure_task(TaskUnits("nli", units, seed=7))
    over_all = {each.agreement.measure: each.agreement for each in found if each.scope == "all"}
    assert over_all["alpha_nominal_validators"].value == pytest.approx(1.0)
    assert over_all["alpha_nominal_with_author"].value < 1
    assert over_all["alpha_nominal_with_author"].annotators == 3


def test_a_figure_that_the_reference_does_not_confirm_is_an_incident(monkeypatch):
    over = AlphaOver(MEASURE, ratings_of(UNITS, lambda value: value.scope(0)), "nominal")
    assert check_reference("tc", over) == []
    reference = stage.krippendorff_alpha

    monkeypatch.setattr(stage, "krippendorff_alpha", lambda *given: reference(*given) + 1e-8)
    (incident,) = check_reference("tc", over)
    assert (incident.check, incident.level) == ("agreement.reference_differs", "error")
    assert MEASURE in incident.message

    monkeypatch.setattr(stage, "krippendorff_alpha", lambda *_: None)
    assert check_reference("tc", over) == []


def counting(into, calls):
    """The same surroundings, where the units of work that are mapped over are noted."""

    def mapper(_title, work, shards):
        calls.append([shard.task for shard in shards])
        return [work(shard) for shard in shards]

    return Context(into.config, map=mapper)


def test_figures_are_published_and_taken_again_only_when_something_changed(tmp_path):
    calls = []
    here = counting(context(tmp_path), calls)
    publish(here, "sample", {"items": ITEMS})
    publish(here, "pull", {"annotations": ANNOTATIONS})

    first = measure(here)
    assert here.read("measurements", Measurement) == first
    assert here.read("agreement_incidents", Incident) == []
    assert (measure(here), calls) == (first, [["tc"]])
    assert measure(here, force=True) == first
    publish(here, "pull", {"annotations": ANNOTATIONS[:-30]})
    assert measure(here) != first
    assert calls == [["tc"]] * 3


def test_without_annotations_there_is_nothing_to_measure(tmp_path):
    here = context(tmp_path)
    publish(here, "sample", {"items": items(1)})
    with pytest.raises(UsageError, match="run `klue pull` first"):
        measure(here)
    publish(here, "pull", {"annotations": answers(items(1)[0], None, None)})
    assert measure(here) == []
