"""Folders of Hugging Face ``datasets``: saved to disk, or laid out as a repository of the hub.

A folder that was saved to disk has ``state.json`` with its Arrow files, or ``dataset_dict.json`` with its
splits. A repository has its files where the front matter of ``README.md`` says (``configs``), or wherever a
file of records is: Parquet before JSON lines before CSV.
"""

from __future__ import annotations

import fnmatch
import json
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from pipeline.corpora.readers import columnar, delimited, fields, jsonlines
from pipeline.corpora.readers.base import DamagedFileError, Format, Found, InputFile
from pipeline.corpora.readers.compression import CODECS
from pipeline.errors import BadInputError
from pipeline.yamlfile import Json, parse_yaml

_SUFFIXES = ((".parquet",), (".arrow",), (".jsonl", ".ndjson", ".json"), (".csv", ".tsv"))
_COMPRESSED = tuple(suffix for codec in CODECS for suffix in codec.suffixes[:1])
_DESCRIPTIONS = frozenset({"dataset_info.json", "dataset_infos.json", "state.json", "dataset_dict.json"})


class Options(fields.FieldOptions[str]):
    """Names of the features, and which part of the data set is meant."""

    config: str | None = None
    """Configuration of a repository; empty: ``default``, or the only one."""
    split: str | None = None
    """Split; empty: all."""


def read(file: InputFile, options: Options) -> Iterator[Found]:
    """Read one file of a data set.

    Raises:
        DamagedFileError: the file is damaged, or of a kind that data sets are not kept in.
    """
    mapping = options.model_dump(exclude={"config", "split"})
    match _kind(file.name):
        case ".parquet":
            yield from columnar.read_parquet(file, columnar.Options.model_validate(mapping))
        case ".arrow":
            yield from columnar.read_arrow(file, columnar.Options.model_validate(mapping))
        case ".jsonl" | ".ndjson" | ".json":
            yield from jsonlines.read(file, jsonlines.Options.model_validate(mapping))
        case ".csv":
            yield from delimited.read(file, delimited.Options.model_validate(mapping))
        case ".tsv":
            yield from delimited.read(file, delimited.Options.model_validate({**mapping, "delimiter": "\t"}))
        case _:
            raise DamagedFileError(file.name, "file.syntax", "is no Parquet, Arrow, JSON or CSV file")


def files(folder: Path, options: Options) -> list[Path]:
    """List the files of records of a data set, as :func:`list_records` does."""
    return list_records(folder, options.config, options.split)


def list_records(folder: Path, config: str | None, split: str | None) -> list[Path]:
    """List the files of records of a data set, or those of a split.

    Raises:
        BadInputError: the folder has none, or its descriptions are malformed or name what is not there.
    """
    if (folder / "dataset_dict.json").is_file():
        splits = _load(folder / "dataset_dict.json").get("splits")
        named = [str(each) for each in splits] if isinstance(splits, list) else []
        found = [file for each in named if split in (None, each) for file in _saved(folder / each)]
    elif (folder / "state.json").is_file():
        found = _saved(folder)
    else:
        found = _of_repository(folder, config, split)
    if not found:
        which = f" of the split {split!r}" if split else ""
        raise BadInputError(f"{folder}: this data set has no files of records{which}", "fetch it again")
    return found


def is_dataset(folder: Path) -> bool:
    """Tell whether a folder is a data set by what describes it."""
    described = any((folder / name).is_file() for name in _DESCRIPTIONS)
    return described or bool(_front_matter(folder) and _listed(folder))


def _saved(folder: Path) -> list[Path]:
    listed = _load(folder / "state.json").get("_data_files")
    names = (
        [each.get("filename") for each in listed if isinstance(each, dict)]
        if isinstance(listed, list)
        else []
    )
    return [_inside(folder, str(name)) for name in names]


def _of_repository(folder: Path, config: str | None, split: str | None) -> list[Path]:
    listed = _listed(folder)
    patterns = _patterns(folder, config, split)
    if patterns is not None:
        return [path for path in listed if any(_fits(path, folder, pattern) for pattern in patterns)]
    for suffixes in _SUFFIXES:
        found = [path for path in listed if _kind(path.name) in suffixes]
        if split is not None:
            found = [path for path in found if split in path.relative_to(folder).as_posix()]
        if found:
            return found
    return []


def _listed(folder: Path) -> list[Path]:
    known = {suffix for suffixes in _SUFFIXES for suffix in suffixes}
    return sorted(
        path
        for path in folder.rglob("*")
        if _kind(path.name) in known
        and path.name not in _DESCRIPTIONS
        and not any(part.startswith(".") for part in path.relative_to(folder).parts)
        and path.is_file()
    )


def _patterns(folder: Path, config: str | None, split: str | None) -> list[str] | None:
    """Give the patterns of files that the front matter has for the configuration; None: it has none."""
    configs = [each for each in _as_list(_front_matter(folder).get("configs")) if isinstance(each, dict)]
    if not configs:
        return None
    names = [str(each.get("config_name", "default")) for each in configs]
    wanted = config or ("default" if "default" in names else names[0] if len(names) == 1 else None)
    if wanted not in names:
        problem = f"the data set has the configurations {', '.join(names)}"
        raise BadInputError(f"{folder / 'README.md'}: {problem}", "set the option `config`")
    patterns: list[str] = []
    for each in _as_list(configs[names.index(wanted)].get("data_files")):
        if isinstance(each, str):
            patterns.append(each)
        elif isinstance(each, dict) and split in (None, each.get("split")):
            patterns += [str(path) for path in _as_list(each.get("path"))]
    return patterns or None


def _front_matter(folder: Path) -> dict[str, Json]:
    readme = folder / "README.md"
    try:
        text = readme.read_text(encoding="utf-8") if readme.is_file() else ""
        begin, _, rest = text.partition("---\n")
        data = parse_yaml(rest.partition("\n---")[0]) if not begin.strip() and rest else None
    except ValueError as error:
        raise BadInputError(f"{readme}: the front matter is no YAML: {error}") from None
    return data if isinstance(data, dict) else {}


def _load(path: Path) -> dict[str, Json]:
    try:
        data = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError) as error:
        raise BadInputError(f"{path}: is not what `datasets` writes ({error})", "fetch it again") from None
    return data if isinstance(data, dict) else {}


def _inside(folder: Path, name: str) -> Path:
    path = folder / name
    if PurePosixPath(name).is_absolute() or ".." in PurePosixPath(name).parts or not path.is_file():
        raise BadInputError(f"{folder / 'state.json'}: names {name!r}, which is not there", "fetch it again")
    return path


def _fits(path: Path, folder: Path, pattern: str) -> bool:
    name = path.relative_to(folder).as_posix()
    return name == pattern or fnmatch.fnmatchcase(name, pattern.replace("**/", "*"))


def _kind(name: str) -> str:
    """Give the suffix, below a compression if there is one."""
    path = PurePosixPath(name.lower())
    return PurePosixPath(path.stem).suffix if path.suffix in _COMPRESSED else path.suffix


def _as_list(value: Json) -> list[Json]:
    return value if isinstance(value, list) else [] if value is None else [value]


FORMAT = Format("huggingface", Options, read, files)
