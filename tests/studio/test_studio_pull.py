from __future__ import annotations

import builders
import pytest
from pushed import SLOT, Pushed, answers, brief

from pipeline import canonical
from pipeline.model import Annotation, Incident
from pipeline.studio import client
from pipeline.studio.interfaces import read_interface
from pipeline.studio.pull import Pulled
from pipeline.studio.push import push
from pipeline.studio.slots import Slot, Versions, describe
from pipeline.studio.stage import pull_annotations
from pipeline.tasks.regions import choice_region, text_region
from pipeline.tasks.stored import Cases

pytestmark = pytest.mark.xdist_group("studio")

A, B = "a@x.kr", "b@x.kr"
ITEMS = builders.items(5)
ASSIGNMENTS = [builders.assignment(item, person) for item in ITEMS for person in (A, B)]
CASES = Cases(ITEMS, [])


def first(topic):
    return choice_region("first", "title", topic)


@pytest.fixture
def pushed(context, studio):
    """Five headlines, pushed to two people each."""
    push(context, ASSIGNMENTS, CASES)
    return Pushed(context, studio, ASSIGNMENTS, CASES)


def test_nothing_answered_gives_nothing(pushed):
    assert pushed.pull() == Pulled([], [])


def test_answers_come_back_with_what_is_known_of_them(pushed):
    pushed.answer(ITEMS[0], first("경제"), choice_region("second", "title", "사회"), seconds=7.25)
    pushed.answer(ITEMS[0], first("정치"), slot=Slot("tc", "b001", "label", B))
    pulled = pushed.pull()
    assert pulled.incidents == []
    assert answers(pulled) == {
        (ITEMS[0].item_id, A): canonical.dump(builders.topics("경제", "사회")),
        (ITEMS[0].item_id, B): canonical.dump(builders.topics("정치")),
    }
    versions = read_interface(pushed.context.guides, "tc", "label").versions
    annotation = pulled.annotations[0]
    assert annotation == Annotation(
        item_id=ITEMS[0].item_id,
        task="tc",
        batch="b001",
        round="label",
        annotator=A,
        value=canonical.dump(builders.topics("경제", "사회")),
        skipped=None,
        rule=None,
        seconds=7.25,
        created_at=annotation.created_at,
        revision=annotation.revision,
        guide_version=versions.guide,
        config_version=versions.config,
        suggestion=None,
    )
    assert annotation.created_at <= annotation.revision
    assert annotation.created_at.startswith("20")


def test_pulling_twice_gives_the_same(pushed):
    pushed.answer(ITEMS[0], first("경제"))
    pushed.answer(ITEMS[1], first("사회"))
    assert pushed.pull() == pushed.pull()


def test_all_pages_are_read(pushed, monkeypatch):
    monkeypatch.setattr(client, "_PAGE", 2)
    for item in ITEMS:
        pushed.answer(item, first("경제"))
    assert sorted(a.item_id for a in pushed.pull().annotations) == sorted(item.item_id for item in ITEMS)


def test_an_answer_by_somebody_else_is_an_incident(pushed):
    pushed.answer(ITEMS[0], first("경제"), by=B)
    pushed.answer(ITEMS[1], first("정치"), by=B)
    pushed.answer(ITEMS[1], first("사회"))
    pulled = pushed.pull()
    assert answers(pulled) == {(ITEMS[1].item_id, A): canonical.dump(builders.topics("사회"))}
    assert sorted(map(brief, pulled.incidents)) == sorted(
        ("annotation.not_the_owner", item.item_id) for item in ITEMS[:2]
    )
    for incident in pulled.incidents:
        assert incident.level == "error"
        assert incident.file == "tc/b001/label/a@x.kr"
        assert incident.message == "b@x.kr answered in the project of a@x.kr"


def test_the_administrator_is_no_owner_either(pushed):
    project = pushed.studio.project(SLOT)
    result = [first("경제").as_json(0)]
    task = pushed.studio.task(project, ITEMS[0].item_id)
    pushed.studio.ask("POST", f"/api/tasks/{task}/annotations/?project={project}", {"result": result})
    pulled = pushed.pull()
    assert pulled.annotations == []
    assert [brief(incident) for incident in pulled.incidents] == [
        ("annotation.not_the_owner", ITEMS[0].item_id)
    ]
    assert pushed.studio.server.email in pulled.incidents[0].message


