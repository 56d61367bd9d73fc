"""Sources with archives among their files to the files that are read, those in the archives among them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pipeline.context import Mapper
from pipeline.corpora.catalogue import Source
from pipeline.corpora.readers.archives import Unpacked, is_archive, unpack
from pipeline.corpora.readers.base import InputFile
from pipeline.model import Incident


def unpack_all(sources: Sequence[Source], folder: Path, run: Mapper) -> dict[str, Unpacked]:
    """Give the files of each source, by its id, in the order of their names; members lie below ``folder``."""
    archives = [(source.id, file) for source in sources for file in source.files if is_archive(file.name)]
    work = [(file, folder / f"archive-{number:06d}") for number, (_, file) in enumerate(archives)]
    results = run("unpack archives", _unpack, work) if work else []
    files: dict[str, list[InputFile]] = {}
    incidents: dict[str, list[Incident]] = {source.id: [] for source in sources}
    for source in sources:
        files[source.id] = [file for file in source.files if not is_archive(file.name)]
    for (source_id, _), result in zip(archives, results, strict=True):
        files[source_id] += result.files
        incidents[source_id] += result.incidents
    return {
        source.id: Unpacked(
            tuple(sorted(files[source.id], key=lambda file: file.name)), tuple(incidents[source.id])
        )
        for source in sources
    }


def _unpack(work: tuple[InputFile, Path]) -> Unpacked:
    file, folder = work
    folder.mkdir()
    return unpack(file, folder)
