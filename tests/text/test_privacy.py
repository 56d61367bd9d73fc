"""Every number here is made up; card numbers are those that card companies publish for tests."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.text.privacy import find


def found(text: str) -> list[tuple[str, str]]:
    return [(finding.kind, text[finding.start : finding.end]) for finding in find(text)]


@pytest.mark.parametrize(
    "number",
    [
        "010-0000-1234",
        "010.0000.1234",
        "010 0000 1234",
        "01000001234",
        "010) 0000-1234",
        "010 - 0000 - 1234",
        "011-000-1234",
        "+82 10-0000-1234",
        "+82-10-0000-1234",
        "０１０－００００－１２３４",
        "010–0000–1234",
        "02-000-1234",
        "02-0000-1234",
        "(02) 000-1234",
        "031-000-1234",
        "+82-2-000-1234",
        "070-0000-1234",
        "0505-000-1234",
        "0504-0000-1234",
        "050700001234",
    ],
)
def test_telephone_numbers(number: str) -> None:
    assert found(f"문의는 {number}로 해 주세요.") == [("phone", number)]


@pytest.mark.parametrize(
    "text",
    [
        "대표전화 1588-0000",
        "2010-0000-1234",
        "계좌 110-010-0000-1234",
        "0212345678이라는 수",
        "2024-01-16 3141-5926",
        "3.14159265358979",
        "1,010,000,1234",
        "099-000-1234",
        "010-0000-12345",
        "제010-00호",
    ],
)
def test_other_numbers_are_not_telephone_numbers(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    "address", ["hong.gildong@example.com", "a+b@mail.example.co.kr", "a_b-1@ex-ample.org"]
)
def test_email(address: str) -> None:
    assert found(f"메일은{address}로.") == [("email", address)]
    assert found(f"({address})") == [("email", address)]


@pytest.mark.parametrize("text", ["@example", "a@b", "안녕@하세요.컴", "a@example.c", "@a.b"])
def test_what_is_no_email(text: str) -> None:
    assert found(text) == []


def resident_number(birth: str, rest: str) -> str:
    digits = [int(digit) for digit in birth + rest]
    weights = [2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5]
    base = 13 if rest[0] in "5678" else 11
    return f"{birth}-{rest}{(base - sum(w * d for w, d in zip(weights, digits, strict=True)) % 11) % 10}"


@pytest.mark.parametrize(
    ("birth", "rest"), [("990228", "100000"), ("000229", "400000"), ("880101", "500000")]
)
def test_resident_numbers(birth: str, rest: str) -> None:
    number = resident_number(birth, rest)
    assert found(f"번호 {number}입니다") == [("resident_number", number)]
    assert found(number.replace("-", "")) == [("resident_number", number.replace("-", ""))]
    wrong = number[:-1] + str((int(number[-1]) + 1) % 10)
    assert found(wrong) == []


def test_a_resident_number_needs_a_date_of_birth() -> None:
    assert found(resident_number("990230", "100000")) == []
    assert found(resident_number("010229", "100000")) == []


def test_since_october_2020_resident_numbers_have_no_check_digit() -> None:
    for last in range(10):
        assert found(f"201005-300000{last}") == [("resident_number", f"201005-300000{last}")]
    assert sum(found(f"201004-300000{last}") != [] for last in range(10)) == 1
    assert sum(found(f"201005300000{last}") != [] for last in range(10)) == 1


@pytest.mark.parametrize(
    "number",
    [
        "4111-1111-1111-1111",
        "4111 1111 1111 1111",
        "5555555555554444",
        "3782-822463-10005",
        "378282246310005",
    ],
)
def test_cards(number: str) -> None:
    assert found(f"카드 {number} 결제") == [("card", number)]
    assert found(f"카드 {number[:-1]}9 결제") == []


def test_findings_come_in_the_order_of_the_text() -> None:
    text = "a@example.com, 010-0000-1234, 4111-1111-1111-1111, b@example.com"
    assert [kind for kind, _ in found(text)] == ["email", "phone", "card", "email"]


def test_nothing_goes_over_a_line() -> None:
    assert found("010-\n0000-1234") == []


@given(st.text(st.sampled_from("0123456789-. @a가\n)+"), max_size=60))
def test_findings_lie_apart_in_the_text(text: str) -> None:
    findings = find(text)
    ends = [0, *(finding.end for finding in findings)]
    assert all(end <= finding.start < finding.end for end, finding in zip(ends, findings, strict=False))
    assert all(finding.end <= len(text) for finding in findings)


@pytest.mark.parametrize(
    "text",
    [
        "a" * 200_000,
        "a@" + "b." * 100_000,
        "1-" * 100_000,
        "0" * 200_000,
        "010 " * 50_000,
        "010-0000-1234 " * 50_000,
    ],
)
def test_hostile_text_takes_no_long_time(text: str) -> None:
    begun = time.perf_counter()
    find(text)
    assert time.perf_counter() - begun < 5
