"""A project as a user has it: a folder with a klue.yaml, in which commands are run."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import builders

from pipeline.config import load_config
from pipeline.context import Context
from pipeline.model import Assignment, Item


@dataclass(frozen=True)
class Ran:
    """How a command ended, what it wrote, and what libraries logged meanwhile."""

    code: int
    out: str
    err: str
    log: str = ""

    @property
    def everything(self) -> str:
        return self.out + self.err + self.log


@dataclass(frozen=True)
class Project:
    folder: Path

    @property
    def context(self) -> Context:
        return Context(load_config(self.folder / "klue.yaml"))

    def assign(self, items: list[Item[str]], assignments: list[Assignment]) -> None:
        """Publish what ``klue sample`` and ``klue push`` would."""
        builders.publish(self.context, "sample", {"items": items})
        builders.publish(self.context, "assign", {"assignments": assignments})

    def run(self, *arguments: str, **environment: str) -> Ran:
        """Run the installed program."""
        done = subprocess.run(
            [Path(sys.executable).parent / "klue", *arguments],
            cwd=self.folder,
            env={**os.environ, **environment},
            capture_output=True,
            text=True,
        )
        return Ran(done.returncode, done.stdout, done.stderr)

    def files_with(self, words: str) -> list[Path]:
        """List the files below the project that hold some words."""
        return sorted(
            path.relative_to(self.folder)
            for path in self.folder.rglob("*")
            if path.is_file() and words.encode() in path.read_bytes()
        )
