from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from tasks.contracts import assert_contract_fits, broken_rules
from tasks.ner.ner_cases import ALL, SENTENCE, entities, item, unit

from pipeline.tasks.ner import TASK
from pipeline.tasks.ner.row import EntitySpan, NerRow, bio_tags, inline_markup, ner_row
from pipeline.tasks.ner.values import Entities, Entity
from pipeline.tasks.release_row import Example

GUID = "klue-ner-0123456789abcdef"


ANSWER = entities(*ALL)


def row(value: Entities = ANSWER) -> NerRow:
    return ner_row(Example(GUID, item(), "train", value, TASK.consensus(unit(value)), (), None))


def test_record():
    made = row()
    assert made.entities[0] == EntitySpan(0, 3, "PS", "서다온")
    assert all(made.sentence[e.start : e.end] == e.surface for e in made.entities)
    assert len(made.tags) == len(SENTENCE)
    assert made.tags[:5] == ("B-PS", "I-PS", "I-PS", "O", "O")
    assert made.tags[24:29] == ("B-QT", "I-QT", "I-QT", "I-QT", "O")
    assert made.inline == "<서다온:PS> 이사는 <지난 5월:DT> <강릉:LC>에서 직원 약 <300명:QT>을 만났다."


def test_adjacent_entities_stay_apart():
    value = entities(Entity(0, 2, "LC"), Entity(2, 3, "LC"))
    assert bio_tags("가나다", value) == ("B-LC", "I-LC", "B-LC")
    assert inline_markup("가나다", value) == "<가나:LC><다:LC>"


def test_a_record_without_entities():
    made = row(entities())
    assert (made.entities, set(made.tags), made.inline) == ((), {"O"}, SENTENCE)


def read_klue(path: Path) -> list[tuple[str, list[tuple[str, str]]]]:
    """KLUE's inline markup and characters with tags, sentence by sentence."""
    found: list[tuple[str, list[tuple[str, str]]]] = []
    for line in path.read_text(encoding="utf-8").split("\n"):
        if line.startswith("## klue-"):
            found.append((line.split("\t", 1)[1], []))
        elif found and "\t" in line:
            character, _, tag = line.rpartition("\t")
            found[-1][1].append((character, tag))
    return found


def test_forms_are_those_of_klue(real_data: Path):
    path = real_data / "klue-v1/klue_benchmark/klue-ner-v1/klue-ner-v1_dev.tsv"
    sentences = read_klue(path)
    assert len(sentences) == 5000
    same = 0
    for inline, tagged in sentences:
        sentence = "".join(character for character, _ in tagged)
        tags = tuple(tag for _, tag in tagged)
        coded = "".join(tag[0] for tag in tags)
        spans = [match.span() for match in re.finditer("BI*", coded)]
        value = Entities(tuple(Entity(start, end, tags[start][2:]) for start, end in spans))
        if len(coded) == len(sentence):
            assert bio_tags(sentence, value) == tags
            same += inline_markup(sentence, value) == inline
    assert same / len(sentences) > 0.98


def test_contract_fits_the_record():
    assert_contract_fits(TASK)


def test_contract_holds_for_a_record():
    made = row()
    assert (
        broken_rules(
            TASK, made, replace(row(entities()), guid=GUID[:-1] + "0", sentence="ㅋㅋ 강릉에 갔다 ㅠㅠ")
        )
        == []
    )


@pytest.mark.parametrize(
    ("broken", "column"),
    [
        (replace(row(), guid="x"), "guid"),
        (replace(row(), sentence="짧다"), "sentence"),
        (replace(row(), sentence="\u110f\u110f 강릉에 가 보았다"), "sentence"),
        (replace(row(), sentence="강릉에 <가> 보았다는 글"), "sentence"),
        (replace(row(), inline="<서다온:PER>은 웃었다"), "inline"),
        (replace(row(), inline="<서다온은 웃었다"), "inline"),
    ],
)
def test_contract_catches(broken: NerRow, column: str):
    assert [found for found, _ in broken_rules(TASK, broken)] == [column]


def test_contract_catches_a_repeated_sentence():
    repeated = replace(row(), guid=GUID[:-1] + "0")
    assert broken_rules(TASK, row(), repeated) == [("sentence", "expect_column_values_to_be_unique")]
