from __future__ import annotations

from dataclasses import replace

import builders
import pytest
import workspaces

from pipeline.model import Annotation
from pipeline.report.guide import mentioned, read_rules
from pipeline.report.material import Material
from pipeline.report.sections import guide
from pipeline.resources import shipped
from pipeline.tasks.registry import TASKS


@pytest.mark.parametrize("task", TASKS)
def test_the_rules_of_every_guide_are_found(task):
    rules = read_rules(shipped("annotation_guides") / task / "guide.ko.md")
    numbers = [int(name.partition("-")[2]) for name in rules]
    assert numbers == list(range(1, len(rules) + 1))
    assert len(rules) >= 10
    for rule in rules.values():
        assert rule.name.startswith(task.upper())
        assert rule.heading
        assert "**" not in rule.text


def test_a_guide_that_is_not_there_has_no_rules(tmp_path):
    assert read_rules(tmp_path / "guide.ko.md") == {}


@pytest.mark.parametrize(
    ("text", "names"),
    [(None, ()), ("unclear:TC-3", ("TC-3",)), ("NER-2, NER-2/NER-11", ("NER-2", "NER-11")), ("COVID-19", ())],
)
def test_rules_are_found_in_what_people_write(text, names):
    assert mentioned(text) == names


def test_rules_are_counted_and_shown_with_the_decision(released):
    found = {row.task: row for row in guide.build(Material(released)).tasks}
    annotations = released.read("annotations", Annotation[str])
    for task, row in found.items():
        judged = [a for a in annotations if (a.task, a.round) == (task, "adjudicate") and a.value]
        assert row.settled == len(judged)
        assert row.unnamed == 0
        uses = {use.name: use for use in row.rules}
        if judged:
            assert uses["TC-99"].decided == uses["TC-3"].decided == len(judged)
            assert uses["TC-99"].rule is None
        for use in row.rules:
            for item in use.examples:
                assert any(who.adjudicator for vote in item.picture.votes for who in vote.by)
    assert found["tc"].rules[0].rule.text


def test_whoever_answers_otherwise_than_the_adjudicator_loses(make):
    made = make("sampled")
    item = next(i for i in made.read("items", builders.Item[str]) if i.task == "tc")
    given = builders.answers(item, builders.topics("경제", "사회"), builders.topics("정치"))
    judged = builders.annotation(item, builders.topics("경제"), workspaces.JUDGE, round="adjudicate")
    annotations = [*given, replace(judged, rule="TC-1")]
    builders.publish(made, "pull", {"annotations": annotations, "pull_incidents": []})
    (row,) = guide.build(Material(made)).tasks
    (loser,) = row.losers
    assert loser.annotator == "a2"
    assert [(loss.lost, loss.disputes) for loss in loser.losses] == [(1, 1)]


def test_simulated_adjudicators_are_said_to_name_rules_at_random(make):
    made = make("released")
    assert not guide.build(Material(made)).at_random
    workspaces.simulate(made)
    assert guide.build(Material(made)).at_random


def test_nothing_before_anybody_named_a_rule(make):
    assert guide.build(Material(make("assigned"))) is None
