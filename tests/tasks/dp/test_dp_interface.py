from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from tasks.dp.dp_cases import ROWS, TREE, case, changed, tree, trees
from tasks.repeating import assert_repeating_interface

from pipeline import canonical
from pipeline.resources import shipped
from pipeline.tasks.base import Skipped
from pipeline.tasks.dp import TASK
from pipeline.tasks.dp.values import Token, Tree
from pipeline.tasks.regions import (
    Region,
    UnreadableError,
    choice_region,
    regions_from_json,
    text_region,
)


@given(trees())
def test_value_of_regions_is_the_value(value: Tree):
    regions = TASK.label.regions(case(value), value)
    stored = json.loads(json.dumps([region.as_json(number) for number, region in enumerate(regions)]))
    assert TASK.label.value(case(value), regions_from_json(stored)) == value
    assert canonical.load(Tree, canonical.dump(value)) == value


def test_order_of_results_does_not_matter():
    regions = TASK.label.regions(case(), TREE)
    assert TASK.label.value(case(), regions[::-1]) == TREE


def put(name: str, *values: str) -> list[Region]:
    """The right answer with one control filled in otherwise, or left empty."""
    regions = [region for region in TASK.label.regions(case(), TREE) if region.from_name != name]
    if not values:
        return regions
    if name.startswith("pos"):
        return [*regions, text_region(name, "sentence", *values)]
    return [*regions, choice_region(name, "sentence", *values)]


@pytest.mark.parametrize(
    ("regions", "check"),
    [
        ([], "missing_answer"),
        (put("head_3"), "missing_answer"),
        (put("rel_3"), "missing_answer"),
        (put("pos_3"), "missing_answer"),
        (put("pos_3", "  "), "missing_answer"),
        (put("pos_3", "운동화/NNG", "를/JKO"), "missing_answer"),
        (put("rel_3", "NP_OBJ", "NP"), "missing_answer"),
        (put("rel_3", "NP_SVJ"), "unknown_label"),
        (put("head_3", "8"), "unknown_label"),
        (put("head_3", "뿌리"), "unknown_label"),
        (put("head_3", "0"), "head_not_right"),
        (put("head_3", "4"), "head_not_right"),
        (put("head_3", "2"), "head_not_right"),
        (put("head_6", "7"), "head_not_right"),
        (put("head_2", "7"), "crossing_arcs"),
        (put("pos_3", "운동화/NNG+를"), "missing_tag"),
        (put("pos_3", "운동화/NNG+를/JK"), "unknown_tag"),
        (put("pos_6", "가/VV+았/EP+다/EF"), "lost_characters"),
        ([*put("pos_3", "운동화/NNG+를/JKO"), choice_region("head_7", "sentence", "0")], "unknown_row"),
        ([Region("head_0", "sentence", "choices", {"choices": "2"})], "malformed_result"),
    ],
)
def test_unreadable_annotations(regions: list[Region], check: str):
    with pytest.raises(UnreadableError) as caught:
        TASK.label.answer(case(), regions)
    assert caught.value.check == check


def test_an_error_tells_where_it_is():
    with pytest.raises(UnreadableError, match="4 운동화를") as caught:
        TASK.label.answer(case(), put("head_3", "2"))
    assert caught.value.offset == "어린 동생이 새 운동화를".index("운동화를")


def test_a_sentence_may_be_skipped_with_a_rule():
    regions = [choice_region("skip", "sentence", "unclear"), text_region("skip_rule", "sentence", "DP-19")]
    assert TASK.label.answer(case(), regions) == Skipped("unclear:DP-19")


def test_rows_offer_the_heads_that_may_be():
    rows = TASK.label.data(case())["eojeols"]
    assert isinstance(rows, list)
    assert rows[4] == {
        "show": "5 신고",
        "heads": [{"value": "6 학교에", "alias": "6"}, {"value": "7 갔다.", "alias": "7"}],
    }
    assert rows[6] == {"show": "7 갔다.", "heads": [{"value": "0 (뿌리)", "alias": "0"}]}


def test_the_sentence_is_escaped():
    shown = TASK.label.data(case(tree(("<b>물</b>", "물/NNG", 2, "NP"), ("맑다", "맑/VA+다/EF", 0, "VP"))))
    assert "&lt;b&gt;물&lt;/b&gt;<sub" in str(shown["numbered"])


def test_the_suggestion_is_a_whole_answer():
    assert TASK.label.value(case(), TASK.label.suggest(case())) == TREE


def test_labelling_interface():
    assert_repeating_interface(
        "dp", "label", TASK.label.data(case()), TASK.label.regions(case(), TREE), rows="eojeols"
    )


def test_guide_and_qualification_are_readable():
    path = shipped("annotation_guides") / "dp" / "qualification.jsonl"
    entries = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert entries
    for entry in entries:
        value = Tree(tuple(Token(**token) for token in entry["answer"]["tokens"]))
        assert case(value).item.payload.sentence == entry["payload"]["sentence"]
        assert TASK.label.value(case(value), TASK.label.regions(case(value), value)) == value


def test_a_wrong_relation_is_still_a_value():
    other = changed(TREE, 1, deprel="NP_OBJ")
    assert TASK.label.value(case(), TASK.label.regions(case(), other)) == other
    assert len(ROWS) == len(other.tokens)


def test_klues_own_trees_break_the_rules_where_they_are_known_to(real_data: Path):
    path = real_data / "klue/klue_benchmark/klue-dp-v1.1/klue-dp-v1.1_dev.tsv"
    read, broken = 0, Counter[str]()
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        rows = [line.split("\t") for line in block.splitlines() if line and not line.startswith("##")]
        if not rows or rows[0][0] != "1":
            continue
        tokens = tuple(Token(form, lemma, pos, int(head), rel) for _, form, lemma, pos, head, rel in rows)
        read += 1
        try:
            value = Tree(tokens)
            assert TASK.label.value(case(value), TASK.label.regions(case(value), value)) == value
        except UnreadableError as error:
            broken[error.check] += 1
        except ValueError:
            broken["uneven_morphemes"] += 1
    assert read == 2000
    assert broken["head_not_right"] == broken["crossing_arcs"] == broken["unknown_label"] == 0
    assert sum(broken.values()) < 20
    assert set(broken) <= {"lost_characters", "uneven_morphemes"}
