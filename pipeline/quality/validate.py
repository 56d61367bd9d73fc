"""The validate stage: the working tables against their contracts."""

from __future__ import annotations

from dataclasses import replace

from pipeline.context import Context
from pipeline.contracts.expectations import check
from pipeline.contracts.outcomes import Outcome
from pipeline.resources import code_digest
from pipeline.tables import read_parquet
from pipeline.workspace import STAGES, fingerprint

TABLES = tuple(table for stage, tables in STAGES.items() if stage != "validate" for table in tables)


def validate(context: Context) -> list[Outcome]:
    """Check every working table that exists, and publish the outcomes.

    Tables of one kind, such as those of incidents, share a contract.
    """
    tables = [table for table in TABLES if context.workspace.has(table)]
    outcomes: list[Outcome] = []
    with context.progress.bar("validate", len(tables)) as advance:
        for table in tables:
            shards = read_parquet(context.workspace.shards(table), context.schema(table))
            found = check(context.contract(table), shards)
            outcomes += [replace(outcome, table=table) for outcome in found]
            advance(1)
    parts = context.workspace.content(*tables) | {"code": code_digest("contracts")}
    with context.workspace.publishing("validate", fingerprint("validate", parts)) as run:
        context.write(run, "validation", outcomes)
    return outcomes
