"""The task's contract, for tables that this pipeline released."""

from __future__ import annotations

from functools import lru_cache

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.audit.check import Family, Finds, Found
from pipeline.audit.records import DataSet
from pipeline.contracts.odcs import read_contract
from pipeline.contracts.outcomes import Outcome
from pipeline.resources import shipped

FAMILY = Family("The contract")


@lru_cache(maxsize=16)
def _outcomes(task: str, paths: tuple[str, ...]) -> tuple[Outcome, ...]:
    """Check all splits of a task at once: Great Expectations costs a second a table, however short."""
    from pipeline.contracts.expectations import check

    contract = read_contract(shipped("data_contracts") / f"{task}.odcs.yaml")
    return tuple(check(contract, pa.concat_tables([pq.read_table(path) for path in paths])))


def _broken(data: DataSet, severity: str) -> Finds:
    for task, files in data.by_task():
        paths = tuple(file.path for file in files if file.native and not file.reference)
        for outcome in _outcomes(task, paths) if paths else ():
            if not outcome.passed and outcome.severity == severity:
                examples = f", such as {outcome.examples[0]}" if outcome.examples else ""
                about = outcome.column or "the table"
                counted = f" in {outcome.unexpected} of {outcome.rows} rows" if outcome.unexpected else ""
                message = f"{task}: {outcome.rule} on {about} does not hold{counted}{examples}"
                yield Found(message, file=paths[0] if len(paths) == 1 else None)


@FAMILY.data_set(
    "contract.error",
    "error",
    "a rule of the contract that a released table breaks",
    explanation="The table promises what its contract says; a release that breaks it must not be published.",
    repair="Mend the rows, or change the contract with a new version.",
)
def check_contract(data: DataSet) -> Finds:
    """Check the rules of level error."""
    yield from _broken(data, "error")


@FAMILY.data_set(
    "contract.warning",
    "warning",
    "a rule of the contract that a released table should keep",
    explanation="The contract says of this rule that a table may break it, but should not.",
    repair="See whether the rows are worth keeping.",
)
def check_contract_warnings(data: DataSet) -> Finds:
    """Check the rules of level warning."""
    yield from _broken(data, "warning")
