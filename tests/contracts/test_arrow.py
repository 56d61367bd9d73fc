from __future__ import annotations

import pyarrow as pa
import pytest
from contract_files import write, write_changed

from pipeline.contracts.arrow import arrow_schema
from pipeline.contracts.odcs import read_contract
from pipeline.errors import BadInputError


def test_a_schema_is_what_the_contract_says(tmp_path):
    assert arrow_schema(read_contract(write(tmp_path))) == pa.schema(
        [
            pa.field("key", pa.string(), nullable=False),
            pa.field("count", pa.int32()),
            pa.field("kind", pa.string()),
            pa.field("tags", pa.list_(pa.field("item", pa.string(), nullable=False)), nullable=False),
            pa.field("part", pa.struct([pa.field("score", pa.float64(), nullable=False)])),
        ]
    )


@pytest.mark.parametrize(
    ("name", "type_"),
    [
        ("string", pa.string()),
        ("bool", pa.bool_()),
        ("int8", pa.int8()),
        ("int64", pa.int64()),
        ("float64", pa.float64()),
    ],
)
def test_a_type_goes_by_its_name_in_arrow(tmp_path, name, type_):
    path, _ = write_changed(tmp_path, "physicalType: int32", f"physicalType: {name}")
    assert arrow_schema(read_contract(path)).field("count").type == type_


ITEMS = """\
        items:
          logicalType: string
          physicalType: string
          required: true
"""


@pytest.mark.parametrize(
    ("old", "new", "line", "name", "type_"),
    [
        ("physicalType: int32", "physicalType: integer", -2, "count", "integer"),
        ("physicalType: float64", "physicalType: double", -2, "score", "double"),
        ("  physicalType: string\n          req", "  physicalType: text\n          req", -2, "item", "text"),
        (ITEMS, "        physicalType: list\n", -3, "tags", "list"),
        ("physicalType: int32", "physicalType: struct", -2, "count", "struct"),
    ],
)
def test_a_type_that_is_none_is_named_with_the_line_of_its_column(tmp_path, old, new, line, name, type_):
    path, changed = write_changed(tmp_path, old, new)
    where = rf"things\.odcs\.yaml:{changed + line}: {name}: the physicalType '{type_}' is not one of"
    with pytest.raises(BadInputError, match=where):
        arrow_schema(read_contract(path))