def test_an_edited_answer_replaces_the_old_one(pushed):
    pushed.answer(ITEMS[0], first("경제"))
    (before,) = pushed.pull().annotations
    pushed.studio.person(A).mend(pushed.annotation(ITEMS[0]), first("사회"))
    pulled = pushed.pull()
    (after,) = pulled.annotations
    assert pulled.incidents == []
    assert after.value == canonical.dump(builders.topics("사회"))
    assert after.created_at == before.created_at
    assert after.revision > before.revision


def test_a_deleted_answer_is_gone(pushed):
    pushed.answer(ITEMS[0], first("경제"))
    pushed.answer(ITEMS[1], first("경제"))
    pushed.studio.ask("DELETE", f"/api/annotations/{pushed.annotation(ITEMS[0])}/")
    assert [a.item_id for a in pushed.pull().annotations] == [ITEMS[1].item_id]


def test_of_two_answers_of_one_person_the_last_counts(pushed):
    for topic in ("경제", "사회", "정치"):
        pushed.answer(ITEMS[0], first(topic))
    pulled = pushed.pull()
    assert answers(pulled) == {(ITEMS[0].item_id, A): canonical.dump(builders.topics("정치"))}
    (incident,) = pulled.incidents
    assert brief(incident) == ("annotation.answered_twice", ITEMS[0].item_id)
    assert "3 answers" in incident.message


def test_of_an_item_that_is_there_twice_the_last_answer_counts(pushed):
    project = pushed.studio.project(SLOT)
    data = {"item_id": ITEMS[0].item_id, "title": "표제 0"}
    pushed.studio.ask("POST", f"/api/projects/{project}/import", [{"data": data}])
    tasks = [t["id"] for t in pushed.studio.tasks(project) if t["data"]["item_id"] == ITEMS[0].item_id]
    assert len(tasks) == 2
    person = pushed.studio.person(A)
    for task, topic in zip(sorted(tasks, reverse=True), ("경제", "사회"), strict=True):
        person.submit(project, task, [first(topic)], 1.0)
    pulled = pushed.pull()
    assert answers(pulled) == {(ITEMS[0].item_id, A): canonical.dump(builders.topics("사회"))}
    assert list(map(brief, pulled.incidents)) == [("annotation.answered_twice", ITEMS[0].item_id)]


def test_skips_come_with_their_reasons(pushed):
    pushed.answer(ITEMS[0], choice_region("skip", "title", "privacy"))
    pushed.answer(
        ITEMS[1], choice_region("skip", "title", "unclear"), text_region("skip_rule", "title", "TC-3")
    )
    pulled = pushed.pull()
    assert pulled.incidents == []
    assert {a.item_id: (a.skipped, a.value) for a in pulled.annotations} == {
        ITEMS[0].item_id: ("privacy", None),
        ITEMS[1].item_id: ("unclear:TC-3", None),
    }


def test_label_studios_own_skip_button_gives_no_reason(pushed):
    """The only annotation of its project, which Label Studio does not count among the tasks annotated."""
    project = pushed.studio.project(SLOT)
    pushed.studio.person(A).skip(project, pushed.studio.task(project, ITEMS[0].item_id))
    pulled = pushed.pull()
    assert pulled.incidents == []
    assert [(a.item_id, a.skipped, a.value) for a in pulled.annotations] == [
        (ITEMS[0].item_id, "unexplained", None)
    ]


def test_a_starred_answer_is_an_answer(pushed):
    """A star makes a ground truth, which Label Studio does not count among the tasks annotated."""
    pushed.answer(ITEMS[0], first("경제"))
    pushed.studio.person(A).star(pushed.annotation(ITEMS[0]))
    assert answers(pushed.pull()) == {(ITEMS[0].item_id, A): canonical.dump(builders.topics("경제"))}


