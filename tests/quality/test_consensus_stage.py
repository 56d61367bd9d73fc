from __future__ import annotations

import shutil

import pytest
from builders import (
    annotation,
    answers,
    assignment,
    context,
    headline,
    item,
    pair_item,
    publish,
    topics,
    unit,
)

from pipeline import canonical
from pipeline.config import Config
from pipeline.context import Context
from pipeline.contracts.odcs import read_contract
from pipeline.errors import BadInputError, UsageError
from pipeline.model import Consensus, Dispute
from pipeline.quality.consensus import consensus_of, dispute_of, find_consensus, is_current, settle
from pipeline.resources import shipped
from pipeline.tasks.nli.values import Relation

AGREED, SPLIT, OPEN, SKIPPED = (item(headline(title)) for title in ("같다", "다르다", "열림", "건너뜀"))
ITEMS = [AGREED, SPLIT, OPEN, SKIPPED]
ANSWERS = [
    *answers(AGREED, topics("정치", "사회"), topics("정치"), topics("경제")),
    *answers(SPLIT, topics("정치"), topics("경제"), topics("사회")),
    *answers(OPEN, topics("정치"), topics("정치")),
    *answers(SKIPPED, None, None, None),
]
ASKED = [assignment(each, f"a{number}@x.kr") for each in ITEMS for number in (1, 2, 3)]


@pytest.fixture
def here(tmp_path):
    found = context(tmp_path)
    publish(found, "sample", {"items": ITEMS})
    publish(found, "assign", {"assignments": ASKED})
    publish(found, "pull", {"annotations": ANSWERS})
    return found


def alone(task, unit):
    """Find the consensus of one unit by the task's own rule."""
    (found,) = consensus_of(task, [unit], read_contract(shipped("data_contracts") / f"{task}.odcs.yaml"))
    return found


def by_item(report):
    return {each.item_id: each for each in report.consensus}


def test_closed_items_have_a_consensus(here):
    report = find_consensus(here)
    found = by_item(report)
    assert {item_id: each.status for item_id, each in found.items()} == {
        AGREED.item_id: "accepted",
        SPLIT.item_id: "adjudicate",
        SKIPPED.item_id: "discarded",
    }
    agreed = found[AGREED.item_id]
    assert (agreed.value, agreed.support) == (canonical.dump(topics("정치", "사회")), pytest.approx(2 / 3))
    skipped = found[SKIPPED.item_id]
    assert (skipped.value, skipped.because, skipped.support) == (None, "no_answers", 0.0)
    assert here.read("consensus", Consensus[str]) == report.consensus


def test_what_has_none_is_put_before_an_adjudicator(here):
    assert find_consensus(here).disputes == 1
    (found,) = here.read("disputes", Dispute[str])
    assert (found.item_id, found.task, found.agreed) == (SPLIT.item_id, "tc", None)
    assert found.answers == tuple(sorted(canonical.dump(topics(name)) for name in ("정치", "경제", "사회")))


def test_a_dispute_stays_as_it_was_put(here):
    """An adjudicator may have been shown it."""
    find_consensus(here)
    (before,) = here.read("disputes", Dispute[str])
    changed = [
        annotation(SPLIT, topics("세계"), "a1@x.kr")
        if (a.item_id, a.annotator) == (SPLIT.item_id, "a1@x.kr")
        else a
        for a in ANSWERS
    ]
    publish(here, "pull", {"annotations": changed})
    report = find_consensus(here)
    assert report.disputes == 0
    assert here.read("disputes", Dispute[str]) == [before]

    agreeing = [a for a in ANSWERS if a.item_id != SPLIT.item_id] + answers(SPLIT, *[topics("경제")] * 3)
    publish(here, "pull", {"annotations": agreeing})
    assert by_item(find_consensus(here))[SPLIT.item_id].status == "accepted"
    assert here.read("disputes", Dispute[str]) == [before]


@pytest.mark.parametrize(
    ("verdict", "expected"),
    [
        (
            annotation(SPLIT, topics("세계"), "judge@x.kr", round="adjudicate"),
            (canonical.dump(topics("세계")), "settled", "adjudicated", "judge@x.kr"),
        ),
        (
            annotation(SPLIT, None, "judge@x.kr", round="adjudicate", skipped="hate"),
            (None, "discarded", "adjudicator:hate", "judge@x.kr"),
        ),
        (
            annotation(SPLIT, topics(), "judge@x.kr", round="adjudicate"),
            (canonical.dump(topics()), "discarded", "no_topic", "judge@x.kr"),
        ),
    ],
    ids=["settled", "skipped", "unfit"],
)
def test_an_adjudicator_settles_what_was_open(here, verdict, expected):
    publish(here, "pull", {"annotations": [*ANSWERS, verdict]})
    found = by_item(find_consensus(here))[SPLIT.item_id]
    assert (found.value, found.status, found.because, found.by) == expected


