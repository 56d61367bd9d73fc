from __future__ import annotations

import builders
import pytest
from pushed import Pushed, answers

from pipeline import canonical
from pipeline.studio.push import push
from pipeline.studio.slots import Slot
from pipeline.tasks.ner.values import Entities, Entity, MarkedSentence
from pipeline.tasks.regions import choice_region
from pipeline.tasks.registry import TASKS
from pipeline.tasks.stored import Cases

pytestmark = pytest.mark.xdist_group("studio")

A = "a@x.kr"
SENTENCE = "한강은 서울을 지난다."


def span(start, end, surface, label="LC"):
    value = {"start": start, "end": end, "text": surface, "labels": [label]}
    return {
        "id": f"s{start}",
        "from_name": "entities",
        "to_name": "sentence",
        "type": "labels",
        "value": value,
    }


DONE = choice_region("done", "sentence", "done").as_json(0)
NO_VALUE = {"from_name": "entities", "to_name": "sentence", "type": "labels"}
MALFORMED = [
    ("unknown_label", [span(0, 2, "한강", "XX"), DONE], 0),
    ("span_out_of_bounds", [span(4, 400, "서울"), DONE], 4),
    ("span_out_of_bounds", [span(4, None, "서울"), DONE], None),
    ("span_surface", [span(4, 6, "한강"), DONE], 4),
    ("span_overlap", [span(0, 2, "한강"), span(1, 3, "강은"), DONE], 1),
    ("span_blank", [span(3, 4, " "), DONE], 4),
    ("missing_answer", [span(0, 2, "한강")], None),
    ("contradicting_answer", [DONE], None),
    ("malformed_result", [NO_VALUE], None),
    ("malformed_result", [{**NO_VALUE, "value": "한강"}], None),
    ("malformed_result", [{"value": {}}], None),
]


def test_malformed_answers_are_incidents_and_the_rest_is_kept(context, studio):
    *items, fine = [
        builders.item(MarkedSentence(f"{SENTENCE}{number}", ()), task="ner")
        for number in range(len(MALFORMED) + 1)
    ]
    assignments = [builders.assignment(item, A) for item in (*items, fine)]
    marked = Pushed(context, studio, assignments, Cases([*items, fine], []))
    push(context, assignments, marked.cases)
    slot = Slot("ner", "b001", "label", A)
    project, person = studio.project(slot), studio.person(A)
    for item, (_, result, _) in zip(items, MALFORMED, strict=True):
        person.leave(project, studio.task(project, item.item_id), result)
    entities = Entities.of([Entity(0, 2, "LC")])
    regions = TASKS["ner"].label.regions(marked.cases.find(assignments[-1]), entities)
    marked.answer(fine, *regions, slot=slot)

    pulled = marked.pull()

    assert answers(pulled) == {(fine.item_id, A): canonical.dump(entities)}
    assert {i.guid: (i.check, i.file, i.offset) for i in pulled.incidents} == {
        item.item_id: (f"annotation.{check}", "ner/b001/label/a@x.kr", offset)
        for item, (check, _, offset) in zip(items, MALFORMED, strict=True)
    }
    assert len(pulled.incidents) == len(MALFORMED)
    assert all(incident.explanation for incident in pulled.incidents)


def test_an_answer_names_the_pre_annotation_that_was_shown(context, studio):
    item = builders.item(MarkedSentence(SENTENCE, (Entity(0, 2, "LC"),)), task="ner")
    slot = Slot("ner", "b001", "label", A)
    marked = Pushed(context, studio, [builders.assignment(item, A)], Cases([item], []))
    push(context, marked.assignments, marked.cases)
    (task,) = studio.tasks(studio.project(slot))
    regions = TASKS["ner"].label.regions(marked.cases.find(marked.assignments[0]), Entities(()))
    marked.answer(item, *regions, slot=slot)
    (annotation,) = marked.pull().annotations
    assert annotation.suggestion == task["data"]["suggestion"]
    assert annotation.value == canonical.dump(Entities(()))
