"""The validate stage: the working tables against their contracts."""

from __future__ import annotations

from pipeline.context import Context
from pipeline.contracts.expectations import Outcome, check
from pipeline.resources import code_digest
from pipeline.tables import read_parquet
from pipeline.workspace import fingerprint

TABLES = ("documents", "sentences", "placements", "items", "assignments", "annotations", "consensus")


def validate(context: Context) -> list[Outcome]:
    """Check every working table that exists, and publish the outcomes."""
    tables = [table for table in TABLES if context.workspace.has(table)]
    outcomes: list[Outcome] = []
    with context.progress.bar("validate", len(tables)) as advance:
        for table in tables:
            shards = read_parquet(context.workspace.shards(table), context.schema(table))
            outcomes += check(context.contract(table), shards)
            advance(1)
    parts = context.workspace.content(*tables) | {"code": code_digest("contracts")}
    with context.workspace.publishing("validate", fingerprint("validate", parts)) as run:
        context.write(run, "validation", outcomes)
    return outcomes
