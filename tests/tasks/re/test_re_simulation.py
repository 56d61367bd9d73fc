from __future__ import annotations

from collections import Counter
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tasks.entities.entity_texts import text
from tasks.re.re_cases import CITY, COMPANY, FOUNDER, PAIR, SENTENCE, YEAR, case

from pipeline.resources import shipped
from pipeline.tasks.re import TASK
from pipeline.tasks.re.candidates import pairs
from pipeline.tasks.re.relations import NO_RELATION, options
from pipeline.tasks.re.simulation import Covered, PairSimulator, Reference, Triple
from pipeline.tasks.re.values import Argument, Pair, Relation
from pipeline.tasks.references import References

TRIPLES = (
    Triple(COMPANY, FOUNDER, "org:founded_by"),
    Triple(COMPANY, YEAR, "org:founded"),
    Triple(FOUNDER, COMPANY, "per:employee_of"),
)
SIMULATOR = PairSimulator([Reference(SENTENCE, TRIPLES)], [Covered(SENTENCE), Covered("바람이 잔잔하다.")])
FILES = ("re.wiki", "re.news")
FOLDER = shipped("sample_corpora") / "reference"
REFERENCES = References(
    {
        name: (FOLDER / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
        for name in (*FILES, "ner.wiki", "ner.news")
    }
)


@pytest.mark.parametrize(
    ("pair", "label"),
    [
        (PAIR, "org:founded_by"),
        (Pair(SENTENCE, FOUNDER, COMPANY), "per:employee_of"),
        (Pair(SENTENCE, COMPANY, CITY), NO_RELATION),
        (Pair(SENTENCE, Argument(0, 5, "ORG"), Argument(7, 9, "PER")), "org:founded_by"),
        (Pair(SENTENCE, COMPANY, Argument(6, 9, "ORG")), "org:founded_by"),
        (Pair(SENTENCE, COMPANY, Argument(6, 9, "LOC")), NO_RELATION),
        (Pair("바람이 잔잔하다.", COMPANY, FOUNDER), NO_RELATION),
    ],
)
def test_truth_is_the_reference_where_types_allow_it(pair: Pair, label: str):
    assert SIMULATOR.truth(case(pair)) == Relation(label)


def test_unknown_sentences_are_not_covered():
    with pytest.raises(LookupError):
        SIMULATOR.truth(case(Pair("모르는 문장이다.", COMPANY, FOUNDER)))


def slips(pair: Pair, truth: str, bias: float) -> Counter[str]:
    return Counter(
        SIMULATOR.slip(case(pair), Relation(truth), Random(seed), bias).label for seed in range(200)
    )


def test_slips_are_to_what_is_easily_mistaken():
    assert set(slips(PAIR, "org:founded_by", 0.0)) == {"org:top_members/employees", NO_RELATION}
    between = Pair(SENTENCE, FOUNDER, FOUNDER)
    assert set(slips(between, "per:parents", 0.0)) == {"per:children", NO_RELATION}


def test_the_bias_is_towards_seeing_relations():
    assert slips(PAIR, "org:founded_by", 0.8)[NO_RELATION] < slips(PAIR, "org:founded_by", -0.8)[NO_RELATION]


SAMPLE = [
    candidate.payload
    for candidate in pairs(
        [
            text(reference.sentence, name=str(number))
            for number, reference in enumerate(REFERENCES.read(Reference, *FILES)[::6])
        ],
        0,
    )
]


@given(st.sampled_from(SAMPLE), st.integers(), st.floats(-1, 1))
def test_slips_on_sample_references_are_other_readable_answers(pair: Pair, seed: int, bias: float):
    simulator = TASK.simulators(REFERENCES)["label"]
    truth = simulator.truth(case(pair))
    slipped = simulator.slip(case(pair), truth, Random(seed), bias)
    assert slipped != truth
    assert slipped.label in options(pair.subject.type, pair.object.type)


def test_sample_references_are_sound():
    labels = Counter[str]()
    for reference in REFERENCES.read(Reference, *FILES):
        for triple in reference.triples:
            assert triple.label in options(triple.subject.type, triple.object.type)
            assert 0 <= triple.subject.start < triple.subject.end <= len(reference.sentence)
            labels[triple.label] += 1
    assert len(labels) >= 18


def test_the_sample_has_pairs_with_and_without_a_relation():
    simulator = TASK.simulators(REFERENCES)["label"]
    found = Counter(simulator.truth(case(pair)).label for pair in SAMPLE)
    assert 0.2 < found[NO_RELATION] / found.total() < 0.8
    assert len(found) > 10
