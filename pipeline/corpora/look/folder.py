"""Which files of a folder are read: all regular ones but those that describe the others."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from pipeline.corpora.checks import incident
from pipeline.corpora.readers.base import InputFile, name_of
from pipeline.errors import BadInputError
from pipeline.model import Incident

_COMPANION = re.compile(
    r"(readme|(.*[._-])?licen[cs]e|copying|notice|citation|authors|changelog|contributing)([._-].*)?|(?-i:SOURCE\.txt)"
    r"|.*\.(md|rst|html?|py|ipynb|sh|pdf|png|jpe?g)|dataset_infos?\.json|state\.json|dataset_dict\.json",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Listing:
    """The files to read, those that only describe them, and what is neither file nor folder."""

    files: tuple[InputFile, ...]
    companions: tuple[str, ...] = ()
    incidents: tuple[Incident, ...] = ()


def list_files(path: Path, of_dataset: Callable[[Path], list[Path]] | None = None) -> Listing:
    """List the files of a path in the order of their names; a file named itself is read, whatever it is.

    Hidden files are passed over, and links to folders are not followed. ``of_dataset`` lists those of a
    folder that is one data set.

    Raises:
        BadInputError: there is nothing to read, or it must not be read.
    """
    try:
        mode = path.stat().st_mode
    except OSError as error:
        raise BadInputError(f"{path}: cannot be read ({error.strerror})") from None
    if stat.S_ISREG(mode):
        return Listing((InputFile(path, name_of(path, path.parent)),))
    if not stat.S_ISDIR(mode):
        raise BadInputError(f"{path}: is neither a file nor a folder")
    if of_dataset is not None:
        return Listing(tuple(InputFile(file, name_of(file, path)) for file in of_dataset(path)))
    listing = _walk(path)
    if not listing.files:
        raise BadInputError(f"{path}: there are no files to read in this folder")
    return listing


def _walk(root: Path) -> Listing:
    files: list[InputFile] = []
    companions: list[str] = []
    incidents: list[Incident] = []
    for folder, folders, names in os.walk(root, onerror=_refuse):
        folders[:] = [name for name in folders if not name.startswith(".")]
        links = [path for path in (Path(folder, name) for name in folders) if path.is_symlink()]
        incidents += [incident("file.special", "is a link", file=name_of(link, root)) for link in links]
        for path in (Path(folder, name) for name in names if not name.startswith(".")):
            name = name_of(path, root)
            if not path.is_file():
                incidents.append(incident("file.special", "is no regular file", file=name))
            elif _COMPANION.fullmatch(path.name):
                companions.append(name)
            else:
                files.append(InputFile(path, name))
    files.sort(key=lambda file: file.name)
    incidents.sort(key=lambda each: each.file or "")
    return Listing(tuple(files), tuple(sorted(companions)), tuple(incidents))


def _refuse(error: OSError) -> None:
    raise BadInputError(f"{error.filename}: cannot be read ({error.strerror})") from None
