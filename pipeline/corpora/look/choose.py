"""Decides how each file of a first look is read: as stated, or as its beginning tells."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pydantic

from pipeline.corpora.catalogue import Description, Source
from pipeline.corpora.checks import incident
from pipeline.corpora.look.folder import Listing, list_files
from pipeline.corpora.look.guess import Guess, guess_format
from pipeline.corpora.readers import huggingface
from pipeline.corpora.readers.base import DamagedFileError, Format, InputFile, Options, TextOptions
from pipeline.corpora.readers.registry import FORMATS
from pipeline.errors import UsageError
from pipeline.model import Incident

AUTO = "auto"
"""The format of each file is told by its beginning."""


@dataclass(frozen=True, slots=True)
class Request:
    """What is to be read and how; ``options`` are the format's, and outdo what is guessed."""

    path: Path
    output: Path
    licence: str
    format: str = AUTO
    genre: str = "web"
    options: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reading:
    """How files were read: the format, its options, and the reason where they were guessed."""

    format: str
    options: Mapping[str, object]
    because: str
    files: int


def list_wanted(request: Request) -> Listing:
    """List the files to read; of a folder that is one data set, its files of records.

    Raises:
        BadInputError: there is nothing to read, or it must not be read.
    """
    is_named = request.format == "huggingface"
    if not request.path.is_dir() or not (is_named or request.format == AUTO):
        return list_files(request.path)
    if not is_named and not huggingface.is_dataset(request.path):
        return list_files(request.path)
    config, split = (request.options.get(key) for key in ("config", "split"))
    return list_files(
        request.path,
        lambda folder: huggingface.list_records(
            folder, None if config is None else str(config), None if split is None else str(split)
        ),
    )


def unread_source(request: Request, files: Sequence[InputFile]) -> Source:
    """Make a source of files of which it is not known yet how they are read."""
    return _source(request, files, Guess("plain", ""))


def make_sources(
    request: Request, files: Sequence[InputFile]
) -> tuple[list[Source], list[Reading], list[Incident]]:
    """Make a source of each file, and an incident of one whose format cannot be told.

    Raises:
        UsageError: the format has not the options that were stated, or needs some.
    """
    sources: list[Source] = []
    counts: Counter[str] = Counter()
    first: dict[str, Guess] = {}
    failures: list[Incident] = []
    for file in files:
        try:
            guess = _guess(request, file)
        except DamagedFileError as error:
            failures.append(
                incident(error.check, error.problem, file=file.name, row=error.row, offset=error.offset)
            )
            continue
        sources.append(_source(request, [file], guess))
        key = f"{guess.format} {guess.because} {guess.options}"
        counts[key] += 1
        first.setdefault(key, guess)
    readings = [
        Reading(guess.format, guess.options, guess.because, counts[key]) for key, guess in first.items()
    ]
    return sources, readings, failures


def _guess(request: Request, file: InputFile) -> Guess:
    """Complete what was asked for by what the file tells."""
    stated = dict(request.options)
    is_mapped = "text" in stated or "title" in stated
    encoding = stated.get("encoding")
    try:
        TextOptions.model_validate({"encoding": encoding})
    except pydantic.ValidationError as error:
        raise UsageError(_problems(error)) from None
    if request.format != AUTO and (is_mapped or not _has_fields(request.format)):
        return Guess(request.format, "as stated", stated)
    guess = guess_format(file, None if encoding is None else str(encoding))
    if request.format not in (AUTO, guess.format):
        mapping = {key: guess.options[key] for key in ("id", "title", "text") if key in guess.options}
        return Guess(request.format, "as stated", {**mapping, **stated})
    guessed = dict(guess.options)
    if is_mapped:
        guessed = {
            key: value for key, value in guessed.items() if key not in ("id", "title", "text", "header")
        }
    known = {key: value for key, value in stated.items() if key in FORMATS[guess.format].options.model_fields}
    options = {**guessed, **known}
    if _has_fields(guess.format) and not options.keys() & {"text", "title"}:
        raise DamagedFileError(file.name, "file.format", "no field holds Hangul: state --field text=NAME")
    return Guess(guess.format, guess.because, options)


def _has_fields(name: str) -> bool:
    return "text" in FORMATS[name].options.model_fields


def _source(request: Request, files: Sequence[InputFile], guess: Guess) -> Source:
    title = request.path.resolve().name or "corpus"
    description = _description(
        {
            "id": "-".join(re.findall("[a-z0-9]+", title.lower())) or "corpus",
            "title": title,
            "genre": request.genre,
            "format": guess.format,
            "files": [file.name for file in files] or ["-"],
            "licence": request.licence,
        }
    )
    reader: Format[Any] = FORMATS[guess.format]
    return Source(description, tuple(files), _validated(reader, guess.options, files), ())


def _description(said: Mapping[str, object]) -> Description:
    try:
        return Description.model_validate(said)
    except pydantic.ValidationError as error:
        raise UsageError(_problems(error)) from None


def _validated(reader: Format[Any], options: Mapping[str, object], files: Sequence[InputFile]) -> Options:
    try:
        validated: Options = reader.options.model_validate(options)
    except pydantic.ValidationError as error:
        where = f"{files[0].name}: " if files else ""
        known = ", ".join(reader.options.model_fields)
        raise UsageError(
            f"{where}{reader.name}: {_problems(error)}", f"options of this format: {known}"
        ) from None
    return validated


def _problems(error: pydantic.ValidationError) -> str:
    return "; ".join(
        ": ".join(part for part in (".".join(map(str, each["loc"])), each["msg"]) if part)
        for each in error.errors()
    )
