"""The validate stage: the working tables against their contracts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from pipeline.context import Context
from pipeline.contracts.expectations import check
from pipeline.contracts.outcomes import Outcome
from pipeline.ids import stable_id
from pipeline.resources import code_digest
from pipeline.tables import read_parquet, sha256
from pipeline.workspace import STAGES, fingerprint

TABLES = tuple(table for stage, tables in STAGES.items() if stage != "validate" for table in tables)


def validate(context: Context) -> list[Outcome]:
    """Check every working table that exists, and publish the outcomes, unless nothing has changed.

    Tables of one kind, such as those of incidents, share a contract.
    """
    tables = [table for table in TABLES if context.workspace.has(table)]
    current = _fingerprint(context, tables)
    published = context.workspace.manifest("validate")
    if published is not None and published.fingerprint == current:
        return context.read("validation", Outcome)
    outcomes: list[Outcome] = []
    with context.progress.bar("validate", len(tables)) as advance:
        for table in tables:
            shards = read_parquet(context.workspace.shards(table), context.schema(table))
            found = check(context.contract(table), shards)
            outcomes += [replace(outcome, table=table) for outcome in found]
            advance(1)
    with context.workspace.publishing("validate", current) as run:
        context.write(run, "validation", outcomes)
    return outcomes


def broken(outcomes: Iterable[Outcome]) -> list[Outcome]:
    """Give the rules of level error that do not hold."""
    return [outcome for outcome in outcomes if not outcome.passed and outcome.severity == "error"]


def _fingerprint(context: Context, tables: Sequence[str]) -> str:
    parts = context.workspace.content(*tables) | {"code": code_digest("contracts")}
    contracts = sorted({context.contract_path(table) for table in tables})
    parts |= {"contracts": stable_id(*(sha256(path) for path in contracts))}
    return fingerprint("validate", parts)
