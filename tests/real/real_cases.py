"""What the tests of real builds share: the shipped catalogue, the example's configuration, the command."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from pipeline.context import Context
from pipeline.model import Document, Item, Split
from pipeline.resources import shipped

CATALOGUE = shipped("data_contracts") / "sources"
CONFIG = Path(__file__).parents[2] / "examples" / "real-corpora" / "klue.yaml"


def klue(*arguments: object, **environment: str) -> str:
    """Run the installed command, which must end well, and give what it printed."""
    program = Path(sys.executable).parent / "klue"
    ran = subprocess.run(
        [program, *map(str, arguments)], capture_output=True, text=True, env={**os.environ, **environment}
    )
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


@dataclass(frozen=True)
class Built:
    """What came of a build."""

    context: Context
    output: str
    documents: dict[str, Document]
    """By text_id."""
    splits: dict[str, Split]
    """Of doc_ids; documents that were left out have none."""
    items: list[Item[str]]
