"""The folder where each stage's tables live, and how a stage publishes them.

A stage writes its shards into a staging folder, syncs them, renames the folder, and replaces the stage's
``manifest.json`` last. Readers follow the manifest, so they see all of a publication or none of it::

    <workspace>/<stage>/manifest.json
    <workspace>/<stage>/<run>/<table>/00000.parquet
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from pipeline.errors import BadInputError, UsageError
from pipeline.ids import stable_id
from pipeline.locks import holding
from pipeline.tables import sha256

MANIFEST = "manifest.json"
_STAGING = ".staging"

STAGES: dict[str, tuple[str, ...]] = {
    "ingest": ("sources", "documents", "ingest_incidents"),
    "prepare": ("sentences", "placements", "text_scores", "personal_data", "prepare_incidents"),
    "sample": ("items", "group_placements", "sampling"),
    "assign": ("assignments",),
    "pull": ("annotations", "pull_incidents"),
    "agreement": ("measurements", "agreement_incidents"),
    "consensus": ("consensus", "disputes"),
    "validate": ("validation",),
}
"""The tables of each stage."""

_COMMAND_OF = {"assign": "push", "consensus": "adjudicate"}
"""Stages that another command runs."""
_ONLY_GROWS = frozenset({"prepare", "sample", "assign"})
"""Stages whose tables hold decisions that are never taken again: placements, items, assignments."""
_STAGE_OF = {table: stage for stage, tables in STAGES.items() for table in tables}


@dataclass(frozen=True, slots=True)
class ShardFile:
    """One Parquet file of a published table, by its path below the stage's folder."""

    path: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a stage published, and from what.

    ``fingerprint`` hashes inputs, configuration and code: a stage whose fingerprint has not changed need not
    run again.
    """

    stage: str
    fingerprint: str
    tables: dict[str, tuple[ShardFile, ...]]

    def content(self, table: str) -> str:
        """Hash what a table holds."""
        return stable_id(*(shard.sha256 for shard in self.tables.get(table, ())))


class Run:
    """A publication in the making: shards go to :meth:`shard`, in the order of their numbers."""

    def __init__(self, folder: Path, previous: Manifest | None) -> None:
        self.folder = folder
        self._previous = previous
        self._kept: dict[str, tuple[ShardFile, ...]] = {}

    def shard(self, table: str, number: int = 0) -> Path:
        """Give the path to write one shard to; its folder exists."""
        folder = self.folder / table
        folder.mkdir(exist_ok=True)
        return folder / f"{number:05d}.parquet"

    def keep(self, table: str) -> None:
        """Carry over what the table held before: new shards are appended to it."""
        if self._previous is not None:
            self._kept[table] = self._previous.tables.get(table, ())

    def files(self, run_name: str) -> dict[str, tuple[ShardFile, ...]]:
        """List every shard, kept ones first."""
        tables = dict(self._kept)
        for folder in sorted(path for path in self.folder.iterdir() if path.is_dir()):
            written = tuple(
                ShardFile(f"{run_name}/{folder.name}/{path.name}", sha256(path))
                for path in sorted(folder.glob("*.parquet"))
            )
            tables[folder.name] = (*tables.get(folder.name, ()), *written)
        return tables


@dataclass(frozen=True, slots=True)
class Workspace:
    """A folder of published tables."""

    root: Path

    def manifest(self, stage: str) -> Manifest | None:
        """Read what a stage last published; None before its first run.

        Raises:
            BadInputError: the manifest is damaged.
        """
        path = self.root / stage / MANIFEST
        try:
            data = json.loads(path.read_bytes())
            return Manifest(
                stage=data["stage"],
                fingerprint=data["fingerprint"],
                tables={
                    name: tuple(ShardFile(**shard) for shard in shards)
                    for name, shards in data["tables"].items()
                },
            )
        except FileNotFoundError:
            return None
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            remedy = f"restore {path.parent} from a backup"
            if stage not in _ONLY_GROWS:
                remedy += f", or remove it and run `klue {_command(stage)}` again"
            raise BadInputError(f"{path}: a damaged manifest ({error})", remedy) from None

    def shards(self, table: str) -> list[Path]:
        """List the files of a published table.

        Raises:
            UsageError: the stage that makes it has not run.
        """
        stage = _STAGE_OF[table]
        manifest = self.manifest(stage)
        if manifest is None:
            raise UsageError(f"{self.root}: there are no {table} yet", f"run `klue {_command(stage)}` first")
        return [self.root / stage / shard.path for shard in manifest.tables.get(table, ())]

    def has(self, table: str) -> bool:
        """Tell whether the stage that makes a table has run."""
        return self.manifest(_STAGE_OF[table]) is not None

    def content(self, *tables: str) -> dict[str, str]:
        """Hash the content of tables, for fingerprints; a table that is not there yet hashes to nothing."""
        contents = {}
        for table in tables:
            manifest = self.manifest(_STAGE_OF[table])
            contents[table] = "" if manifest is None else manifest.content(table)
        return contents

    @contextlib.contextmanager
    def publishing(self, stage: str, fingerprint: str) -> Iterator[Run]:
        """Publish a stage: everything that is written inside, or nothing if it fails.

        Raises:
            LockedError: another run is writing the stage.
        """
        home = self.root / stage
        home.mkdir(parents=True, exist_ok=True)
        with holding(home / "lock", stage):
            previous = self.manifest(stage)
            _sweep(home, previous)
            staging = home / f"{_STAGING}-{os.getpid()}"
            staging.mkdir()
            try:
                run = Run(staging, previous)
                yield run
            except BaseException:
                shutil.rmtree(staging, ignore_errors=True)
                raise
            _publish(home, staging, run, stage, fingerprint)

    def private(self, name: str) -> Path:
        """Give the path of a file that must never leave the workspace (keys, credentials)."""
        folder = self.root / "private"
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        return folder / name


def fingerprint(stage: str, parts: Mapping[str, str]) -> str:
    """Hash what a stage's result depends on."""
    return stable_id(stage, *(field for name in sorted(parts) for field in (name, parts[name])))


