import bz2
import gzip
import io
import lzma
import os

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from pipeline.corpora.readers import compression
from pipeline.corpora.readers.base import DamagedFileError, InputFile, TextOptions
from pipeline.corpora.readers.compression import CODECS, Decompressed, SoundReader
from pipeline.corpora.readers.streams import local_copy, open_bytes, open_text
from pipeline.errors import BadInputError

COMPRESS = {
    ".bz2": bz2.compress,
    ".gz": gzip.compress,
    ".xz": lzma.compress,
    ".zst": zstandard.ZstdCompressor(write_checksum=True).compress,
}
CODEC = {suffix: codec for codec in CODECS for suffix in codec.suffixes}


def write(tmp_path, data, name):
    path = tmp_path / name
    path.write_bytes(data)
    return InputFile(path, f"corpus/{name}")


def read_in_portions(file, size=1000):
    """Give what could be read before the damage, and the damage."""
    data = bytearray()

    def read():
        with open_bytes(file) as stream:
            while piece := stream.read(size):
                data.extend(piece)

    with pytest.raises(DamagedFileError) as raised:
        read()
    return bytes(data), raised.value


@pytest.mark.parametrize("suffix", COMPRESS)
@pytest.mark.parametrize("named", [True, False])
def test_compressed_files_are_known_by_their_first_bytes(tmp_path, suffix, named):
    file = write(tmp_path, COMPRESS[suffix]("하나\r\n둘".encode()), f"text{suffix if named else ''}")
    with open_text(file, TextOptions()) as text:
        assert list(text) == ["하나\n", "둘"]


def test_plain_files_are_opened_as_they_are(tmp_path):
    with open_text(write(tmp_path, "하나\r\n둘".encode(), "text"), TextOptions()) as text:
        assert list(text) == ["하나\n", "둘"]


@pytest.mark.parametrize("suffix", COMPRESS)
def test_all_streams_of_a_file_are_read(tmp_path, suffix):
    compress = COMPRESS[suffix]
    file = write(tmp_path, compress(b"one ") + compress(b"") + compress(b"two"), f"many{suffix}")
    with open_bytes(file) as stream:
        assert stream.read() == b"one two"


@given(
    st.sampled_from(sorted(COMPRESS)),
    st.lists(st.binary(max_size=300), min_size=1, max_size=4),
    st.integers(1, 50),
    st.integers(1, 50),
)
def test_any_bytes_come_back_however_they_are_read(suffix, parts, portion, piece):
    packed = b"".join(COMPRESS[suffix](part) for part in parts)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(compression, "PIECE", piece)
        stream = SoundReader(Decompressed(io.BytesIO(packed), CODEC[suffix]), 16)
        assert b"".join(iter(lambda: stream.read(portion), b"")) == b"".join(parts)


@pytest.mark.parametrize("suffix", COMPRESS)
@pytest.mark.parametrize("share", [0.3, 0.9, 0.99])
def test_what_stands_before_a_truncation_is_given(tmp_path, suffix, share):
    whole = os.urandom(3_000_000)
    packed = COMPRESS[suffix](whole)
    data, error = read_in_portions(write(tmp_path, packed[: int(len(packed) * share)], f"cut{suffix}"))
    assert whole.startswith(data)
    assert len(data) >= (share - 0.35) * len(whole)
    assert error.check == "file.broken"
    assert "corpus/cut" in error.what
    assert "breaks off" in error.what


@pytest.mark.parametrize("suffix", COMPRESS)
def test_reading_everything_at_once_raises(tmp_path, suffix):
    packed = COMPRESS[suffix](os.urandom(5_000))
    file = write(tmp_path, packed[:-20], f"cut{suffix}")
    with pytest.raises(DamagedFileError, match="corpus/cut"), open_bytes(file) as stream:
        stream.read()


@pytest.mark.parametrize("suffix", COMPRESS)
def test_a_changed_byte_is_found(tmp_path, suffix):
    packed = bytearray(COMPRESS[suffix](bytes(range(256)) * 400))
    packed[-12] ^= 0xFF
    file = write(tmp_path, bytes(packed), f"changed{suffix}")
    with pytest.raises(DamagedFileError, match=r"damaged|breaks off"), open_bytes(file) as stream:
        stream.read()


