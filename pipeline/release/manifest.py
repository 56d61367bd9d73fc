"""``manifest.json``: what a release consists of, what it was made from, which gates it passed or waived."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from pipeline.release.gates import Decision
from pipeline.tables import sha256

RELEASES = "releases"
"""The workspace's folder of published versions."""
MANIFEST = "manifest.json"
FORMAT = 1


@dataclass(frozen=True, slots=True)
class Inputs:
    """What a release was made from: content hashes of the workspace's tables, code and contract versions."""

    tables: dict[str, str]
    code: str
    program: str
    contracts: dict[str, str]
    seed: int


def manifest(
    folder: Path,
    *,
    name: str,
    version: str,
    licence: str,
    simulated: bool,
    rows: Mapping[str, Mapping[str, int]],
    inputs: Inputs,
    decisions: Sequence[Decision],
) -> bytes:
    """Describe every file below ``folder``; the bytes depend on content alone, never on time or place."""
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != MANIFEST)
    document = {
        "format": FORMAT,
        "name": name,
        "version": version,
        "licence": licence,
        "annotators": "simulated" if simulated else "people",
        "rows": rows,
        "files": [
            {
                "path": path.relative_to(folder).as_posix(),
                "bytes": path.stat().st_size,
                "sha256": sha256(path),
            }
            for path in files
        ],
        "inputs": asdict(inputs),
        "gates": [
            {
                "gate": decision.result.name,
                "outcome": decision.result.outcome,
                "message": decision.result.message,
                "waived_because": decision.waived,
            }
            for decision in decisions
        ],
    }
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()