def test_a_task_that_nobody_was_assigned_is_an_incident_once_answered(pushed):
    project = pushed.studio.project(SLOT)
    tasks = [{"data": {"item_id": item_id, "title": "남의 글"}} for item_id in ("answered", "open")]
    pushed.studio.ask("POST", f"/api/projects/{project}/import", tasks)
    pushed.studio.person(A).submit(project, pushed.studio.task(project, "answered"), [first("경제")], 1.0)
    pushed.answer(ITEMS[0], first("경제"))
    pulled = pushed.pull()
    assert list(answers(pulled)) == [(ITEMS[0].item_id, A)]
    assert list(map(brief, pulled.incidents)) == [("annotation.unknown_item", "answered")]


def test_projects_of_others_are_not_read(pushed):
    xml = read_interface(pushed.context.guides, "tc", "label").xml
    foreign = pushed.studio.ask(
        "POST", "/api/projects/", {"title": "foreign", "description": "{}", "label_config": xml}
    )["id"]
    data = {"item_id": ITEMS[0].item_id, "title": "표제 0"}
    pushed.studio.ask("POST", f"/api/projects/{foreign}/import", [{"data": data}])
    (task,) = pushed.studio.tasks(foreign)
    pushed.studio.person(A).submit(foreign, task["id"], [first("경제")], 1.0)
    assert pushed.pull() == Pulled([], [])


def test_an_adjudicator_names_the_rules_that_decide(context, studio):
    (item,) = builders.items(1)
    slot = Slot("tc", "b001", "adjudicate", "judge@x.kr")
    dispute = builders.dispute(item, builders.topics("경제"), builders.topics("사회"))
    judged = Pushed(
        context, studio, [builders.assignment(item, slot.annotator, "adjudicate")], Cases([item], [dispute])
    )
    push(context, judged.assignments, judged.cases)
    judged.answer(item, first("경제"), text_region("rule", "title", "TC-3 ", ""), slot=slot)
    (annotation,) = judged.pull().annotations
    assert (annotation.round, annotation.annotator, annotation.rule) == ("adjudicate", "judge@x.kr", "TC-3")


def test_an_answer_names_the_versions_that_its_project_shows(pushed):
    """And not those of today's guide."""
    pushed.answer(ITEMS[0], first("경제"))
    description = describe(SLOT, Versions("0.9.0", "an older one"))
    pushed.studio.ask("PATCH", f"/api/projects/{pushed.studio.project(SLOT)}/", {"description": description})
    (annotation,) = pushed.pull().annotations
    assert (annotation.guide_version, annotation.config_version) == ("0.9.0", "an older one")


def test_a_mended_answer_is_taken_and_its_incident_gone(pushed):
    pushed.answer(ITEMS[0], first("날씨"))
    assert list(map(brief, pushed.pull().incidents)) == [("annotation.unknown_label", ITEMS[0].item_id)]
    pushed.studio.person(A).mend(pushed.annotation(ITEMS[0]), first("경제"))
    pulled = pushed.pull()
    assert pulled.incidents == []
    assert answers(pulled) == {(ITEMS[0].item_id, A): canonical.dump(builders.topics("경제"))}


def test_a_snapshot_replaces_the_last_one(pushed):
    context = pushed.context
    builders.publish(context, "sample", {"items": ITEMS})
    builders.publish(context, "assign", {"assignments": ASSIGNMENTS})
    pushed.answer(ITEMS[0], first("경제"))
    pushed.answer(ITEMS[1], first("경제"), by=B)
    pulled = pull_annotations(context)
    assert context.read("annotations", Annotation[str]) == pulled.annotations
    assert context.read("pull_incidents", Incident) == pulled.incidents
    pushed.studio.ask("DELETE", f"/api/annotations/{pushed.annotation(ITEMS[0])}/")
    pushed.studio.ask("DELETE", f"/api/annotations/{pushed.annotation(ITEMS[1])}/")
    pushed.answer(ITEMS[2], first("사회"))
    pull_annotations(context)
    assert [a.item_id for a in context.read("annotations", Annotation[str])] == [ITEMS[2].item_id]
    assert context.read("pull_incidents", Incident) == []
