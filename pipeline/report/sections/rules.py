"""Whether the working tables keep their contracts."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.report.material import Material, RuleLine
from pipeline.report.phrases import Phrase
from pipeline.report.sections.base import Section


@dataclass(frozen=True, slots=True)
class TableRules:
    """The rules of one table: how many hold, of how many."""

    table: str
    rows: int
    passed: int
    rules: int


@dataclass(frozen=True, slots=True)
class Rules:
    """All tables, and the rules that are broken, errors first."""

    tables: tuple[TableRules, ...]
    broken: tuple[RuleLine, ...]

    @property
    def passed(self) -> int:
        """Rules that hold."""
        return sum(table.passed for table in self.tables)

    @property
    def total(self) -> int:
        """All rules."""
        return sum(table.rules for table in self.tables)


def build(material: Material) -> Rules | None:
    """Count; None before a validation."""
    if not material.rules:
        return None
    tables = []
    for table in dict.fromkeys(rule.table for rule in material.rules):
        own = [rule for rule in material.rules if rule.table == table]
        tables.append(TableRules(table, own[0].rows, sum(rule.passed for rule in own), len(own)))
    broken = [rule for rule in material.rules if not rule.passed]
    return Rules(tuple(tables), tuple(sorted(broken, key=lambda rule: rule.severity)))


SECTION = Section("rules", Phrase("데이터 계약", "Data contracts"), build)
