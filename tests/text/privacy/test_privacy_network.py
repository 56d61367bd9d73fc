from __future__ import annotations

import pytest
from privacy_cases import found, of_kind


@pytest.mark.parametrize(
    "address",
    [
        *("hong.gildong@example.com", "a+b@mail.example.co.kr", "a_b-1@ex-ample.org", "a@b.io", "1@2.net"),
        *("x.y.z@sub.sub.example.ac.kr", "HONG@EXAMPLE.COM", "hong%kim@example.com", "a-b@example.museum"),
        *("hong@xn--9n2bp8q.com", "hong@example.xn--3e0b707e", "h1234567@example.re.kr", "_a@example.com"),
        *("kim2024@example.go.kr", "a.b-c_d@example.or.kr", "no-reply@example.com", "lee@example.pe.kr"),
        *("choi@1example.com", "z@example.co", "jung99@ex4mple.net"),
    ],
)
def test_email(address: str) -> None:
    assert found(f"메일은{address}로.") == [("email", address)]
    assert found(f"({address})") == [("email", address)]
    assert found(f"<{address}>.") == [("email", address)]


@pytest.mark.parametrize(
    "text",
    [
        *("@example", "a@b", "안녕@하세요.컴", "a@example.c", "@a.b", "a@b@c", "a @ example.com", "a@.com"),
        *("a@example..com", "1321@344676.htm", "icon@2x.png", "문의@example", "@@@", "a@-example.com"),
        *("a@example-.com", "a@example.123", "photo@3x.jpg", "3@5.2", "트위터 @hong_gildong", "a＠b"),
    ],
)
def test_what_is_no_email(text: str) -> None:
    assert not of_kind("email", text)


@pytest.mark.parametrize(
    "address",
    [
        *("1.2.3.104", "8.8.108.8", "61.32.10.5", "100.1.2.3", "121.160.5.77", "203.0.114.9", "211.33.44.55"),
        *("45.77.1.250", "99.100.101.102", "13.125.0.30", "175.45.176.1", "220.95.233.171", "58.120.1.2"),
        *("2600:1702:4190:59b0:c099:4ec4:8884:c759", "2001:4860:4860::8888", "2401:4900::86:9b6c:1"),
        *("2a00:1450:4001:81b::200e", "2804:14D:8081:8AA2:75D1:4187:CF70:D35A", "2606:4700::6810:85e5"),
        "2406:da12:1:2::5",
    ],
)
def test_ip(address: str) -> None:
    assert found(f"작성자({address})의 글") == [("ip", address)]
    assert found(f"{address}") == [("ip", address)]


@pytest.mark.parametrize(
    "text",
    [
        *(
            "127.0.0.1",
            "10.20.30.40",
            "192.168.0.10",
            "172.16.40.1",
            "169.254.1.30",
            "0.0.0.0",
            "224.0.0.251",
        ),
        *(
            "버전 1.2.3.104",
            "v2.30.41.7",
            "Ver 10.30.2.1",
            "제 3.2.1.4",
            "3.2.1.1 절",
            "1.2.3.4.50",
            "256.1.2.3",
        ),
        *(
            "999.1.1.1",
            "2019.08.06.10",
            "/12.34.56.78",
            "a12.34.56.78",
            "12:30:45",
            "1:2",
            "::1",
            "fe80::1:2:3",
        ),
        *("std::vector", "2001:db8::1:2", "12.34.56.78a", "1.2.3", "iOS 13.3.41.2"),
    ],
)
def test_versions_and_private_addresses_are_no_ip(text: str) -> None:
    assert not of_kind("ip", text)


def test_small_numbers_are_an_ip_beside_a_word() -> None:
    assert found("IP 1.2.3.4") == [("ip", "1.2.3.4")]


@pytest.mark.parametrize(
    ("url", "secret"),
    [
        *(("https://hong:1234@example.com/", "hong:1234"), ("ftp://u:p@10.0.0.1", "u:p")),
        *(
            (f"https://example.com/?{name}=abc123", "abc123")
            for name in (
                *(
                    "token",
                    "access_token",
                    "accessToken",
                    "api_key",
                    "apikey",
                    "key_auth&auth",
                    "password",
                    "passwd",
                ),
                *(
                    "pwd",
                    "secret",
                    "session_id",
                    "sessionid",
                    "sid",
                    "PHPSESSID",
                    "jsessionid",
                    "sig",
                    "signature",
                ),
                *("email", "mail", "user_id", "userid", "username", "user_name"),
            )
        ),
        ("https://example.com/?q=1&token=abc.def-ghi#top", "abc.def-ghi"),
        ("http://example.com/?email=hong%40example.com&x=1", "hong%40example.com"),
    ],
)
def test_secrets_in_urls(url: str, secret: str) -> None:
    assert of_kind("url_secret", f"주소 {url} 참고") == [secret]


@pytest.mark.parametrize(
    "text",
    [
        *("https://example.com/", "https://example.com:8080/a", "https://example.com/?id=abc", "?uid=40083"),
        *(
            "https://example.com/@hong",
            "http://example.com/?q=token",
            "token=abc",
            "password=1234",
            "?key=ab",
        ),
        *(
            "https://example.com/?tokens=abcd",
            "https://example.com/?mytoken=abcd",
            "?email=",
            "?sid=1",
            "://",
        ),
        *(
            "http://a@b",
            "https://example.com/token/abc",
            "10:30@회의실",
            "비율 1:2@3",
            "?page=2",
            "?token= abc",
        ),
    ],
)
def test_what_is_no_secret_of_a_url(text: str) -> None:
    assert not of_kind("url_secret", text)
