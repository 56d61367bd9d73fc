"""Encodings are told, or refused with the offset."""

from __future__ import annotations

import io
import pickle
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import BadInputError
from pipeline.text import decode as module
from pipeline.text.decode import TextFile, UndecodableError, decode

KOREAN = "이 문장은 여러 부호화로 적힌다.\n둘째 줄도 그렇다!\n그리고 뷁도 없다.\n"
EXTENDED = "그 사람은 똠방각하처럼 펲시를 마셨다.\n"
"""With syllables that CP949 has and EUC-KR has not."""


@pytest.mark.parametrize(
    ("codec", "encoding"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("utf-16", "utf-16-le"),
        ("utf-32", "utf-32-le"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("johab", "johab"),
    ],
)
def test_each_encoding_is_told(codec: str, encoding: str) -> None:
    decoded = decode(KOREAN.encode(codec))
    assert (decoded.text, decoded.encoding) == (KOREAN, encoding)
    assert 0.5 <= decoded.confidence <= 1


def test_euc_kr_is_told_from_cp949() -> None:
    inside = KOREAN.replace("뷁", "백")
    assert decode(inside.encode("euc_kr")).encoding == "euc-kr"
    assert decode(EXTENDED.encode("cp949")).encoding == "cp949"
    assert decode(EXTENDED.encode("cp949")).text == EXTENDED


def test_iso_2022_kr_is_not_taken_for_ascii() -> None:
    text = "한글 편지"
    assert decode(text.encode("iso2022_kr")).text == text


@pytest.mark.parametrize("data", [b"", b"plain ASCII\r\n", "café ñandú".encode()])
def test_text_without_hangul_is_utf_8(data: bytes) -> None:
    decoded = decode(data)
    assert (decoded.text, decoded.encoding, decoded.confidence) == (data.decode(), "utf-8", 1)


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_utf_16_of_ascii_alone_is_told_by_its_zeros(codec: str) -> None:
    assert decode("id,label\n1,2\n".encode(codec)).text == "id,label\n1,2\n"


def test_a_stray_zero_does_not_spoil_utf_8() -> None:
    assert decode(b"a line of text with a zero \0 in it").encoding == "utf-8"


@pytest.mark.parametrize(
    "data",
    [
        "日本国民は正当に選挙された国会における代表者を通じて行動し".encode("euc_jp"),
        "中华人民共和国是工人阶级领导的以工农联盟为基础的".encode("gb2312"),
        "中华人民共和国是工人阶级领导的以工农联盟为基础的".encode("utf-16-be"),
        "日本国民は正当に選挙された国会における".encode("shift_jis"),
        "Un café très élégant".encode("latin-1"),
        "굿".encode("cp949"),
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1",
    ],
)
def test_what_cannot_be_told_is_refused(data: bytes) -> None:
    with pytest.raises(UndecodableError):
        decode(data)


def test_utf_8_that_is_as_well_cp949_is_refused() -> None:
    both = "- 천책 천책".encode("cp949")
    assert both.decode("utf-8") == "- õå õå"
    with pytest.raises(UndecodableError) as caught:
        decode(both)
    assert caught.value.offset == 2


def test_a_mix_names_the_first_byte_that_does_not_fit() -> None:
    utf_8 = KOREAN.encode() * 3
    with pytest.raises(UndecodableError) as caught:
        decode(utf_8 + KOREAN.encode("cp949"))
    assert caught.value.offset == len(utf_8)
    assert "utf-8" in caught.value.encodings_tried


def test_a_line_of_utf_8_that_happens_to_fit_cp949_is_found() -> None:
    stray = "각각\n".encode()
    assert stray.decode("cp949") != "각각\n"
    before = KOREAN.replace("뷁", "백").encode("cp949")
    with pytest.raises(UndecodableError) as caught:
        decode(before + stray + before)
    assert caught.value.offset == len(before)


@pytest.mark.parametrize("cut", [1, 2])
def test_a_truncated_character_is_refused_at_its_first_byte(cut: int) -> None:
    data = KOREAN.strip().encode() + "끝".encode()
    for read in (decode, lambda d: list(TextFile(io.BytesIO(d)))):
        with pytest.raises(UndecodableError) as caught:
            read(data[:-cut])
        assert caught.value.offset == len(data) - 3


def test_the_error_says_where_and_what_to_do_and_survives_a_process_boundary(tmp_path: Path) -> None:
    path = tmp_path / "mixed.txt"
    path.write_bytes(KOREAN.encode() + b"\xff")
    with path.open("rb") as file, pytest.raises(BadInputError) as caught:
        list(TextFile(file, path))
    assert str(path) in caught.value.what
    assert str(len(KOREAN.encode())) in caught.value.what
    assert "UTF-8" in (caught.value.remedy or "")
    again = pickle.loads(pickle.dumps(caught.value))
    assert (again.what, again.remedy, again.offset) == (
        caught.value.what,
        caught.value.remedy,
        len(KOREAN.encode()),
    )


@given(
    st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=200),
    st.sampled_from(["utf-8-sig", "utf-16", "utf-32"]),
)
def test_marked_text_comes_back_whatever_it_says(text: str, codec: str) -> None:
    assert decode(text.encode(codec)).text == text


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0\x1b"), max_size=80))
def test_utf_8_is_read_as_such_or_refused(text: str) -> None:
    try:
        decoded = decode(text.encode())
    except UndecodableError:
        assert max(text) < "\u0800"
    else:
        assert (decoded.text, decoded.encoding) == (text.removeprefix("\ufeff"), "utf-8")


