"""The catalogue: which corpora there are, on what terms, and how their files are read."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Annotated, Literal

import pydantic
from pydantic import Field

from pipeline.config import Section
from pipeline.corpora.readers.base import InputFile, Options
from pipeline.corpora.readers.registry import FORMATS
from pipeline.errors import BadInputError, UsageError
from pipeline.yamlfile import Step, YamlFile, read_yaml

Genre = Literal["news", "encyclopaedia", "review", "speech", "literature", "law", "query", "parallel", "web"]
Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class Evidence(Section):
    """A file that shows on what terms the texts are given: a LICENSE, a README, a saved page."""

    file: str
    """Path, counted as the source's files are."""
    sha256: Sha256 | None = None
    """What the file hashed to when somebody read it; a source whose evidence has changed is quarantined."""


class Upstream(Section):
    """A work that the source was made from."""

    title: str
    """Its name."""
    homepage: str | None = None
    """Its address."""
    licence: str | None = None
    """Its terms as an SPDX expression; they bind the source too. Empty: nobody stated them."""


class SignOff(Section):
    """Somebody's word that a doubt about the licence was looked into."""

    who: str
    """Name or role."""
    when: Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$")]
    """Date."""
    why: Annotated[str, Field(min_length=10)]
    """What the doubt was, and why the source may be used."""


class Description(Section):
    """What the catalogue says about a source."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
    """Short name; part of every id that comes from the source."""
    title: Annotated[str, Field(min_length=1)]
    """Name for people."""
    homepage: str | None = None
    """Where it comes from."""
    genre: Genre
    """Register of the texts."""
    format: str
    """Format of the files: a name in the registry of readers."""
    files: Annotated[tuple[str, ...], Field(min_length=1)]
    """Files or patterns (``*``, ``**``), below the folder of the catalogue or the root that is given."""
    options: dict[str, object] = Field(default_factory=dict)
    """What the format lets one say: field names, units, delimiters."""
    licence: str | None = None
    """Terms as an SPDX expression; empty: nobody stated any."""
    attribution: str | None = None
    """Whom the licence wants named, and how."""
    evidence: tuple[Evidence, ...] = ()
    """Files that show the terms."""
    derived_from: tuple[Upstream, ...] = ()
    """Works that the texts were made from."""
    sign_off: SignOff | None = None
    """Somebody's word on a doubt; the source is then accepted with a warning that repeats it."""


@dataclass(frozen=True, slots=True)
class EvidenceFile:
    """A file of evidence, and what it hashed to when it was read."""

    file: InputFile
    sha256: str | None


@dataclass(frozen=True, slots=True)
class Source:
    """A source: its description, its files in the order of their names, and the options of its format."""

    description: Description
    files: tuple[InputFile, ...]
    options: Options
    evidence: tuple[EvidenceFile, ...]

    @property
    def id(self) -> str:
        """Short name."""
        return self.description.id

    @property
    def credit(self) -> str:
        """Whom to name: what the licence wants, or the title and address."""
        said = self.description
        return said.attribution or ", ".join(part for part in (said.title, said.homepage) if part)


def load_catalogue(path: Path, root: Path | None = None) -> list[Source]:
    """Read a catalogue: one YAML file with ``sources:``, or a folder of them, in the order of the ids.

    Files are looked for below ``root``; where it is not given, below the folder of the YAML file.

    Raises:
        UsageError: there is no such catalogue, or it is empty.
        BadInputError: a description is wrong, an id is taken, or a file is not there. The message names the
            line.
    """
    found: dict[str, tuple[Source, str]] = {}
    for file in _catalogue_files(path):
        yaml = read_yaml(file)
        for index, description in enumerate(yaml.parse(_File).sources):
            at = ("sources", index)
            if description.id in found:
                raise yaml.error(
                    f"{description.id} is taken: {found[description.id][1]} describes it", *at, "id"
                )
            source = _source(yaml, at, description, root or file.parent)
            found[description.id] = source, f"{file}:{yaml.line(*at, 'id')}"
    if not found:
        raise UsageError(f"{path}: the catalogue is empty", "describe a source in it")
    return [found[source_id][0] for source_id in sorted(found)]


class _File(Section):
    sources: tuple[Description, ...]


def _catalogue_files(path: Path) -> list[Path]:
    if path.is_dir():
        return sorted(file for file in path.iterdir() if file.suffix in (".yaml", ".yml"))
    if not path.exists():
        raise UsageError(f"{path}: there is no catalogue", "set `catalogue` in klue.yaml")
    return [path]


def _source(yaml: YamlFile, at: tuple[Step, ...], description: Description, root: Path) -> Source:
    if description.format not in FORMATS:
        known = ", ".join(sorted(FORMATS))
        raise yaml.error(f"{description.format!r} is none of the formats: {known}", *at, "format")
    files: dict[str, InputFile] = {}
    for number, pattern in enumerate(description.files):
        for file in _match(yaml, (*at, "files", number), pattern, root):
            files[file.name] = file
    evidence: list[EvidenceFile] = []
    for number, part in enumerate(description.evidence):
        matches = _match(yaml, (*at, "evidence", number, "file"), part.file, root)
        evidence += [EvidenceFile(file, part.sha256) for file in matches]
    return Source(
        description=description,
        files=tuple(files[name] for name in sorted(files)),
        options=_options(yaml, (*at, "options"), description),
        evidence=tuple(evidence),
    )


def _match(yaml: YamlFile, at: tuple[Step, ...], pattern: str, root: Path) -> Iterator[InputFile]:
    """Find the files of a pattern."""
    parts = PurePosixPath(pattern)
    if parts.is_absolute() or ".." in parts.parts or not parts.parts:
        raise yaml.error(f"{pattern!r} leaves the folder {root}", *at)
    matches = [match for match in root.glob(pattern) if match.is_file()]
    if not matches:
        raise yaml.error(f"no file matches {pattern!r} in {root}", *at, remedy="fetch the files, or mend it")
    for match in matches:
        name = unicodedata.normalize("NFC", match.relative_to(root).as_posix())
        yield InputFile(match, name)


def _options(yaml: YamlFile, at: tuple[Step, ...], description: Description) -> Options:
    model: type[Options] = FORMATS[description.format].options
    try:
        return model.model_validate(description.options)
    except pydantic.ValidationError as error:
        problems = [yaml.error(problem["msg"], *at, *problem["loc"]).what for problem in error.errors()]
        raise BadInputError("\n".join(problems)) from None
