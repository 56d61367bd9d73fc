import datetime
import gzip

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from reading import places, read

from pipeline.corpora.readers.base import DamagedFileError
from pipeline.errors import BadInputError

TABLE = pa.table(
    {
        "id": [1, 2, 3],
        "text": ["하나", None, "셋"],
        "at": [datetime.date(2026, 1, 2), None, datetime.date(2026, 1, 4)],
        "by": [["가", "나"], [], None],
        "inner": [{"text": "안"}, None, {"text": "속"}],
        "score": [0.5, 1.5, 2.5],
    }
)


@pytest.fixture
def parquet(tmp_path):
    path = tmp_path / "t.parquet"
    pq.write_table(TABLE, path, row_group_size=2)
    return path


def test_columns_are_mapped(parquet):
    documents, incidents = read(
        parquet, "parquet", id="id", text="text", published="at", contributor="by", category="id"
    )
    assert [(d.row, d.native_id, d.text, d.published_at, d.contributors) for d in documents] == [
        (1, "1", "하나", "2026-01-02", ("가", "나")),
        (2, "2", "", None, ()),
        (3, "3", "셋", "2026-01-04", ()),
    ]
    assert incidents == []


def test_a_part_of_a_structure_is_a_field(parquet):
    documents, incidents = read(parquet, "parquet", text="inner.text")
    assert [document.text for document in documents] == ["안", "속"]
    assert places(incidents) == [("record.field", 2)]


def test_numbers_that_are_not_whole_are_no_text(parquet):
    documents, incidents = read(parquet, "parquet", text="score")
    assert documents == []
    assert places(incidents) == [("record.field", row) for row in (1, 2, 3)]


def test_a_column_that_is_not_there_is_said(parquet):
    with pytest.raises(BadInputError, match=r"t\.parquet: there is no column 'body'") as raised:
        read(parquet, "parquet", text="body")
    assert "id, text, at" in raised.value.remedy


def test_a_compressed_file_is_read_too(tmp_path, parquet):
    path = tmp_path / "t.parquet.gz"
    path.write_bytes(gzip.compress(parquet.read_bytes()))
    documents, _ = read(path, "parquet", text="text")
    assert len(documents) == 3


@pytest.mark.parametrize("cut", [0, 4, 100, -4])
def test_a_damaged_file_is_said(tmp_path, parquet, cut):
    path = tmp_path / "cut.parquet"
    path.write_bytes(parquet.read_bytes()[:cut])
    with pytest.raises(DamagedFileError, match=r"cut\.parquet: cannot be read as a table"):
        read(path, "parquet", text="text")


def test_text_that_is_no_utf_8_is_said(tmp_path):
    path = tmp_path / "bad.parquet"
    bad = pa.array(["글".encode("cp949")]).cast(pa.binary())
    column = pa.StringArray.from_buffers(1, bad.buffers()[1], bad.buffers()[2])
    pq.write_table(pa.table({"text": column}), path)
    with pytest.raises(DamagedFileError, match="cannot be read as a table"):
        read(path, "parquet", text="text")
