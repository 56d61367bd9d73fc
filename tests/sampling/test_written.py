from __future__ import annotations

from dataclasses import replace

import pytest
from builders import annotation, item, premise_item, topics
from hypothesis import given
from hypothesis import strategies as st

from pipeline import canonical
from pipeline.sampling.written import written_items
from pipeline.tasks.nli.values import Hypotheses, Pair, Relation
from pipeline.tasks.registry import TASKS

PREMISE = "비가 와서 경기가 취소되었다."
HYPOTHESES = Hypotheses("경기가 열리지 않았다.", "관중이 많았다.", "경기가 열렸다.")
ITEM = premise_item(PREMISE)


def test_every_hypothesis_becomes_a_pair_to_be_labelled():
    made = written_items([ITEM], [annotation(ITEM, HYPOTHESES, "w@x.kr")])
    found = {canonical.load(Pair, each.payload): canonical.load(Relation, each.authored) for each in made}
    assert found == {
        Pair(PREMISE, "경기가 열리지 않았다."): Relation("entailment"),
        Pair(PREMISE, "관중이 많았다."): Relation("neutral"),
        Pair(PREMISE, "경기가 열렸다."): Relation("contradiction"),
    }
    for each in made:
        pair = canonical.load(Pair, each.payload)
        assert each.item_id == TASKS["nli"].label.item_id(pair)
        assert (each.round, each.parent, each.author) == ("label", ITEM.item_id, "w@x.kr")


def test_an_item_keeps_what_it_was_written_for():
    parent = replace(
        ITEM,
        batch="b007",
        placement="test",
        stratum="영화",
        group="g",
        source="s",
        licence="CC0-1.0",
        text_ids=("t",),
    )
    for each in written_items([parent], [annotation(parent, HYPOTHESES)]):
        own = {"item_id", "round", "payload", "parent", "author", "authored"}
        kept = {name for name in each.__slots__ if getattr(each, name) == getattr(parent, name)}
        assert kept == set(each.__slots__) - own


WRITERS = [f"w{number}@x.kr" for number in range(4)]
WORDS = st.sampled_from(["가", "나", "다", "라"])
TEXTS = st.lists(WORDS, min_size=3, max_size=3, unique=True)


@given(st.dictionaries(st.sampled_from(WRITERS), TEXTS), st.data())
def test_of_writers_who_wrote_the_same_the_first_is_the_author(texts, data):
    answers = [annotation(ITEM, Hypotheses(*written), writer) for writer, written in texts.items()]
    made = written_items([ITEM], data.draw(st.permutations(answers)))
    authors = {canonical.load(Pair, each.payload).hypothesis: each.author for each in made}
    written = {word for words in texts.values() for word in words}
    assert authors == {word: min(who for who in texts if word in texts[who]) for word in written}
    assert len({each.item_id for each in made}) == len(made)


@given(st.permutations(range(3)))
def test_the_order_of_what_was_written_does_not_matter(order):
    parents = [premise_item(f"전제 {number}이다.") for number in range(3)]
    answers = [annotation(parent, HYPOTHESES) for parent in parents]
    expected = written_items(parents, answers)
    assert written_items(reversed(parents), [answers[number] for number in order]) == expected
    assert len(expected) == 9


@pytest.mark.parametrize(
    "other",
    [
        annotation(ITEM, None, skipped="broken"),
        annotation(premise_item("모르는 전제이다."), HYPOTHESES),
        annotation(item(), topics("정치")),
    ],
    ids=["skipped", "unknown", "label round"],
)
def test_nothing_is_made_of_other_annotations(other):
    assert written_items([ITEM, item()], [other]) == []
