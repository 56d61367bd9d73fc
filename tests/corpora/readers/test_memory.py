"""Readers need as much memory for a file of ten times the size."""

from __future__ import annotations

import bz2
import gzip
import json
import tracemalloc

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipeline.corpora.readers.base import InputFile
from pipeline.corpora.readers.registry import FORMATS
from pipeline.text import decode

SENTENCE = "큰 파일도 작은 파일과 같은 기억 공간으로 읽는다. "
RECORDS = 800


def json_lines(path, count):
    path.write_text("".join(json.dumps({"t": f"{n} {SENTENCE * 3}"}) + "\n" for n in range(count)))


def json_array(path, count):
    path.write_text(json.dumps([{"t": f"{n} {SENTENCE * 3}"} for n in range(count)]))


def squad(path, count):
    articles = [{"title": str(n), "paragraphs": [{"context": SENTENCE * 3}]} for n in range(count)]
    path.write_text(json.dumps({"data": articles}))


def delimited(path, count):
    path.write_text("t\n" + "".join(f'"{n} {SENTENCE * 3}"\n' for n in range(count)))


def lines(path, count):
    path.write_text("".join(f"{n} {SENTENCE * 3}\n" for n in range(count)))


def compressed(path, count):
    path.write_bytes(gzip.compress("".join(f"{n} {SENTENCE * 3}\n" for n in range(count)).encode()))


def streams(path, count):
    path.write_bytes(b"".join(bz2.compress(f"{n} {SENTENCE * 30}\n".encode()) for n in range(count // 10)))


def legacy(path, count):
    path.write_bytes("".join(f"{n} {SENTENCE * 3}\n" for n in range(count)).encode("cp949"))


def conllu(path, count):
    path.write_text("".join(f"# text = {n} {SENTENCE * 3}\n1\t가\t_\t_\n\n" for n in range(count)))


def klue_blocks(path, count):
    path.write_text("".join(f"## g{n}\t{SENTENCE * 3}\n1\t가\t가\tNN\t0\tVP\n\n" for n in range(count)))


def klue_records(path, count):
    path.write_text(json.dumps([{"guid": str(n), "title": SENTENCE * 3} for n in range(count)]))


def parquet(path, count):
    pq.write_table(pa.table({"t": [f"{n} {SENTENCE * 3}" for n in range(count)]}), path, row_group_size=500)


CASES = [
    (json_lines, "jsonlines", {"text": "t"}),
    (json_array, "jsonlines", {"text": "t"}),
    (squad, "squad", {}),
    (delimited, "delimited", {"text": "t"}),
    (lines, "plain", {"unit": "line"}),
    (compressed, "plain", {"unit": "line"}),
    (streams, "plain", {"unit": "line"}),
    (legacy, "plain", {"unit": "line"}),
    (conllu, "conllu", {}),
    (klue_blocks, "klue", {}),
    (klue_records, "klue", {}),
    (parquet, "parquet", {"text": "t"}),
]


@pytest.mark.parametrize(("write", "name", "options"), CASES, ids=[case[0].__name__ for case in CASES])
def test_ten_times_the_size_needs_no_more_memory(tmp_path, monkeypatch, write, name, options):
    monkeypatch.setattr(decode, "SAMPLE", 1 << 15)
    reader = FORMATS[name]
    validated = reader.options.model_validate(options)
    peaks = []
    for count in (RECORDS, 10 * RECORDS):
        path = tmp_path / str(count)
        write(path, count)
        tracemalloc.start()
        found = sum(1 for _ in reader.read(InputFile(path, "x"), validated))
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
        assert found == count if write is not streams else count // 10
    assert peaks[1] < 1.5 * peaks[0] + 200_000
