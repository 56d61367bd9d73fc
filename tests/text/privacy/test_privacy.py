from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from privacy_cases import found

from pipeline.settings import Privacy
from pipeline.text.privacy import KINDS, find, mask

TEXTS = st.text(st.sampled_from("0123456789-. @a가\n)+로시M:/?="), max_size=80)


def test_every_kind_has_a_setting() -> None:
    assert set(Privacy.model_fields) == set(KINDS)


def test_findings_come_in_the_order_of_the_text() -> None:
    text = "a@example.com, 010-0000-1234, 4111-1111-1111-1111, b@example.com"
    assert [kind for kind, _ in found(text)] == ["email", "phone", "card", "email"]


def test_nothing_goes_over_a_line() -> None:
    assert found("010-\n0000-1234") == []


@given(TEXTS)
def test_findings_lie_apart_in_the_text(text: str) -> None:
    findings = find(text)
    ends = [0, *(finding.end for finding in findings)]
    assert all(end <= finding.start < finding.end for end, finding in zip(ends, findings, strict=False))
    assert all(finding.end <= len(text) for finding in findings)


@given(TEXTS, st.sampled_from(["", "😀", "가\n"]), st.sampled_from(["010-0000-1234", "a@example.com"]))
def test_masking_keeps_lengths_and_leaves_nothing(text: str, before: str, data: str) -> None:
    whole = f"{before}{text}\n{data}\n"
    masked = mask(whole, find(whole))
    assert len(masked) == len(whole)
    assert data not in masked
    assert masked.count("\n") == whole.count("\n")
    outside = set(range(len(whole))) - {i for each in find(whole) for i in range(each.start, each.end)}
    assert all(masked[at] == whole[at] for at in outside)


@pytest.mark.parametrize(
    "text",
    [
        "a" * 200_000,
        "a@" + "b." * 100_000,
        "1-" * 100_000,
        "0" * 200_000,
        "010 " * 50_000,
        "010-0000-1234 " * 50_000,
        "시 로 1 " * 50_000,
        "가" * 200_000 + "로 1",
        "서울시 " * 50_000 + "로 1",
        "은행" * 100_000 + "1",
        "1.2." * 50_000,
        "a:" * 100_000,
        "://a:" * 40_000,
        "?token=" * 30_000,
        "12가" * 70_000,
    ],
)
def test_hostile_text_takes_no_long_time(text: str) -> None:
    begun = time.perf_counter()
    find(text)
    assert time.perf_counter() - begun < 5


def test_headlines_hold_next_to_nothing(real_data: Path) -> None:
    lines = [
        line
        for path in sorted((real_data / "ynat-headlines").rglob("*.txt"))
        for line in path.read_text("utf-8", "ignore").splitlines()
    ]
    assert sum(bool(find(line)) for line in lines) <= len(lines) / 1000