LONG = "첫째 줄은 길지 않다.\r\n" + "나머지 줄은 조금 더 길다고 한다.\r\n" * 60 + "끝"


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "cp949", "johab", "utf-16", "utf-16-be"])
@pytest.mark.parametrize("ascii_lines", [0, 40])
@pytest.mark.parametrize("sample", [7, 64, 1 << 20])
def test_a_stream_gives_the_lines_of_the_whole(
    monkeypatch: pytest.MonkeyPatch, codec: str, ascii_lines: int, sample: int
) -> None:
    monkeypatch.setattr(module, "SAMPLE", sample)
    if sample == 7:
        monkeypatch.setattr(module, "ENOUGH", 0.2)
    text = "an ASCII line\r\n" * ascii_lines + LONG
    file = TextFile(io.BytesIO(text.encode(codec)))
    assert "".join(file) == text.replace("\r\n", "\n")
    assert file.encoding == decode(text.encode(codec)).encoding.replace("euc-kr", "cp949")


def test_one_syllable_at_the_end_of_a_block_does_not_decide(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "SAMPLE", 58)
    text = "an ASCII line\n" * 4 + "- 굿\n" + "나머지 줄은 조금 더 길다고 한다.\n" * 9
    assert "".join(TextFile(io.BytesIO(text.encode("cp949")))) == text


def test_a_stream_of_iso_2022_kr() -> None:
    assert "".join(TextFile(io.BytesIO(LONG.encode("iso2022_kr")))) == LONG.replace("\r\n", "\n")


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_lines_end_in_a_line_feed(newline: str) -> None:
    data = newline.join(["가나다라", "", "마바사아", "끝"]).encode()
    assert list(TextFile(io.BytesIO(data))) == ["가나다라\n", "\n", "마바사아\n", "끝"]


def test_ascii_alone_is_ascii() -> None:
    file = TextFile(io.BytesIO(b"a\nb"))
    assert list(file) == ["a\n", "b"]
    assert file.encoding == "ascii"


@pytest.mark.parametrize("codec", ["utf-8", "cp949", "utf-16"])
def test_a_stream_names_the_offset_in_the_whole_file(monkeypatch: pytest.MonkeyPatch, codec: str) -> None:
    monkeypatch.setattr(module, "SAMPLE", 256)
    before = b"an ASCII line\n" * 30 if codec != "utf-16" else b""
    before += LONG.encode(codec)
    stray = {"utf-8": b"\n\xff", "cp949": "\n각각".encode(), "utf-16": "\n".encode("utf-16-le") + b"\0\xdc"}[
        codec
    ]
    with pytest.raises(UndecodableError) as caught:
        list(TextFile(io.BytesIO(before + stray)))
    assert caught.value.offset == len(before) + len("\n".encode(codec.replace("16", "16-le")))


@pytest.mark.parametrize(
    ("name", "encoding"),
    [
        ("constitution.cp949.txt", "euc-kr"),
        ("constitution.euckr.txt", "euc-kr"),
        ("constitution.utf16le-bom.txt", "utf-16-le"),
        ("constitution.utf8-bom.txt", "utf-8"),
        ("constitution.nfd.txt", "utf-8"),
    ],
)
def test_the_constitution_in_every_encoding(real_data: Path, name: str, encoding: str) -> None:
    oracle = (real_data / "konlpy-law/konlpy/data/corpus/kolaw/constitution.txt").read_text("utf-8")
    path = real_data / "constructed-encodings" / name
    decoded = decode(path.read_bytes())
    assert decoded.encoding == encoding
    assert unicodedata.normalize("NFC", decoded.text).replace("\r\n", "\n") == oracle
    with path.open("rb") as file:
        assert unicodedata.normalize("NFC", "".join(TextFile(file))) == oracle


def test_the_mixed_constitution_is_refused_with_an_offset(real_data: Path) -> None:
    path = real_data / "constructed-encodings/constitution.mixed-utf8-cp949.txt"
    data = path.read_bytes()
    with pytest.raises(UndecodableError) as caught:
        decode(data)
    offset = caught.value.offset
    assert data[:offset].decode("utf-8")
    with pytest.raises(UnicodeDecodeError):
        data[: offset + 2].decode("utf-8")
    with path.open("rb") as file, pytest.raises(UndecodableError) as streamed:
        list(TextFile(file))
    assert streamed.value.offset == offset
