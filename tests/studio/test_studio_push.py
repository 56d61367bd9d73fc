from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path

import builders
import killed_push
import pytest
from lossy_proxy import lossy_proxy

from pipeline.context import Context
from pipeline.errors import UnreachableError
from pipeline.studio import client
from pipeline.studio.interfaces import read_interface
from pipeline.studio.push import Pushed, push
from pipeline.studio.slots import Slot, describe
from pipeline.tasks.ner.values import Entity, MarkedSentence
from pipeline.tasks.stored import Cases

pytestmark = pytest.mark.xdist_group("studio")

PEOPLE = ("a@x.kr", "b@x.kr")
ITEMS = builders.items(10)
ASSIGNMENTS = [builders.assignment(item, person) for item in ITEMS for person in PEOPLE]
CASES = Cases(ITEMS, [])
ONCE_EACH = {
    Slot("tc", "b001", "label", person): Counter({item.item_id: 1 for item in ITEMS}) for person in PEOPLE
}
KILLS = 6


def through(context: Context, url: str) -> Context:
    """The same workspace, whose server is named by another address."""
    studio = context.config.studio.model_copy(update={"url": url})
    return replace(context, config=context.config.model_copy(update={"studio": studio}))


def test_a_push_makes_projects_that_people_can_work_in(context, studio):
    push(context, ASSIGNMENTS, CASES)
    slot = Slot("tc", "b001", "label", "a@x.kr")
    project = studio.ask("GET", f"/api/projects/{studio.project(slot)}/")
    interface = read_interface(context.guides, "tc", "label")
    assert project["title"] == slot.title
    assert project["description"] == describe(slot, interface.versions)
    assert project["label_config"].strip() == interface.xml.strip()
    assert project["expert_instruction"] == interface.instructions
    assert project["show_instruction"]
    assert not project["show_skip_button"]
    shown = {task["data"]["item_id"]: task["data"] for task in studio.tasks(project["id"])}
    assert shown[ITEMS[3].item_id] == {"item_id": ITEMS[3].item_id, "title": "표제 3"}


def test_a_second_push_imports_nothing(context, studio):
    assert push(context, ASSIGNMENTS, CASES) == Pushed(2, 20, 0)
    numbers = [[task["id"] for task in studio.tasks(number)] for number, _ in studio.slots()]
    assert push(context, ASSIGNMENTS, CASES) == Pushed(0, 0, 20)
    assert studio.held() == ONCE_EACH
    assert [[task["id"] for task in studio.tasks(number)] for number, _ in studio.slots()] == numbers


def test_a_later_push_imports_the_difference(context, studio):
    assert push(context, ASSIGNMENTS[:7], CASES) == Pushed(2, 7, 0)
    assert push(context, ASSIGNMENTS, CASES) == Pushed(0, 13, 7)
    assert studio.held() == ONCE_EACH


def test_people_see_the_items_in_orders_of_their_own(context, studio):
    push(context, ASSIGNMENTS, CASES)
    orders = [[task["data"]["item_id"] for task in studio.tasks(number)] for number, _ in studio.slots()]
    assert len({tuple(order) for order in orders}) == 2
    assert sorted(orders[0]) == sorted(orders[1])


def test_an_item_is_shown_with_its_pre_annotation(context, studio):
    marked = MarkedSentence("한강은 서울을 지난다.", (Entity(0, 2, "LC"), Entity(4, 6, "LC")))
    item = builders.item(marked, task="ner")
    push(context, [builders.assignment(item, "a@x.kr")], Cases([item], []))
    (task,) = studio.tasks(studio.project(Slot("ner", "b001", "label", "a@x.kr")))
    (prediction,) = task["predictions"]
    spans = [region["value"] for region in prediction["result"] if region["from_name"] == "entities"]
    assert [(span["start"], span["end"], span["text"]) for span in spans] == [(0, 2, "한강"), (4, 6, "서울")]
    assert len(task["data"]["suggestion"]) == 16


