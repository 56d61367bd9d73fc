"""What checking a quality rule came to; apart from the checks, which take seconds to import."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.contracts.odcs import Severity


@dataclass(frozen=True, slots=True)
class Outcome:
    """The outcome of one rule on one table."""

    table: str
    rule: str
    expectation: str
    column: str | None
    severity: Severity
    passed: bool
    rows: int
    unexpected: int
    examples: tuple[str, ...]
    contract_version: str
