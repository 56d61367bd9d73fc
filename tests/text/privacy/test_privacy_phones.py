from __future__ import annotations

import pytest
from privacy_cases import evidence, found, of_kind


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
        "+82 (0)10 0000 1234",
        "０１０－００００－１２３４",
        "010–0000–1234",
        "02-000-1234",
        "02-0000-1234",
        "(02) 000-1234",
        "031-000-1234",
        "064) 700-1234",
        "+82-2-000-1234",
        "070-0000-1234",
        "0505-000-1234",
        "0504-0000-1234",
        "050700001234",
        "044-200-0000",
    ],
)
def test_telephone_numbers(number: str) -> None:
    assert found(f"문의는 {number}로 해 주세요.") == [("phone", number)]


@pytest.mark.parametrize(
    "text",
    [
        "2010-0000-1234",
        "0212345678이라는 수",
        "2024-01-16 3141-5926",
        "3.14159265358979",
        "1,010,000,1234",
        "099-000-1234",
        "010-0000-12345",
        "제010-00호",
        "01-2023-0001",
        "2 대 0, 3-1 승",
        "1950-1953",
        "10-0000-1234",
        "010-00-1234",
        "010-0000-123",
        "080-000",
        "0.02-0.0312",
        "02:30~03:15",
        "기원전 010년",
        "5-010-0000-1234",
        "019000012345",
    ],
)
def test_other_numbers_are_not_telephone_numbers(text: str) -> None:
    assert not of_kind("phone", text)


def test_a_landline_without_hyphens_needs_a_word() -> None:
    assert found("전화 0223456789") == [("phone", "0223456789")]
    assert found("값은 0223456789") == []


def test_what_the_numbering_plan_does_not_have_is_told_by_its_form() -> None:
    assert evidence("02-0000-1234") == ["form"]
    assert evidence("02-2345-6789") == ["check"]


@pytest.mark.parametrize(
    "number",
    [
        *("1588-0000", "1544-1234", "1566-9999", "1577-0001", "1599-9000", "1522-5678", "1533-3456"),
        *("1600-0000", "1644-4567", "1660-6789", "1661-9876", "1666-8888", "1670-7777", "1688-5678"),
        *("1800-9000", "1833-3300", "1855-0000", "1877-5555", "1899-9999", "080-200-1234"),
    ],
)
def test_service_numbers(number: str) -> None:
    assert found(f"고객센터 {number}번으로") == [("service_number", number)]


@pytest.mark.parametrize(
    "text",
    [
        *("1588-1592", "1592-1598년 임진왜란", "1800-1899", "1866-1910", "1644-1912", "1600-1650년"),
        *("1534-5678", "1234-5678", "1999-9999", "21588-0000", "1588-00000", "1588.0000", "1588,0000"),
        *("15880000", "1588 0000", "1588-000", "1-1588-0000", "1588-0000-1", "제1588호", "1588원 0000"),
    ],
)
def test_years_and_other_pairs_are_no_service_numbers(text: str) -> None:
    assert not of_kind("service_number", text)


def test_a_service_number_that_could_be_years_needs_a_word() -> None:
    assert found("전화는 1588-1592") == [("service_number", "1588-1592")]
