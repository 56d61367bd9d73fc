from __future__ import annotations

import json
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tasks.entities.entity_texts import text
from tasks.ner.ner_cases import ALL, COUNT, DATE, PERSON, PLACE, SENTENCE, dispute, entities, item

from pipeline.resources import shipped
from pipeline.tasks.base import Case
from pipeline.tasks.ner import TASK
from pipeline.tasks.ner.candidates import sentences
from pipeline.tasks.ner.simulation import EntitiesSimulator, Reference
from pipeline.tasks.ner.values import Entities, Entity, MarkedSentence
from pipeline.tasks.references import References

SIMULATOR = EntitiesSimulator([Reference(SENTENCE, ALL), Reference("바람이 잔잔해서 걷기 좋았다.", ())])
FILES = ("ner.wiki", "ner.news")


def lines() -> dict[str, list[str]]:
    folder = shipped("sample_corpora") / "reference"
    return {name: (folder / f"{name}.jsonl").read_text(encoding="utf-8").splitlines() for name in FILES}


def slips(case: Case[MarkedSentence, Entities], bias: float) -> set[Entities]:
    truth = SIMULATOR.truth(case)
    return {SIMULATOR.slip(case, truth, Random(seed), bias) for seed in range(200)}


def test_truth_is_the_reference():
    assert SIMULATOR.truth(Case(item())) == entities(*ALL)
    with pytest.raises(LookupError):
        SIMULATOR.truth(Case(item("모르는 문장이 하나 있다.")))


def test_slips_are_those_of_people():
    wrong = Entity(4, 6, "OG")
    case: Case[MarkedSentence, Entities] = Case(item(SENTENCE, PERSON, wrong))
    found = slips(case, 0.5)
    assert entities(*ALL, wrong) in found, "a wrong suggestion is left in"
    assert entities(Entity(0, 3, "OG"), DATE, PLACE, COUNT) in found, "a wrong type"
    assert entities(PERSON, DATE, Entity(14, 17, "LC"), COUNT) in found, "a particle is taken in"
    assert entities(PERSON, Entity(11, 13, "DT"), PLACE, COUNT) in found, "a word is left out"


def test_the_bias_is_towards_marking_more_or_less():
    case: Case[MarkedSentence, Entities] = Case(item(SENTENCE, Entity(4, 6, "OG")))
    assert max(len(value.entities) for value in slips(case, 0.5)) == 5
    assert min(len(value.entities) for value in slips(case, -0.5)) == 3


def test_where_nothing_is_to_be_marked_a_word_is():
    case: Case[MarkedSentence, Entities] = Case(item("바람이 잔잔해서 걷기 좋았다."))
    assert entities(Entity(0, 3, "OG")) in slips(case, 0.0)


def test_an_adjudicator_keeps_what_is_agreed():
    agreed = entities(Entity(0, 3, "OG"), DATE)
    case = dispute(entities(*ALL), entities(*ALL), agreed=agreed)
    assert SIMULATOR.truth(case) == entities(Entity(0, 3, "OG"), DATE, PLACE, COUNT)
    for slipped in slips(case, -0.5) | slips(case, 0.5):
        assert set(agreed.entities) <= set(slipped.entities)


def test_sample_references_are_sound():
    for name in FILES:
        for line in lines()[name]:
            entry = json.loads(line)
            for entity in entry["entities"]:
                assert entry["sentence"][entity["start"] : entity["end"]] == entity["text"]


@given(st.integers(), st.floats(-1, 1))
def test_slips_on_sample_references_are_other_readable_answers(seed: int, bias: float):
    simulator = TASK.simulators(REFERENCES)["label"]
    random = Random(seed)
    case: Case[MarkedSentence, Entities] = Case(item(*random.choice(SAMPLE)))
    truth = simulator.truth(case)
    slipped = simulator.slip(case, truth, random, bias)
    assert slipped != truth
    assert all(not left.overlaps(right) for left, right in pairwise(slipped.entities))
    assert TASK.label.value(case, TASK.label.regions(case, slipped)) == slipped


REFERENCES = References(lines())
SAMPLE = [
    (c.payload.sentence, *c.payload.suggested)
    for c in sentences(
        [
            text(reference.sentence, name=str(number))
            for number, reference in enumerate(REFERENCES.read(Reference, *FILES)[::9])
        ],
        0,
    )
]
