"""The licence fields of metadata: dataset cards, Croissant, CITATION.cff, package files."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.corpora.evidence.finding import Scope
from pipeline.yamlfile import Json, parse_yaml

_KEYS = frozenset(
    (
        *("license", "licence", "licenses", "licences", "license_name", "license_id", "licensename"),
        "license_link",
        *("license_url", "licenseurl", "rights", "dct:license", "dc:rights", "sdlicense", "usageinfo"),
        "conditionsofaccess",
        *("라이선스", "라이센스", "이용허락", "이용허락범위", "공공누리유형", "저작권"),
    )
)  # fmt: skip
_IN_DICT = ("id", "@id", "spdx", "name", "title", "url", "text", "type", "path", "identifier")
_FRONT = re.compile(r"\A\ufeff?---[ \t]*\n(?P<yaml>.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_CODE_FILES = frozenset(
    (
        *("package.json", "pyproject.toml", "setup.py", "setup.cfg", "composer.json", "cargo.toml"),
        *("pkg-info", "metadata"),
        *("codemeta.json", "bower.json", "pom.xml", "description"),
    )
)  # fmt: skip
_DATA_FILES = re.compile(
    (
        r"dataset[_-]?infos?\.json|dataset[_-]?metadata\.json|dataset_info\.ya?ml"
        r"|datapackage\.json|croissant\.json|.*\.jsonld|ro-crate-metadata\.json"
        r"|\.?zenodo\.json|citation\.cff|(?:metadata|meta|info|dataset|dataset_card|datasheet"
        r"|license|catalog|manifest)\.(?:json|ya?ml)"
    ),
    re.IGNORECASE,
)
_CLASSIFIER = re.compile(r"License\s*::\s*(?:OSI Approved\s*::\s*)?(?P<value>[^\"'\n]+)")
_ASSIGNED = re.compile(
    r"^[^\S\n]*[\"']?licen[cs]e[\"']?\s*[=:]\s*[\"']?(?P<value>[^\"'\n,]+)", re.MULTILINE | re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Field:
    """The value of a licence field, the line on which it stands (from 1), and what the file describes."""

    value: str
    line: int
    scope: Scope


def is_metadata(name: str) -> bool:
    """Tell by its name whether a file holds metadata."""
    return name.lower() in _CODE_FILES or _DATA_FILES.fullmatch(name) is not None


def front_matter(text: str) -> Iterator[Field]:
    """Read the licence fields of a dataset card's front matter."""
    if match := _FRONT.match(text.replace("\r\n", "\n")):
        yield from _fields(match["yaml"], "yaml", text, "data")


def fields(name: str, text: str) -> Iterator[Field]:
    """Read the licence fields of a metadata file; one that is damaged is searched as plain text."""
    low = name.lower()
    scope: Scope = "code" if low in _CODE_FILES else "data"
    if low == "codemeta.json" and re.search(r"\"@type\"\s*:\s*\"Dataset\"", text):
        scope = "data"
    if low == "citation.cff" and not re.search(r"^type:\s*[\"']?dataset", text, re.MULTILINE):
        scope = "work"
    form = low.rsplit(".", 1)[-1]
    yield from _fields(text, {"jsonld": "json", "cff": "yaml", "yml": "yaml"}.get(form, form), text, scope)
    for match in _CLASSIFIER.finditer(text):
        yield Field(match["value"].strip(), text.count("\n", 0, match.start()) + 1, scope)


def _fields(source: str, form: str, text: str, scope: Scope) -> Iterator[Field]:
    try:
        if form == "json":
            data: Json = json.loads(source)
        elif form == "yaml":
            data = parse_yaml(source)
        elif form == "toml":
            data = tomllib.loads(source)
        else:
            raise ValueError(form)  # noqa: TRY301 (any other form is searched like a damaged one)
    except (ValueError, RecursionError):
        for match in _ASSIGNED.finditer(text):
            yield Field(match["value"].strip(), text.count("\n", 0, match.start("value")) + 1, scope)
        return
    for key, value in _walk(data, 0):
        if value.strip():
            yield Field(value.strip(), _line(text, key, value), scope)


def _walk(data: Json, depth: int) -> Iterator[tuple[str, str]]:
    if depth > 12:
        return
    if isinstance(data, dict):
        for key, value in data.items():
            if str(key).lower().replace(" ", "") in _KEYS:
                yield from ((str(key), said) for said in _values(value))
            else:
                yield from _walk(value, depth + 1)
    elif isinstance(data, list):
        for value in data:
            yield from _walk(value, depth + 1)


def _values(value: Json) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for part in value:
            yield from _values(part)
    elif isinstance(value, dict):
        yield from (said for key in _IN_DICT if isinstance(said := value.get(key), str))


def _line(text: str, key: str, value: str) -> int:
    at = text.find(value[:60])
    if at < 0:
        at = text.find(key)
    return text.count("\n", 0, max(at, 0)) + 1
