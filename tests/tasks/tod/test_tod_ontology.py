from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pydantic
import pytest

from pipeline.tasks.tod.ontology import DONTCARE, NAME, NONE, OntologyFile, Slot, ontology


def test_there_are_45_slots_in_5_domains():
    assert list(ontology().domains) == ["숙소", "식당", "관광", "택시", "지하철"]
    counted = Counter(slot.partition("-")[0] for slot in ontology().slots)
    assert list(counted.values()) == [15, 13, 9, 5, 3]


def test_slots_are_those_of_klue(real_data: Path):
    path = real_data / "klue/klue_benchmark/wos-v1.1/ontology.json"
    assert set(json.loads(path.read_text(encoding="utf-8"))) == set(ontology().slots)


@pytest.mark.parametrize(
    ("slot", "value", "takes"),
    [
        ("숙소-지역", "서울 북쪽", True),
        ("숙소-지역", "북쪽", False),
        ("식당-예약 시간", "18:30", True),
        ("식당-예약 시간", "6:30", False),
        ("식당-예약 시간", "24:00", False),
        ("식당-예약 시간", "18:30 ", False),
        ("식당-예약 명수", "11", False),
        ("식당-예약 시간", DONTCARE, True),
        ("숙소-주차 가능", NONE, True),
    ],
)
def test_what_a_slot_takes(slot: str, value: str, takes: bool):
    assert ontology().slots[slot].takes(value) is takes


def test_a_domain_asks_for_what_is_no_slot():
    for domain in ontology().domains.values():
        assert not set(domain.requests) & set(domain.slots)
        assert all(NAME not in name or name == NAME for name in domain.slots)


def test_a_slot_has_either_values_or_a_pattern():
    with pytest.raises(pydantic.ValidationError, match="either values or a pattern"):
        Slot(description="", type="time", ask=False, book=False)


def test_what_every_slot_takes_is_fixed():
    with pytest.raises(pydantic.ValidationError, match="nothing else"):
        OntologyFile(version="1", every_slot=("none", "any"), domains={})
