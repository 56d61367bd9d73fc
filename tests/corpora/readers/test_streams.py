import bz2
import gzip
import lzma

import pytest

from pipeline.corpora.readers.base import InputFile
from pipeline.corpora.readers.streams import open_bytes, open_lines
from pipeline.errors import BadInputError
from pipeline.text.decode import UndecodableError

COMPRESS = {"": lambda data: data, ".bz2": bz2.compress, ".gz": gzip.compress, ".xz": lzma.compress}


@pytest.mark.parametrize("suffix", COMPRESS)
def test_compressed_files_are_opened_by_their_suffix(tmp_path, suffix):
    path = tmp_path / f"text.txt{suffix}"
    path.write_bytes(COMPRESS[suffix]("하나\r\n둘".encode()))
    with open_lines(InputFile(path, "text")) as lines:
        assert list(lines) == ["하나\n", "둘"]


def test_all_streams_of_a_file_are_read(tmp_path):
    path = tmp_path / "many.bz2"
    path.write_bytes(bz2.compress(b"one ") + bz2.compress(b"two"))
    with open_bytes(InputFile(path, "many")) as stream:
        assert stream.read() == b"one two"


@pytest.mark.parametrize("suffix", [".bz2", ".gz", ".xz"])
@pytest.mark.parametrize("damage", ["truncated", "no such format"])
def test_a_damaged_file_is_named(tmp_path, suffix, damage):
    path = tmp_path / f"damaged{suffix}"
    whole = COMPRESS[suffix](bytes(range(256)) * 50)
    path.write_bytes(whole[: len(whole) // 2] if damage == "truncated" else b"something else altogether")
    with (
        pytest.raises(BadInputError, match="corpus/damaged"),
        open_bytes(InputFile(path, f"corpus/damaged{suffix}")) as stream,
    ):
        stream.read()


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(BadInputError, match="gone"), open_bytes(InputFile(tmp_path / "gone", "gone")):
        pass


def test_text_in_two_encodings_is_not_guessed(tmp_path):
    path = tmp_path / "mixed.txt"
    path.write_bytes("앞은 유니코드이고\n".encode() * 5 + "뒤는 완성형이다\n".encode("cp949") * 5)
    with pytest.raises(UndecodableError), open_lines(InputFile(path, "mixed")) as lines:
        list(lines)
