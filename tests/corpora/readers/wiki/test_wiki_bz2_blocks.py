import bz2
import io
import random

import pytest

from pipeline.corpora.readers.wiki.bz2_blocks import BrokenBlockError, blocks


def noise(size, seed=0):
    return random.Random(seed).randbytes(size)


@pytest.fixture(scope="module")
def data():
    return noise(150_000) + b"a" * 300_000 + noise(150_000, 1)


def test_blocks_of_one_stream_and_of_many(data):
    one = bz2.compress(data, 1)
    many = b"".join(bz2.compress(data[start : start + 70_000], 1) for start in range(0, len(data), 70_000))
    empty = bz2.compress(b"")
    for packed in (one, many, empty + many + empty, bz2.compress(b"abc"), empty):
        assert b"".join(part for _, part in blocks(io.BytesIO(packed), 0)) == bz2.decompress(packed)


def test_reading_from_any_byte_gives_the_blocks_from_there_on(data):
    packed = bz2.compress(data, 1)
    found = list(blocks(io.BytesIO(packed), 0))
    assert len(found) > 3
    for start in (1, found[1][0], found[1][0] + 1, found[-1][0], len(packed) - 5):
        assert list(blocks(io.BytesIO(packed), start)) == [each for each in found if each[0] >= start]


def test_a_file_that_breaks_off_gives_what_is_whole(data):
    packed = bz2.compress(data, 1)
    found = list(blocks(io.BytesIO(packed), 0))
    reading = blocks(io.BytesIO(packed[: found[2][0] + 50]), 0)
    assert [next(reading), next(reading)] == found[:2]
    with pytest.raises(BrokenBlockError) as raised:
        next(reading)
    assert raised.value.offset == found[2][0]


def test_a_damaged_block_is_never_given_out(data):
    packed = bytearray(bz2.compress(data, 1))
    found = list(blocks(io.BytesIO(packed), 0))
    packed[found[1][0] + 1000] ^= 1
    reading = blocks(io.BytesIO(packed), 0)
    assert next(reading) == found[0]
    with pytest.raises(BrokenBlockError):
        next(reading)