def replace_file(path: Path, data: bytes) -> None:
    """Write a small file so that a reader sees the old content or the new, never a part."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    with temporary.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)


def _command(stage: str) -> str:
    return _COMMAND_OF.get(stage, stage)


def _publish(home: Path, staging: Path, run: Run, stage: str, fingerprint: str) -> None:
    content = {table: [asdict(shard) for shard in shards] for table, shards in run.files("").items()}
    name = stable_id(fingerprint, json.dumps(content, sort_keys=True))[:16]
    manifest = Manifest(stage, fingerprint, run.files(name))
    final = home / name
    if final.exists():
        shutil.rmtree(staging)
    else:
        sync_tree(staging)
        staging.rename(final)
    text = json.dumps(asdict(manifest), ensure_ascii=False, indent=1, sort_keys=True)
    replace_file(home / MANIFEST, text.encode())
    sync_folder(home)


def _sweep(home: Path, manifest: Manifest | None) -> None:
    """Remove what the manifest does not name: earlier publications, and what a killed run left behind.

    It runs before a publication, not after: whoever read the manifest just before it changed can finish.
    """
    tables = {} if manifest is None else manifest.tables
    wanted = {shard.path.split("/", 1)[0] for shards in tables.values() for shard in shards}
    for path in home.iterdir():
        if path.is_dir() and path.name not in wanted:
            shutil.rmtree(path)
        elif path.name.startswith(f".{MANIFEST}."):
            path.unlink()


def sync_folder(folder: Path) -> None:
    """See a folder's entries on disk before returning."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_tree(folder: Path) -> None:
    """See everything below a folder on disk before returning."""
    for path in sorted(folder.rglob("*")):
        if path.is_dir():
            sync_folder(path)
        else:
            with path.open("rb") as file:
                os.fsync(file.fileno())
    sync_folder(folder)
