from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import BadInputError, UsageError
from pipeline.klue_format.files import Source, load, save


def test_line_endings_are_noted_and_marks_dropped(tmp_path: Path):
    path = tmp_path / "file"
    path.write_bytes("\ufeff가\r\n나\r\n".encode())
    assert load(path) == Source(str(path), "가\n나\n", "\r\n")
    path.write_bytes("가\n나\u2028\x85".encode())
    assert load(path) == Source(str(path), "가\n나\u2028\x85", "\n")


def test_another_encoding_is_named_with_its_line(tmp_path: Path):
    path = tmp_path / "file"
    path.write_bytes(b"abc\n" + "한글".encode("cp949"))
    with pytest.raises(BadInputError, match=r"file:2: is not UTF-8 \(byte 4 of the file") as caught:
        load(path)
    assert caught.value.remedy is not None
    path.write_bytes("[]".encode("utf-16"))
    with pytest.raises(BadInputError, match="file:1: is not UTF-8"):
        load(path)


def test_files_that_are_not_there(tmp_path: Path):
    with pytest.raises(BadInputError, match="no such file"):
        load(tmp_path / "none")
    with pytest.raises(BadInputError, match="cannot be read"):
        load(tmp_path)
    with pytest.raises(UsageError, match="cannot be written"):
        save(tmp_path / "none" / "file", "")


def test_half_a_surrogate_pair_is_not_written(tmp_path: Path):
    with pytest.raises(BadInputError, match=r"file:2: was not written"):
        save(tmp_path / "file", "가\n\ud83d")
    assert not (tmp_path / "file").exists()
