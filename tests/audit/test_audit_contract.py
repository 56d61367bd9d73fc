"""A table that this pipeline released is held to its contract; an imported one is not."""

from __future__ import annotations

from dataclasses import replace

import pyarrow as pa
import pytest
from audit_data import tc

from pipeline.audit.reading import read_paths
from pipeline.audit.run import audit
from pipeline.klue_format import to_release
from pipeline.model import SPLITS
from pipeline.tables import write_parquet

GUID = "sample-tc-0123456789abcdef"
DATED = replace(tc("정선군 아리랑 시장에 새 지붕을 올린다", guid=GUID), date="2026-01-02")


def released(path, status, *rows):
    table = to_release("tc", rows, "CC0-1.0")
    index = table.schema.get_field_index("consensus")
    verdicts = [{**verdict, "status": status} for verdict in table["consensus"].to_pylist()]
    column = pa.array(verdicts, type=table.schema.field(index).type)
    write_parquet(path, table.set_column(index, table.schema.field(index), column))
    return path


@pytest.mark.parametrize(("status", "found"), [("accepted", True), ("imported", False)])
def test_only_own_tables_are_held_to_the_contract(status, found, tmp_path):
    path = released(tmp_path / "dev.parquet", status, replace(DATED, title="짧다"))
    report = audit(read_paths([path], None))
    broken = [incident for incident in report.incidents if incident.check == "contract.error"]
    assert bool(broken) == found
    if found:
        assert any("on title does not hold in 1 of 1 rows, such as 짧다" in b.message for b in broken)


def test_what_an_adjudicator_settled_has_not_lost_a_vote(tmp_path):
    row = replace(DATED, label="세계")
    for status, counts in (("settled", {}), ("accepted", {"label.lost_vote": 1})):
        path = released(tmp_path / f"{status}_dev.parquet", status, row)
        report = audit(read_paths([path], None))
        assert {name: n for name, n in report.counts.items() if name.startswith("label")} == counts


def test_a_release_is_a_folder_of_tasks_and_splits(tmp_path):
    (tmp_path / "tc").mkdir()
    for number, split in enumerate(SPLITS):
        row = replace(
            DATED, guid=f"sample-tc-{number:016x}", title=f"{number}번째로 정선 시장에 지붕을 올린다"
        )
        released(tmp_path / "tc" / f"{split}-00000-of-00001.parquet", "accepted", row)
    report = audit(read_paths([tmp_path], None))
    assert [(file.task, file.split) for file in report.files] == [("tc", split) for split in sorted(SPLITS)]
    assert report.counts["dup.near_cross_split"] == 2