def test_an_adjudicator_does_not_settle_what_is_agreed(here):
    late = annotation(AGREED, topics("세계"), "judge@x.kr", round="adjudicate")
    publish(here, "pull", {"annotations": [*ANSWERS, late]})
    assert by_item(find_consensus(here))[AGREED.item_id].status == "accepted"


def test_one_answer_alone_is_no_consensus(here):
    alone = answers(AGREED, topics("정치"), None, None)
    publish(here, "pull", {"annotations": alone})
    found = by_item(find_consensus(here))[AGREED.item_id]
    assert (found.status, found.value) == ("adjudicate", None)
    (dispute,) = here.read("disputes", Dispute[str])
    assert (dispute.answers, dispute.agreed) == ((canonical.dump(topics("정치")),), None)


def test_a_consensus_is_current_until_answers_change(here):
    find_consensus(here)
    assert is_current(here)
    publish(here, "pull", {"annotations": ANSWERS[1:]})
    assert not is_current(here)


def test_it_does_not_depend_on_the_order_of_the_rows(here):
    expected = find_consensus(here).consensus
    publish(here, "sample", {"items": reversed(ITEMS)})
    publish(here, "pull", {"annotations": reversed(ANSWERS)})
    assert find_consensus(here).consensus == expected


def test_before_anything_was_pulled_there_is_no_consensus(tmp_path):
    here = context(tmp_path)
    publish(here, "sample", {"items": ITEMS})
    with pytest.raises(UsageError, match="run `klue pull` first"):
        find_consensus(here)


def test_without_assignments_nothing_is_closed(tmp_path):
    here = context(tmp_path)
    publish(here, "sample", {"items": ITEMS})
    publish(here, "pull", {"annotations": ANSWERS})
    assert find_consensus(here).consensus == []


RELATIONS = {
    letter: Relation(label)
    for letter, label in zip("enc", ("entailment", "neutral", "contradiction"), strict=True)
}


@pytest.mark.parametrize(
    ("letters", "author", "status", "value"),
    [
        ("eeee", "e", "accepted", "e"),
        ("eenn", "e", "accepted", "e"),
        ("eenn", "c", "adjudicate", None),
        ("nnnn", "e", "accepted", "n"),
        ("enc", "n", "adjudicate", None),
    ],
)
def test_the_author_of_a_pair_votes(letters, author, status, value):
    pair = unit(pair_item(), *[RELATIONS[letter] for letter in letters], authored=RELATIONS[author])
    found = alone("nli", pair)
    assert (found.status, found.value) == (status, RELATIONS.get(value))
    votes = sorted(canonical.dump(RELATIONS[letter]) for letter in letters + author)
    assert list(dispute_of(pair, found).answers) == votes


def test_a_dispute_holds_what_is_agreed():
    pair = unit(pair_item(), RELATIONS["e"], RELATIONS["n"], authored=RELATIONS["e"])
    found = alone("nli", pair)
    assert dispute_of(pair, found).agreed == canonical.dump(RELATIONS["e"])


def test_nothing_is_settled_without_a_verdict():
    found = alone("tc", unit(SPLIT, topics("정치"), topics("경제")))
    assert found.status == "adjudicate"
    assert settle(found, None) == found


def stating(folder, task, rule):
    """Copy the contracts, one of them with another rule; a context that reads them."""
    contracts = folder / "contracts"
    shutil.copytree(shipped("data_contracts"), contracts)
    path = contracts / f"{task}.odcs.yaml"
    text = path.read_text("utf-8")
    assert text.count("value: {method: klue}") == 1
    path.write_text(text.replace("{method: klue}", rule), "utf-8")
    line = text[: text.index("{method: klue}")].count("\n") + 1
    return Context(Config(workspace=folder / "work", contracts=contracts)), line


def test_the_contract_chooses_the_rule(tmp_path):
    here, _ = stating(tmp_path, "tc", "{method: posterior, accept: 0.55}")
    publish(here, "sample", {"items": ITEMS})
    publish(here, "assign", {"assignments": ASKED})
    publish(here, "pull", {"annotations": ANSWERS})
    found = by_item(find_consensus(here))
    assert found[AGREED.item_id].method == "posterior of hierarchical Dawid–Skene"
    assert found[AGREED.item_id].value == canonical.dump(topics("정치", "사회"))
    assert found[SKIPPED.item_id].method == "no_answers"
    assert is_current(here)
    path = here.contract_path("tc")
    path.write_text(path.read_text("utf-8").replace("accept: 0.55", "accept: 0.99"), "utf-8")
    assert not is_current(here)


@pytest.mark.parametrize(
    ("rule", "message"),
    [("{method: weighted-mean}", "no consensus by"), ("{method: vote}", "expected tags")],
)
def test_a_rule_that_does_not_fit_is_named_with_its_line(tmp_path, rule, message):
    here, line = stating(tmp_path, "tc", rule)
    publish(here, "sample", {"items": ITEMS})
    publish(here, "assign", {"assignments": ASKED})
    publish(here, "pull", {"annotations": ANSWERS})
    with pytest.raises(BadInputError, match=rf"tc\.odcs\.yaml:{line}: .*{message}"):
        find_consensus(here)