def test_a_killed_push_is_made_good_by_the_next(context, studio):
    run = subprocess.run(
        [sys.executable, killed_push.__file__, str(context.config.workspace), studio.server.url, str(KILLS)],
        env={**os.environ, "PYTHONPATH": str(Path(builders.__file__).parent)},
        stdout=subprocess.PIPE,
        check=True,
        text=True,
    )
    trials = [json.loads(line) for line in run.stdout.splitlines()]
    assert len(trials) == KILLS
    assert {trial["moment"] for trial in trials} >= set(list(killed_push.MOMENTS)[1:])
    for trial in trials:
        assert trial["killed"]
        left = sum(sum(items.values()) for items in trial["held"].values())
        assert left == trial["expected"], trial
        assert 0 < left < sum(killed_push.SIZES)
        assert trial["then"] == {person: dict.fromkeys(trial["items"], 1) for person in killed_push.PEOPLE}, (
            trial
        )
        assert trial["second"]["tasks_imported"] == sum(killed_push.SIZES) - left
        assert trial["third"] == asdict_of(Pushed(0, 0, sum(killed_push.SIZES)))


def asdict_of(pushed: Pushed) -> dict[str, int]:
    return {
        "projects_made": pushed.projects_made,
        "tasks_imported": pushed.tasks_imported,
        "tasks_there": pushed.tasks_there,
    }


@pytest.mark.parametrize("how", ["cut", "bad gateway"])
def test_an_import_whose_answer_is_lost_is_not_made_again(context, studio, monkeypatch, how):
    monkeypatch.setattr(client, "_CHUNK", 4)
    with lossy_proxy(studio.server.url, "/import", how) as proxy:
        with pytest.raises(UnreachableError):
            push(through(context, proxy.url), ASSIGNMENTS, CASES)
        assert sum(path.endswith("/import") for path in proxy.seen) == 1
        assert sum(held.total() for held in studio.held().values()) == 4
        assert push(through(context, proxy.url), ASSIGNMENTS, CASES) == Pushed(1, 16, 4)
    assert studio.held() == ONCE_EACH


@pytest.mark.parametrize("how", ["cut", "bad gateway"])
def test_a_project_whose_making_was_not_answered_is_found_again(context, studio, how):
    with lossy_proxy(studio.server.url, "/api/projects/", how) as proxy:
        with pytest.raises(UnreachableError):
            push(through(context, proxy.url), ASSIGNMENTS, CASES)
        assert len(studio.projects()) == 1
        assert push(through(context, proxy.url), ASSIGNMENTS, CASES) == Pushed(1, 20, 0)
    assert len(studio.projects()) == 2
    assert studio.held() == ONCE_EACH


def test_projects_of_others_are_left_alone(context, studio):
    xml = "<View><Text name='t' value='$title'/></View>"
    descriptions = ["", "a project of ours", '{"klue": {"task": "tc"}}', "[1]", '{"other": {}}']
    for number, description in enumerate(descriptions):
        made = studio.ask(
            "POST",
            "/api/projects/",
            {"title": f"foreign {number}", "description": description, "label_config": xml},
        )
        studio.ask("POST", f"/api/projects/{made['id']}/import", [{"data": {"title": "남의 글"}}])
    before = {project["id"]: project for project in studio.projects()}
    tasks = {number: studio.tasks(number) for number in before}

    push(context, ASSIGNMENTS, CASES)

    after = {project["id"]: project for project in studio.projects()}
    assert len(after) == len(descriptions) + 2
    assert {number: after[number] for number in before} == before
    assert {number: studio.tasks(number) for number in before} == tasks


def test_of_two_projects_of_one_slot_the_older_counts(context, studio):
    push(context, ASSIGNMENTS, CASES)
    slot = Slot("tc", "b001", "label", "a@x.kr")
    first = studio.project(slot)
    project = studio.ask("GET", f"/api/projects/{first}/")
    settings = {key: project[key] for key in ("title", "description", "label_config")}
    second = studio.ask("POST", "/api/projects/", settings)["id"]
    assert push(context, ASSIGNMENTS, CASES) == Pushed(0, 0, 20)
    assert studio.tasks(second) == []


def test_a_push_logs_no_token(context, studio, caplog):
    caplog.set_level(logging.DEBUG)
    push(context, ASSIGNMENTS, CASES)
    assert "/api/projects" in caplog.text
    assert studio.server.token not in caplog.text
