import dataclasses
import functools

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipeline.corpora.merge import Packer, merge
from pipeline.corpora.units import ROW, Parts

SCHEMA = pa.schema([pa.field("n", pa.int64())])


@dataclasses.dataclass(frozen=True)
class Row:
    n: int


@pytest.mark.parametrize(
    ("tables", "sizes"),
    [([7], [3, 3, 1]), ([1, 1, 1, 1], [3, 1]), ([3, 3], [3, 3]), ([0], []), ([0, 4, 0], [3, 1])],
)
def test_packing_evens_out_sizes_and_keeps_the_order(tmp_path, tables, sizes):
    packer = Packer(lambda number: tmp_path / f"{number:05d}", SCHEMA, 3)
    total = 0
    for rows in tables:
        packer.add_rows([Row(total + n) for n in range(rows)])
        total += rows
    packer.flush()
    packer.flush()
    shards = [pq.read_table(path)["n"].to_pylist() for path in sorted(tmp_path.iterdir())]
    assert [len(shard) for shard in shards] == sizes
    assert [n for shard in shards for n in shard] == list(range(total))


def part(path, records):
    """A part of documents: (doc_id, text_id, native_id, row) with the few columns that merging looks at."""
    columns = zip(*records, strict=True)
    pq.write_table(pa.table(dict(zip(("doc_id", "text_id", "native_id", ROW), columns, strict=True))), path)
    return path


def test_of_documents_with_one_id_the_first_is_kept(tmp_path, ingest_schema):
    a, b, c = ("a" * 32, "b" * 32, "c" * 32)
    units = [
        Parts(
            "s",
            "1.txt",
            (part(tmp_path / "p1", [(a, a, "1", 1), (b, b, None, 2), (a, a, "1", 3)]),),
            (),
            {"text.empty": 5},
        ),
        Parts("s", "2.txt", (part(tmp_path / "p2", [(c, c, "3", 1), (a, b, "1", 2), (b, b, None, 3)]),)),
    ]
    schema = pa.schema([pa.field("doc_id", pa.string()), pa.field("text_id", pa.string())])
    shard = functools.partial(lambda kind, number: tmp_path / f"{kind}{number}")
    documents = Packer(functools.partial(shard, "d"), schema, 100)
    incidents = Packer(functools.partial(shard, "i"), ingest_schema, 100)
    merged = merge(units, documents, incidents)
    incidents.flush()
    assert merged.documents == 3
    assert merged.rejected == {"text.empty": 5, "document.duplicate_id": 2, "document.duplicate_text": 1}
    assert pq.read_table(tmp_path / "d0")["doc_id"].to_pylist() == [a, b, c]
    said = pq.read_table(tmp_path / "i0").to_pylist()
    assert [(i["check"], i["message"], i["file"], i["row"]) for i in said] == [
        ("document.duplicate_id", "'1' has the same text in 1.txt, row 1", "1.txt", 3),
        ("document.duplicate_id", "'1' has another text in 1.txt, row 1", "2.txt", 2),
        ("document.duplicate_text", "the same text stands in 1.txt, row 2", "2.txt", 3),
    ]


@pytest.fixture(scope="module")
def ingest_schema():
    from pipeline.contracts.arrow import arrow_schema
    from pipeline.contracts.odcs import read_contract
    from pipeline.resources import shipped

    return arrow_schema(read_contract(shipped("data_contracts") / "incidents.odcs.yaml"))
