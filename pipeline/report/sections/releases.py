"""What has been published."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import pydantic

from pipeline.contracts.gates import Outcome
from pipeline.errors import BadInputError
from pipeline.model import Split
from pipeline.report.material import Material
from pipeline.report.phrases import Phrase
from pipeline.report.sections.base import Section


@dataclass(frozen=True, slots=True)
class PublishedFile:
    """A file of a release."""

    path: str
    bytes: int


@dataclass(frozen=True, slots=True)
class PublishedGate:
    """A gate as it stood at publication."""

    gate: str
    outcome: Outcome
    message: str
    waived_because: str | None


@dataclass(frozen=True, slots=True)
class Published:
    """What the report shows of a release's manifest."""

    name: str
    version: str
    licence: str
    annotators: Literal["simulated", "people"]
    rows: dict[str, dict[Split, int]]
    files: tuple[PublishedFile, ...]
    gates: tuple[PublishedGate, ...]

    @property
    def size(self) -> int:
        """Bytes of all files."""
        return sum(file.bytes for file in self.files)


@dataclass(frozen=True, slots=True)
class Releases:
    """The version that is shown, and all that are published, the newest first."""

    shown: Published
    versions: tuple[str, ...]


_PUBLISHED = pydantic.TypeAdapter(Published)


def build(material: Material) -> Releases | None:
    """Read the manifest of the configured version, or of the newest; None if nothing is published."""
    manifests = material.manifests
    if not manifests:
        return None
    configured = material.context.config.release.version
    shown = next((path for path in manifests if path.parent.name == configured), manifests[0])
    return Releases(_read(shown), tuple(path.parent.name for path in manifests))


def _read(path: Path) -> Published:
    try:
        return _PUBLISHED.validate_json(path.read_bytes())
    except pydantic.ValidationError as error:
        problem = error.errors()[0]
        where = ".".join(str(step) for step in problem["loc"])
        raise BadInputError(f"{path}: a damaged manifest ({where}: {problem['msg']})") from None


SECTION = Section("releases", Phrase("릴리스", "Release"), build)
