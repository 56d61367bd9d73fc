"""The contracts of what ingest publishes say what the records say."""

import dataclasses
import types
import typing

import pytest

from pipeline.contracts.arrow import arrow_schema
from pipeline.contracts.expectations import check, rules_of
from pipeline.contracts.odcs import read_contract
from pipeline.corpora.catalogue import Genre
from pipeline.corpora.checks import CHECKS, incident
from pipeline.corpora.licences import VerdictName
from pipeline.corpora.readers.registry import FORMATS
from pipeline.corpora.sources import SourceRow
from pipeline.model import Document, Incident, Level, Link
from pipeline.resources import shipped
from pipeline.tables import to_table

pytestmark = pytest.mark.xdist_group("great_expectations")

RECORDS = {"sources": SourceRow, "documents": Document, "incidents": Incident}
SETS = {
    ("sources", "genre"): typing.get_args(Genre),
    ("sources", "format"): FORMATS,
    ("sources", "verdict"): typing.get_args(VerdictName),
    ("documents", "genre"): typing.get_args(Genre),
    ("incidents", "level"): typing.get_args(Level),
}
DOCUMENT = Document(
    doc_id="0" * 32,
    text_id="1" * 32,
    source="sample-wiki",
    native_id="7",
    native_group=None,
    title="정선군",
    text="정선은\n강원에 있다.",
    links=(Link(5, 7, "강원도"),),
    url="https://wiki.example/정선",
    revision="11",
    contributors=("가나",),
    published_at="2024-05-06",
    category=None,
    genre="encyclopaedia",
    licence="CC-BY-SA-4.0",
    attribution="기여자",
)
ROWS = {
    "sources": [
        SourceRow("a", "가", None, "web", "plain", None, "quarantine", "no licence", "가", 0, 0, 0),
        SourceRow("b-1", "나", "https://b.example", "web", "plain", "MIT", "refuse", "no", "나", 1, 2, 3),
    ],
    "documents": [DOCUMENT],
    "incidents": [incident(name, "the place", file="a/b.txt", row=1, guid="0" * 32) for name in CHECKS],
}


@pytest.fixture(params=RECORDS)
def table(request):
    return request.param


@pytest.fixture
def contract(table):
    return read_contract(shipped("data_contracts") / f"{table}.odcs.yaml")


def test_the_contract_has_the_fields_of_the_record(table, contract):
    assert contract.name == table
    assert contract.purpose
    assert_fields(contract.fields, RECORDS[table])


def test_sets_of_values_are_those_of_the_types(table, contract):
    stated = {
        (table, rule.column): set(rule.arguments["value_set"])
        for rule in rules_of(contract)
        if rule.expectation == "expect_column_values_to_be_in_set"
    }
    assert stated == {key: set(values) for key, values in SETS.items() if key[0] == table}


def test_rows_keep_the_contract(table, contract):
    outcomes = check(contract, to_table(ROWS[table], arrow_schema(contract)))
    assert [(o.rule, o.column, o.examples) for o in outcomes if not o.passed] == []


@pytest.mark.parametrize(
    "change",
    [
        {"doc_id": "7"},
        {"text": " \n"},
        {"text": "글 "},
        {"source": "Sample Wiki"},
        {"licence": "CC-BY-NC-4.0"},
        {"licence": "NOASSERTION"},
        {"published_at": "2024"},
        {"genre": "rumour"},
        {"attribution": ""},
    ],
)
def test_documents_that_break_the_contract_are_found(change):
    contract = read_contract(shipped("data_contracts") / "documents.odcs.yaml")
    rows = [dataclasses.replace(DOCUMENT, **change)]
    outcomes = check(contract, to_table(rows, arrow_schema(contract)))
    assert {o.column for o in outcomes if not o.passed} == set(change)


def assert_fields(fields, record):
    hints = typing.get_type_hints(record)
    assert [field.name for field in fields] == [own.name for own in dataclasses.fields(record)]
    for field in fields:
        assert field.description, field.name
        assert_type(field, hints[field.name], required=True)


def assert_type(field, hint, *, required):
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin is types.UnionType:
        (hint,) = (argument for argument in arguments if argument is not types.NoneType)
        assert_type(field, hint, required=False)
        return
    assert field.required is required, field.name
    if origin is tuple:
        assert field.type == "list"
        assert_type(field.fields[0], arguments[0], required=True)
    elif origin is typing.Literal or hint is str:
        assert field.type == "string"
    elif dataclasses.is_dataclass(hint):
        assert field.type == "struct"
        assert_fields(field.fields, hint)
    else:
        assert hint is int
        assert field.type in ("int32", "int64")
