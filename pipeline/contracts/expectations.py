"""Quality rules of contracts, checked by Great Expectations: the one file that imports it."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from functools import cache
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from pipeline.contracts.odcs import Contract, Field, Rule
from pipeline.contracts.outcomes import Outcome
from pipeline.errors import BadInputError
from pipeline.yamlfile import Json

# Great Expectations reads the environment when it is imported.
os.environ.setdefault("GX_ANALYTICS_ENABLED", "false")
import great_expectations as gx
import great_expectations.expectations as gxe
from great_expectations.data_context.data_context.abstract_data_context import AbstractDataContext
from great_expectations.data_context.types.base import (
    DataContextConfig,
    InMemoryStoreBackendDefaults,
    ProgressBarsConfig,
)
from great_expectations.expectations.expectation import Expectation

logging.getLogger("great_expectations").setLevel(logging.ERROR)

_EXAMPLES = 5
_NOT_NULL = "expect_column_values_to_not_be_null"
_NUMBER = "rule"
"""Where an expectation carries its rule's number: results come in an order of their own."""


def rules_of(contract: Contract) -> list[Rule]:
    """List a contract's rules, those that ``required``, ``unique`` and ``enum`` imply before its own."""
    return [*_implied(contract.fields), *contract.rules]


def resolve(contract: Contract) -> list[tuple[Rule, Expectation]]:
    """Find the expectation behind every rule.

    Raises:
        BadInputError: a rule names no expectation, or gives it arguments it does not take. The message names
            the contract's line.
    """
    return [(rule, _expectation(contract, rule)) for rule in rules_of(contract)]


def check(contract: Contract, table: pa.Table) -> list[Outcome]:
    """Check a table against its contract, rule by rule, in the contract's order.

    Raises:
        BadInputError: a rule cannot be checked: it names a column that is not there, or a regular expression
            that is none. The message names the contract's line.
    """
    rules = resolve(contract)
    if not rules:
        return []
    # One suite: for every validation Great Expectations hashes the whole table anew.
    suite = gx.ExpectationSuite(name=contract.name)
    suite.expectations = [expectation for _, expectation in rules]
    for number, expectation in enumerate(suite.expectations):
        expectation.meta = {_NUMBER: number}
    source = _context().data_sources.add_or_update_pandas(contract.name)
    asset = source.add_dataframe_asset(contract.name)
    frame = _flat(table, [rule for rule, _ in rules]).to_pandas()
    batch = asset.add_batch_definition_whole_dataframe("all").get_batch({"dataframe": frame})
    validated = batch.validate(suite, result_format={"result_format": "BASIC"})
    by_number = {
        config.meta[_NUMBER]: result
        for result in validated.results
        if (config := result.expectation_config) is not None and config.meta is not None
    }
    outcomes = []
    for number, (rule, _) in enumerate(rules):
        result = by_number[number]
        hindrance = _hindrance(result.exception_info)
        if hindrance is not None:
            raise BadInputError(
                f"{contract.path}:{rule.line}: {rule.expectation} cannot be checked on {contract.name}: "
                f"{hindrance}"
            )
        outcomes.append(_outcome(contract, rule, table.num_rows, bool(result.success), result.result))
    return outcomes


def _flat(table: pa.Table, rules: list[Rule]) -> pa.Table:
    """Put in the place of lists and records, if rules ask only whether they are there, just that.

    Great Expectations would hold them as Python objects, and pickle them to hash the table.
    """
    for number, field in enumerate(table.schema):
        asked = {rule.expectation for rule in rules if field.name in _names(rule)}
        if pa.types.is_nested(field.type) and asked <= {_NOT_NULL}:
            there = pc.if_else(table.column(number).is_valid(), True, None)
            table = table.set_column(number, field.name, there)
    return table


def _names(rule: Rule) -> Iterator[Json]:
    """Give what may name a column in a rule: its own column, and its arguments, alone or in a list."""
    yield rule.column
    for argument in rule.arguments.values():
        yield from argument if isinstance(argument, list) else [argument]


@cache
def _context() -> AbstractDataContext:
    """Give a context that writes nothing anywhere and shows no bars."""
    stores = InMemoryStoreBackendDefaults(init_temp_docs_sites=False)
    bars = ProgressBarsConfig(globally=False)
    config = DataContextConfig(store_backend_defaults=stores, progress_bars=bars)
    return gx.get_context(project_config=config, mode="ephemeral")


def _implied(fields: tuple[Field, ...]) -> Iterator[Rule]:
    for field in fields:
        if field.required:
            yield _rule("required", _NOT_NULL, field)
        if field.unique:
            yield _rule("unique", "expect_column_values_to_be_unique", field)
        if field.enum:
            yield _rule("enum", "expect_column_values_to_be_in_set", field, value_set=list(field.enum))


def _rule(name: str, expectation: str, field: Field, value_set: list[Json] | None = None) -> Rule:
    arguments: dict[str, Json] = {} if value_set is None else {"value_set": value_set}
    return Rule(name, "error", expectation, arguments, field.name, field.line)


def _expectation(contract: Contract, rule: Rule) -> Expectation:
    name = "".join(part.title() for part in rule.expectation.split("_"))
    kind = getattr(gxe, name, None)
    where = f"{contract.path}:{rule.line}"
    if kind is None:
        raise BadInputError(f"{where}: {rule.expectation!r} is no expectation of Great Expectations")
    column = {} if rule.column is None else {"column": rule.column}
    try:
        expectation: Expectation = kind(**column, **rule.arguments)
    except (ValueError, TypeError) as error:
        problem = " ".join(str(error).split())
        raise BadInputError(f"{where}: {rule.expectation} does not take these arguments: {problem}") from None
    return expectation


def _hindrance(exception_info: dict[str, Any]) -> str | None:
    """Find what kept a rule from being checked; Great Expectations files it by metric, or as it is."""
    filed = [exception_info] if "raised_exception" in exception_info else exception_info.values()
    return next((str(entry["exception_message"]) for entry in filed if entry["raised_exception"]), None)


def _outcome(contract: Contract, rule: Rule, rows: int, passed: bool, result: dict[str, Any]) -> Outcome:
    unexpected = int(result.get("unexpected_count") or 0)
    examples = tuple(str(value)[:200] for value in result.get("partial_unexpected_list", [])[:_EXAMPLES])
    if not passed and not unexpected:
        examples = (f"observed {result.get('observed_value')}",)
    return Outcome(
        table=contract.name,
        rule=rule.name,
        expectation=rule.expectation,
        column=rule.column,
        severity=rule.severity,
        passed=passed,
        rows=rows,
        unexpected=unexpected,
        examples=examples,
        contract_version=contract.version,
    )
