"""Where a text changes its encoding."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from pipeline.text.decode import UndecodableError, decode
from pipeline.text.mixture import Stretch, describe, stretches
from pipeline.text.spelling import compose

UTF_8 = "앞은 유니코드로 적은 문장이다.\n".encode()
CP949 = "뒤는 완성형으로 적은 문장이다.\n".encode("cp949")
JOHAB = "사이는 조합형으로 적은 문장이다.\n".encode("johab")
ASCII = b"plain ASCII\n"


def test_stretches_are_lines_of_one_encoding() -> None:
    data = ASCII + UTF_8 * 2 + ASCII + CP949 + ASCII + UTF_8 + b"\xff\xff\xff\n" + JOHAB
    ends = [len(ASCII + UTF_8 * 2 + ASCII), len(CP949 + ASCII), len(UTF_8), 4, len(JOHAB)]
    found = list(stretches(io.BytesIO(data)))
    assert [stretch.encoding for stretch in found] == ["utf-8", "cp949", "utf-8", "unknown bytes", "johab"]
    assert [stretch.end - stretch.start for stretch in found] == ends
    assert found[0] == Stretch("utf-8", 0, ends[0])


def test_ascii_and_nothing_have_no_stretches() -> None:
    assert list(stretches(io.BytesIO(ASCII * 3))) == []
    assert list(stretches(io.BytesIO(b""))) == []


def test_the_rarer_encoding_is_placed() -> None:
    error = UndecodableError(0, ("utf-8", "cp949"))
    size = len(UTF_8)
    assert describe(io.BytesIO(UTF_8 * 3 + CP949), error) == (
        f"mostly utf-8; cp949 at bytes {3 * size}–{3 * size + len(CP949)}"
    )
    assert describe(io.BytesIO((UTF_8 * 3 + CP949) * 9), error).endswith("and in 4 more places")
    assert describe(io.BytesIO(CP949), error) == "it fits none of utf-8, cp949, or more than one"


def test_the_mixed_constitution_line_by_line(real_data: Path) -> None:
    path = real_data / "constructed-encodings/constitution.mixed-utf8-cp949.txt"
    oracle = (real_data / "konlpy-law/konlpy/data/corpus/kolaw/constitution.txt").read_bytes().decode()
    lines = path.read_bytes().split(b"\n")
    stated = {"utf-8": [], "cp949": []}
    offset = 0
    with path.open("rb") as file:
        for stretch in stretches(file):
            stated[stretch.encoding].append((stretch.start, stretch.end))
    for line, true in zip(lines, oracle.split("\n"), strict=True):
        if not line.isascii():
            encoding = "utf-8" if line == true.encode() else "cp949"
            assert any(start <= offset < end for start, end in stated[encoding]), true
        offset += len(line) + 1


@pytest.mark.parametrize(
    ("spelt", "composed"),
    [("ㅤㄸㅗㅁ방각하", "똠방각하"), ("ㅤㅎㅐㅤ는", "해는"), ("ㅋㅋㅠㅠ", "ㅋㅋㅠㅠ"), ("ㅤㄳㅏㅤ", "ㅤㄳㅏㅤ")],
)
def test_spelt_syllables_are_put_together(spelt: str, composed: str) -> None:
    assert compose(spelt) == composed


def test_every_syllable_comes_back_from_euc_kr() -> None:
    syllables = "".join(map(chr, range(ord("가"), ord("힣") + 1)))
    assert compose(syllables.encode("euc_kr").decode("cp949")) == syllables
    text = "이 문장은 그리고 나서 똠방각하를 적는다."
    assert decode(text.encode("euc_kr")).text == text


@pytest.mark.parametrize("codec", ["iso2022_jp", "iso2022_jp_2"])
def test_other_character_sets_that_look_like_ascii_are_refused(codec: str) -> None:
    with pytest.raises(UndecodableError) as caught:
        decode("plain 日本国民は".encode(codec))
    assert caught.value.offset == 6


def test_the_escapes_of_a_terminal_are_no_character_set() -> None:
    text = "\x1b[31m빨간 글\x1b[0m\x1b(B 끝"
    assert decode(text.encode()).text == text
