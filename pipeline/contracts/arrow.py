"""Arrow schemas, derived from contracts and from nothing else."""

from __future__ import annotations

import pyarrow as pa

from pipeline.contracts.odcs import Contract, Field
from pipeline.errors import BadInputError

_SCALARS: dict[str, pa.DataType] = {
    "string": pa.string(),
    "bool": pa.bool_(),
    "int8": pa.int8(),
    "int32": pa.int32(),
    "int64": pa.int64(),
    "float32": pa.float32(),
    "float64": pa.float64(),
}


def arrow_schema(contract: Contract) -> pa.Schema:
    """Build the Arrow schema of a contract's table; ``required`` means not null.

    Raises:
        BadInputError: a physicalType is not an Arrow type we write. The message names the contract's line.
    """
    return pa.schema([_arrow_field(field, contract) for field in contract.fields])


def _arrow_field(field: Field, contract: Contract) -> pa.Field[pa.DataType]:
    return pa.field(field.name, _arrow_type(field, contract), nullable=not field.required)


def _arrow_type(field: Field, contract: Contract) -> pa.DataType:
    if field.type == "list" and field.fields:
        return pa.list_(_arrow_field(field.fields[0], contract))
    if field.type == "struct" and field.fields:
        return pa.struct([_arrow_field(part, contract) for part in field.fields])
    if field.type not in _SCALARS:
        raise BadInputError(
            f"{contract.path}:{field.line}: {field.name}: the physicalType {field.type!r} is not one of "
            + ", ".join(sorted(_SCALARS)),
            "a list states its items, a struct its properties",
        )
    return _SCALARS[field.type]