@pytest.mark.parametrize("suffix", COMPRESS)
@pytest.mark.parametrize("content", [b"something else altogether", b""])
def test_a_name_that_promises_something_else_is_found(tmp_path, suffix, content):
    file = write(tmp_path, content, f"other{suffix}")
    with pytest.raises(DamagedFileError, match=rf"is called {suffix}"), open_bytes(file):
        pass


@pytest.mark.parametrize("suffix", COMPRESS)
def test_what_follows_a_stream_and_is_none_is_found(tmp_path, suffix):
    file = write(tmp_path, COMPRESS[suffix](b"sound") + b"garbage and more of it", f"more{suffix}")
    data, _ = read_in_portions(file)
    assert data == b"sound"


def test_streams_may_be_padded_with_zeros(tmp_path):
    file = write(tmp_path, gzip.compress(b"one") + bytes(900) + gzip.compress(b"two") + bytes(70_000), "p.gz")
    with open_bytes(file) as stream:
        assert stream.read() == b"onetwo"


@pytest.mark.parametrize("suffix", COMPRESS)
def test_expansion_is_bounded(tmp_path, monkeypatch, suffix):
    monkeypatch.setattr(compression, "FREE", 1 << 20)
    file = write(tmp_path, COMPRESS[suffix](bytes(50_000_000)), f"bomb{suffix}")
    data, error = read_in_portions(file, 1 << 16)
    assert len(data) < 24_000_000
    assert "expands to more than 200 times its size" in error.what


def test_a_pointer_of_git_lfs_is_no_file(tmp_path):
    pointer = b"version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 12\n"
    with (
        pytest.raises(DamagedFileError, match="git lfs pull") as raised,
        open_bytes(write(tmp_path, pointer, "data.json")),
    ):
        pass
    assert raised.value.check == "file.pointer"


def test_a_missing_file_and_a_folder_are_named(tmp_path):
    for path in (tmp_path / "gone", tmp_path):
        with pytest.raises(BadInputError, match=r"x: cannot be read"), open_bytes(InputFile(path, "x")):
            pass


def test_text_in_two_encodings_is_not_guessed(tmp_path):
    sound = "앞은 유니코드이고\n".encode() * 5
    file = write(tmp_path, sound + "뒤는 완성형이다\n".encode("cp949") * 5 + sound, "mixed.txt")
    with pytest.raises(DamagedFileError) as raised, open_text(file, TextOptions()) as text:
        list(text)
    assert (raised.value.check, raised.value.offset) == ("file.encoding", 130)
    assert "mostly utf-8; cp949 at bytes 130–210" in raised.value.what


def test_an_encoding_that_is_stated_is_believed(tmp_path):
    file = write(tmp_path, "굿".encode("cp949"), "short.txt")
    with pytest.raises(DamagedFileError), open_text(file, TextOptions()) as text:
        list(text)
    with open_text(file, TextOptions(encoding="cp949")) as text:
        assert list(text) == ["굿"]
    with pytest.raises(DamagedFileError), open_text(file, TextOptions(encoding="utf-8")) as text:
        list(text)
    for name in ("klingon", "base64"):
        with pytest.raises(ValueError, match="is no encoding"):
            TextOptions(encoding=name)


def test_lines_without_an_end_are_passed_over_and_said(tmp_path, monkeypatch):
    monkeypatch.setattr("pipeline.text.decode.LONGEST", 1 << 20)
    content = "앞\n" + "긴 줄 " * 1_000_000 + "\n뒤\n" + "x" * 2_000_000
    with open_text(write(tmp_path, content.encode(), "long.txt"), TextOptions()) as text:
        assert list(text) == ["앞\n", "\n", "뒤\n"]
        assert [(i.check, i.row, i.message) for i in text.incidents()] == [
            ("file.line", 2, "the line has 4,000,000 characters"),
            ("file.line", 4, "the line has 2,000,000 characters"),
        ]


@pytest.mark.parametrize("suffix", ["", *COMPRESS])
def test_a_local_copy_can_be_sought_in_and_goes_again(tmp_path, suffix):
    file = write(tmp_path, COMPRESS.get(suffix, bytes)(b"content"), f"x{suffix}")
    with local_copy(file) as path:
        assert path.read_bytes() == b"content"
    assert path.exists() == (suffix == "")
