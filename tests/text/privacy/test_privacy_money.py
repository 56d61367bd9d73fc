from __future__ import annotations

import pytest
from privacy_cases import found, of_kind


@pytest.mark.parametrize(
    "number",
    [
        *("4111-1111-1111-1111", "4111 1111 1111 1111", "4111111111111111", "5555555555554444"),
        *("5105-1051-0510-5100", "3782-822463-10005", "378282246310005", "3714 496353 98431"),
        *("3530-1113-3330-0000", "3566002020360505", "6011-1111-1111-1117", "6011 0009 9013 9424"),
        *("2223-0031-2200-3222", "5200-8282-8282-8210", "4012888888881881", "4000-0566-5566-5556"),
        *("6200-0000-0000-0005", "3056 930902 5904", "36227206271667", "9400-1234-5678-9012"),
    ],
)
def test_cards(number: str) -> None:
    assert found(f"카드 {number} 결제") == [("card", number)]
    wrong = number[:-1] + str((int(number[-1]) + 1) % 10)
    assert not of_kind("card", f"카드 {wrong} 결제")


@pytest.mark.parametrize(
    "text",
    [
        *("2024-0101-1234-5678", "7111-1111-1111-1111", "4111-1111-1111-111", "4111-1111-1111-11112"),
        *("4111-11111111-1111", "4111 1111-1111-1111", "14111-1111-1111-1111", "4111.1111.1111.1111"),
        *("/4111111111111111", "id=4111111111111111", "A4111111111111111", "4,111,111,111,111,111원"),
        *("4111-1111-1111-1111-1", "1-4111-1111-1111-1111", "0000-0000-0000-0000", "1111-1111-1111-1117"),
        *("2000-0000-0000-0000", "8888-8888-8888-8888", "6666-6666-6666-6664", "카드 16장"),
    ],
)
def test_what_is_no_card(text: str) -> None:
    assert not of_kind("card", text)


@pytest.mark.parametrize(
    ("before", "number"),
    [
        *(
            ("국민은행 ", "123456-01-234567"),
            ("신한은행 ", "110-123-456789"),
            ("우리은행: ", "1002-123-456789"),
        ),
        *(
            ("하나은행(", "123-456789-01234"),
            ("기업은행 ", "123-456789-01-234"),
            ("농협 ", "302-1234-5678-91"),
        ),
        *(
            ("카카오뱅크 ", "3333-01-1234567"),
            ("토스뱅크 ", "1000-1234-5678"),
            ("케이뱅크 ", "100-123-456789"),
        ),
        *(("새마을금고 ", "9002-1234-5678-9"), ("우체국 ", "123456-02-123456"), ("신협 ", "131-012-345678")),
        *(("계좌 ", "110-010-0000-1234"), ("계좌번호 ", "12345678901"), ("계좌번호는 ", "123-12-123456")),
        *(("입금 계좌: 신한 ", "110-987-654321"), ("국민 ", "123456-04-123456"), ("신한 ", "110-111-222222")),
        *(("저축은행 ", "04-12-345678-9"), ("부산은행 ", "112-2345-6789-01"), ("증권 ", "123-45-678901")),
    ],
)
def test_accounts(before: str, number: str) -> None:
    assert found(f"{before}{number}로 보내 주세요") == [("account", number)]


@pytest.mark.parametrize(
    "text",
    [
        *("110-123-456789", "번호 110-123-456789", "은행 2008-2009", "은행은 1997-12-03 위기를 맞았다"),
        *("은행 이자는 3.5-4.0%", "은행 지점 1,234-5,678개", "우리 110번", "국민 1000만 명", "하나 2-1"),
        *("농협 2022-2023 리그", "은행나무 12-34", "농협은 10-12월", "계좌 12-34", "계좌 1-2-3"),
        *("계좌\n110-123-456789", "기업 100-200개", "제일 2000-3000원", "은행 123-45", "신협 2-1-3"),
        *("은행에 간 것은 아주 오래전 일이라 기억이 흐리다 110-123-456789", "증권 2019-01-02-123456"),
    ],
)
def test_what_is_no_account(text: str) -> None:
    assert not of_kind("account", text)


def business_number(first: str) -> str:
    digits = [int(digit) for digit in first if digit.isdigit()]
    total = sum(w * d for w, d in zip((1, 3, 7, 1, 3, 7, 1, 3, 5), digits, strict=True)) + digits[8] * 5 // 10
    return f"{first}{-total % 10}"


@pytest.mark.parametrize(
    "first",
    [
        f"{office}-{kind}-{serial}"
        for office, kind, serial in zip(
            range(101, 921, 40), range(10, 94, 4), range(1000, 9999, 428), strict=False
        )
    ],
)
def test_business_numbers(first: str) -> None:
    number = business_number(first)
    assert found(f"등록 {number}") == [("business_number", number)]
    wrong = number[:-1] + str((int(number[-1]) + 1) % 10)
    assert not of_kind("business_number", wrong)
    bare = number.replace("-", "")
    assert not of_kind("business_number", bare)
    assert found(f"사업자등록번호 {bare}") == [("business_number", bare)]


def test_published_business_numbers() -> None:
    assert found("120-81-84429") == [("business_number", "120-81-84429")]
