from __future__ import annotations

import pytest
from privacy_cases import evidence, found, of_kind
from stdnum.kr import rrn


def resident_number(birth: str, rest: str) -> str:
    digits = [int(digit) for digit in birth + rest]
    weights = [2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5]
    base = 13 if rest[0] in "5678" else 11
    return f"{birth}-{rest}{(base - sum(w * d for w, d in zip(weights, digits, strict=True)) % 11) % 10}"


BORN = ["990228", "000229", "880101", "701231", "650415", "121212", "031130", "450815", "560625", "190301"]


@pytest.mark.parametrize("birth", BORN)
@pytest.mark.parametrize("sex", "12345678")
def test_registration_numbers(birth: str, sex: str) -> None:
    number = resident_number(birth, f"{sex}01234") if birth != "000229" else None
    if number is None:
        number = resident_number(birth, f"{'3' if sex in '1234' else '7'}01234")
    kind = "resident_number" if number[7] in "1234" else "foreigner_number"
    assert found(f"번호 {number}입니다") == [(kind, number)]
    assert found(f"({number})") == [(kind, number)]
    bare = number.replace("-", "")
    assert found(f"번호 {bare}입니다") == [(kind, bare)]
    assert evidence(number) == ["check"]


def test_the_check_digit_of_nationals_is_that_of_stdnum() -> None:
    for number in (resident_number(birth, "101234") for birth in BORN if birth != "000229"):
        assert rrn.is_valid(number)
        assert not rrn.is_valid(number[:-1] + str((int(number[-1]) + 1) % 10))


@pytest.mark.parametrize(
    "text",
    [
        resident_number("990230", "100000"),
        resident_number("010229", "100000"),
        resident_number("991301", "100000"),
        resident_number("990001", "100000"),
        resident_number("990100", "100000"),
        f"/news/{resident_number('880101', '100000').replace('-', '')}.html",
        f"id={resident_number('880101', '100000').replace('-', '')}",
        f"1{resident_number('880101', '100000')}",
        f"{resident_number('880101', '100000')}1",
        f"12-{resident_number('880101', '100000')}",
        "880101-9000000",
        "880101-0000000",
        "880101-100000",
        "88-0101-1000000",
        "2024-01-16 3141592",
        "1,234,567,890,123원",
        "ISBN 9788912345678",
        "등록 제123456-1호",
        "880101~1000000",
        "3.141592653589793",
    ],
)
def test_what_is_no_registration_number(text: str) -> None:
    assert not of_kind("resident_number", text)
    assert not of_kind("foreigner_number", text)


def test_a_wrong_check_digit_is_found_only_beside_a_word() -> None:
    number = resident_number("880101", "100000")
    wrong = number[:-1] + str((int(number[-1]) + 1) % 10)
    assert found(wrong) == []
    assert found(f"주민등록번호는 {wrong}") == [("resident_number", wrong)]
    assert evidence(f"주민번호 {wrong}") == ["context"]
    assert found(f"주민등록번호는 {wrong.replace('-', '')}") == []


def test_since_october_2020_registration_numbers_have_no_check_digit() -> None:
    for last in range(10):
        assert found(f"201005-300000{last}") == [("resident_number", f"201005-300000{last}")]
    assert {e for last in range(10) for e in evidence(f"201005-300000{last}")} == {"form", "check"}
    assert sum(found(f"201004-300000{last}") != [] for last in range(10)) == 1
    assert sum(found(f"201005300000{last}") != [] for last in range(10)) == 1


@pytest.mark.parametrize("number", ["M12345678", "S98765432", "M123A4567", "R000Z0000", "D11112222"])
@pytest.mark.parametrize("before", ["여권번호 ", "여권 번호는 ", "passport no. ", "여권("])
def test_passports(number: str, before: str) -> None:
    assert found(f"{before}{number}입니다") == [("passport", number)]


@pytest.mark.parametrize(
    "text",
    [
        "M12345678",
        "모델명 M12345678",
        "여권번호 X12345678",
        "여권번호 M1234567",
        "여권번호 M123456789",
        "여권번호 AM12345678",
        "여권번호 M1234567A",
        "여권번호 M12A34567",
        "여권을 잃어버렸다. 다시 만드는 데에는 사진 두 장과 수수료, 그리고 S12345678",
        "여권\nM12345678",
        "여권 사진",
        "여권 5,000만 권",
        "여권 2023년 발급",
        "여권번호 m12345678",
        "S12345678 여권",
        "제품 S123A4567",
        "여권 파워 지수 189",
        "M16 소총과 여권",
        "여권 M-12345678",
        "여권 G7",
    ],
)
def test_what_is_no_passport(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "number"),
    [
        *((f"면허 {office}-95-123456-01", f"{office}-95-123456-01") for office in range(11, 27)),
        ("28-01-000000-99", "28-01-000000-99"),
        ("운전면허 119512345601", "119512345601"),
        ("서울 95-123456-01", "95-123456-01"),
        ("경기-02-654321-12", "02-654321-12"),
    ],
)
def test_driving_licences(text: str, number: str) -> None:
    assert found(text) == [("driving_licence", number)]


@pytest.mark.parametrize(
    "text",
    [
        "27-95-123456-01",
        "10-95-123456-01",
        "29-95-123456-01",
        "119512345601",
        "11-95-12345-01",
        "11-95-1234567-01",
        "11-95-123456-1",
        "11-95-123456-012",
        "111-95-123456-01",
        "11-9-123456-01",
        "11-951-23456-01",
        "11.95.123456.01",
        "운전면허 시험은 11월 95명이 보았다",
        "95-123456-01",
        "독도 95-123456-01",
        "면허 번호",
        "면허 1195123456",
        "면허 339512345601",
        "서울 95-12345-01",
        "서울 1995-123456-01",
    ],
)
def test_what_is_no_driving_licence(text: str) -> None:
    assert not of_kind("driving_licence", text)
