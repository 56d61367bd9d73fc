from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import BadInputError
from pipeline.tables import from_table, read_parquet, sha256, to_table, write_parquet


@dataclass(frozen=True, slots=True)
class Part:
    name: str
    score: float | None


@dataclass(frozen=True, slots=True)
class Row:
    key: str
    note: str | None
    parts: tuple[Part, ...]
    best: Part
    second: Part | None


PART = pa.struct([pa.field("name", pa.string(), nullable=False), ("score", pa.float64())])
SCHEMA = pa.schema(
    [
        pa.field("key", pa.string(), nullable=False),
        pa.field("note", pa.string()),
        pa.field("parts", pa.list_(pa.field("item", PART, nullable=False)), nullable=False),
        pa.field("best", PART, nullable=False),
        pa.field("second", PART),
    ]
)
ROW = Row("열쇠", None, (Part("하나", 0.5), Part("둘", None)), Part("셋", 1.0), None)

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=5)
PARTS = st.builds(Part, TEXT, st.none() | st.floats(allow_nan=False))
ROWS = st.lists(
    st.builds(Row, TEXT, st.none() | TEXT, st.lists(PARTS, max_size=3).map(tuple), PARTS, st.none() | PARTS)
)


@given(ROWS)
def test_rows_come_back_as_they_were(rows):
    table = to_table(rows, SCHEMA)
    assert table.schema == SCHEMA
    assert from_table(table, Row) == rows


@dataclass(frozen=True, slots=True)
class Lists:
    parts: tuple[Part, ...] | None
    groups: tuple[tuple[str, ...] | None, ...]


@given(
    st.lists(
        st.builds(
            Lists,
            st.none() | st.lists(PARTS, max_size=3).map(tuple),
            st.lists(st.none() | st.lists(TEXT, max_size=2).map(tuple), max_size=3).map(tuple),
        )
    )
)
def test_lists_of_lists_and_lists_that_are_not_there_come_back(rows):
    schema = pa.schema([("parts", pa.list_(PART)), ("groups", pa.list_(pa.list_(pa.string())))])
    assert from_table(to_table(rows, schema), Lists) == rows


def test_rows_come_back_from_a_file(tmp_path):
    write_parquet(tmp_path / "a.parquet", to_table([ROW], SCHEMA))
    assert from_table(read_parquet([tmp_path / "a.parquet"], SCHEMA), Row) == [ROW]


def test_shards_are_joined_in_the_order_given(tmp_path):
    paths = [tmp_path / f"{name}.parquet" for name in "ba"]
    for path in paths:
        write_parquet(path, to_table([replace(ROW, key=path.stem)], SCHEMA))
    assert read_parquet(paths, SCHEMA)["key"].to_pylist() == ["b", "a"]


def test_no_shard_is_an_empty_table():
    assert read_parquet([], SCHEMA).schema == SCHEMA
    assert from_table(read_parquet([], SCHEMA), Row) == []


def test_the_same_rows_are_the_same_bytes(tmp_path):
    for name in ("a", "b"):
        write_parquet(tmp_path / name, to_table([ROW, replace(ROW, key="다른")], SCHEMA))
    assert sha256(tmp_path / "a") == sha256(tmp_path / "b")
    assert sha256(tmp_path / "a") == hashlib.sha256((tmp_path / "b").read_bytes()).hexdigest()


def test_a_folder_named_like_a_partition_adds_no_column(tmp_path):
    folder = tmp_path / "lang=ko"
    folder.mkdir()
    write_parquet(folder / "a.parquet", to_table([ROW], SCHEMA))
    assert read_parquet([folder / "a.parquet"], SCHEMA).schema.names == SCHEMA.names


@pytest.mark.parametrize(
    "row",
    [
        replace(ROW, key=None),
        replace(ROW, best=None),
        replace(ROW, best=Part(None, 0.5)),
        replace(ROW, second=Part(None, 0.5)),
        replace(ROW, parts=(Part(None, 0.5),)),
        replace(ROW, parts=(None,)),
        replace(ROW, note=3),
    ],
    ids=[
        "column",
        "struct",
        "part of a struct",
        "part of an optional struct",
        "part of an element",
        "element",
        "type",
    ],
)
def test_a_row_that_does_not_fit_is_never_written(tmp_path, row):
    with pytest.raises((pa.ArrowInvalid, pa.ArrowTypeError)):
        write_parquet(tmp_path / "a.parquet", to_table([row], SCHEMA))


@pytest.mark.parametrize("keep", [0, 3, 200, -1])
def test_a_truncated_shard_is_named(tmp_path, keep):
    path = tmp_path / "a.parquet"
    write_parquet(path, to_table([ROW], SCHEMA))
    path.write_bytes(path.read_bytes()[:keep])
    with pytest.raises(BadInputError, match=r"a\.parquet: this shard is damaged") as caught:
        read_parquet([path], SCHEMA)
    assert caught.value.remedy.startswith("restore it from a backup")
    assert "--force" not in caught.value.remedy


def test_a_shard_without_a_required_column_is_named(tmp_path):
    path = tmp_path / "a.parquet"
    write_parquet(path, to_table([ROW], SCHEMA).drop_columns(["key"]))
    with pytest.raises(BadInputError, match="this shard has no key"):
        read_parquet([path], SCHEMA)
