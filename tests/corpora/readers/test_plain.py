import pytest
from reading import read


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "text.txt"
    path.write_bytes("첫 줄\r\n둘째 줄\r\n\r\n \r\n\f셋째 줄\f넷째 줄\r\n".encode())
    return path


def test_a_line_is_a_document(file):
    documents, incidents = read(file, "plain", unit="line")
    assert [(d.row, d.text) for d in documents] == [
        (1, "첫 줄"),
        (2, "둘째 줄"),
        (5, "셋째 줄"),
        (5, "넷째 줄"),
    ]
    assert incidents == []
    assert {d.native_id for d in documents} == {None}


def test_a_paragraph_is_a_document(file):
    documents, _ = read(file, "plain", unit="paragraph")
    assert [(d.row, d.text) for d in documents] == [(1, "첫 줄\n둘째 줄"), (5, "셋째 줄\n넷째 줄")]


def test_a_file_is_a_document_by_its_name(file):
    ((document,), _) = read(file, "plain")
    assert document.native_id == "text.txt"
    assert [line for line in document.text.split("\n") if line.strip()] == [
        "첫 줄",
        "둘째 줄",
        "셋째 줄",
        "넷째 줄",
    ]
    assert "\f" not in document.text
    assert "\r" not in document.text


def test_an_empty_file_is_left_to_be_rejected_by_whoever_cleans_texts(tmp_path):
    path = tmp_path / "empty.txt"
    path.touch()
    ((document,), _) = read(path, "plain")
    assert document.text == ""
    assert read(path, "plain", unit="line") == ([], [])


def test_the_encoding_is_told_from_the_file(tmp_path):
    lines = [
        "내일 아침 일곱 시에 깨워 줄 수 있어?",
        "거실 불을 끄고 커튼을 닫아 줘.",
        "똠얌꿍 끓이는 법을 알려 줘.",
    ]
    path = tmp_path / "cp949.txt"
    path.write_bytes("\r\n".join(lines).encode("cp949"))
    documents, _ = read(path, "plain", unit="line")
    assert [document.text for document in documents] == lines
