"""The catalogue: which corpora there are, on what terms, and how their files are read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Annotated, Any, Literal

import pydantic
from pydantic import Field

from pipeline.corpora.readers.archives import is_archive
from pipeline.corpora.readers.base import Format, InputFile, Options, is_part, name_of
from pipeline.corpora.readers.registry import FORMATS
from pipeline.errors import BadInputError, UsageError
from pipeline.settings import Section
from pipeline.yamlfile import Step, YamlFile, read_yaml

Genre = Literal["news", "encyclopaedia", "review", "speech", "literature", "law", "query", "parallel", "web"]
ListFiles = Callable[[Path], list[Path]]
"""Lists the files to read of a folder that is one data set."""
Day = Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$")]
Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class Evidence(Section):
    """A file that shows on what terms the texts are given: a LICENSE, a README, a saved page."""

    file: str
    """Path, counted as the source's files are."""
    sha256: Sha256 | None = None
    """What the file hashed to when somebody read it; a source whose evidence has changed is quarantined."""
    read: Day | None = None
    """When somebody read it."""


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
    when: Day
    """Date."""
    why: Annotated[str, Field(min_length=10)]
    """What the doubt was, and why the source may be used."""


class Retrieval(Section):
    """A file of the source, or of its evidence, that ``klue retrieve`` fetches."""

    url: Annotated[str, Field(pattern=r"^https?://[^/\s]+/\S*$")]
    """Address."""
    file: str
    """Where it is put, counted as the source's files are."""
    sha256: Sha256 | None = None
    """What it hashes to; where nobody knows, what arrives is believed and its hash is shown."""


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
    """Files or patterns (``*``, ``**``), below the folder of the catalogue or the root that is given.

    ``archive.zip`` means all files in the archive, ``archive.zip!*.csv`` those that fit the pattern; of a
    folder that is one data set (``huggingface``) the folder is named."""
    retrieval: tuple[Retrieval, ...] = ()
    """Where the files can be fetched."""
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
    def since(self) -> str | None:
        """The day on which a person last read the evidence or signed, so far as somebody noted it."""
        said = self.description
        days = [part.read for part in said.evidence if part.read]
        return max([*days, said.sign_off.when] if said.sign_off else days, default=None)

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
    return [
        _source(each.yaml, each.at, each.description, root or each.yaml.path.parent)
        for each in _descriptions(path)
    ]


def load_descriptions(path: Path, root: Path | None = None) -> list[tuple[Description, Path]]:
    """Read what a catalogue says, in the order of the ids, without looking for any file.

    With each description comes the folder that its files are counted from.

    Raises:
        UsageError: there is no such catalogue, or it is empty.
        BadInputError: a description is wrong, or an id is taken. The message names the line.
    """
    return [(each.description, root or each.yaml.path.parent) for each in _descriptions(path)]


@dataclass(frozen=True, slots=True)
class _Described:
    """A description and where it stands."""

    description: Description
    yaml: YamlFile
    at: tuple[Step, ...]

    @property
    def line(self) -> int:
        return self.yaml.line(*self.at, "id")


def _descriptions(path: Path) -> list[_Described]:
    found: dict[str, _Described] = {}
    for file in _catalogue_files(path):
        yaml = read_yaml(file)
        for index, description in enumerate(yaml.parse(_File).sources):
            at = ("sources", index)
            other = found.get(description.id)
            if other is not None:
                place = f"{other.yaml.path}:{other.line}"
                raise yaml.error(f"{description.id} is taken: {place} describes it", *at, "id")
            found[description.id] = _Described(description, yaml, at)
    if not found:
        raise UsageError(f"{path}: the catalogue is empty", "describe a source in it")
    return [found[source_id] for source_id in sorted(found)]


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
    options = _options(yaml, (*at, "options"), description)
    list_files = _list_files(FORMATS[description.format], options)
    files: dict[str, InputFile] = {}
    for number, pattern in enumerate(description.files):
        for file in _match(yaml, (*at, "files", number), pattern, root, list_files):
            files[file.name] = file
    evidence: list[EvidenceFile] = []
    for number, part in enumerate(description.evidence):
        matches = _match(yaml, (*at, "evidence", number, "file"), part.file, root)
        evidence += [EvidenceFile(file, part.sha256) for file in matches]
    return Source(
        description=description,
        files=tuple(files[name] for name in sorted(files)),
        options=options,
        evidence=tuple(evidence),
    )


def _list_files(reader: Format[Any], options: Options) -> ListFiles | None:
    listing = reader.files
    return None if listing is None else lambda folder: listing(folder, options)


def _match(
    yaml: YamlFile, at: tuple[Step, ...], pattern: str, root: Path, list_files: ListFiles | None = None
) -> Iterator[InputFile]:
    """Find the files of a pattern, and the pattern of their members if they are archives."""
    outer, mark, members = pattern.partition("!")
    if mark and not is_archive(outer):
        outer, members = pattern, ""
    parts = PurePosixPath(outer)
    if parts.is_absolute() or ".." in parts.parts or not parts.parts:
        raise yaml.error(f"{pattern!r} leaves the folder {root}", *at)
    matches = [path for match in root.glob(outer) for path in _files_of(match, list_files)]
    if not matches:
        remedy = "fetch the files (`klue retrieve`, where `retrieval` says from where), or mend the pattern"
        raise yaml.error(f"no file matches {pattern!r} in {root}", *at, remedy=remedy)
    for match in matches:
        yield InputFile(match, name_of(match, root), members or None)


def _files_of(path: Path, list_files: ListFiles | None) -> list[Path]:
    if path.is_file():
        return [] if is_part(path) else [path]
    return list_files(path) if list_files is not None and path.is_dir() else []


def _options(yaml: YamlFile, at: tuple[Step, ...], description: Description) -> Options:
    model: type[Options] = FORMATS[description.format].options
    try:
        return model.model_validate(description.options)
    except pydantic.ValidationError as error:
        problems = [yaml.error(problem["msg"], *at, *problem["loc"]).what for problem in error.errors()]
        raise BadInputError("\n".join(problems)) from None
