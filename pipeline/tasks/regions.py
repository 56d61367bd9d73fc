"""Label Studio's results, as typed regions: what a control of a labelling interface holds.

A control is read by its name only (``from_name``): Label Studio stores results in order of creation, and
checks neither labels, offsets nor text.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from pipeline.yamlfile import Json

Kind = Literal["choices", "textarea", "labels", "number", "taxonomy", "hypertextlabels"]
Origin = Literal["manual", "prediction", "prediction-changed"]


class UnreadableError(Exception):
    """An annotation that cannot be a value of its task.

    ``check`` is the incident's machine name, ``offset`` a code-point offset into the text it is about.
    """

    def __init__(self, check: str, message: str, offset: int | None = None) -> None:
        super().__init__(message)
        self.check = check
        self.message = message
        self.offset = offset


@dataclass(frozen=True, slots=True)
class Region:
    """One result: the control, the object tag it points at, and its value as Label Studio stores it."""

    from_name: str
    to_name: str
    type: str
    value: dict[str, Json]

    def as_json(self, number: int) -> dict[str, Json]:
        """Give the form of the API; ``number`` makes the region's id."""
        return {
            "id": f"r{number}",
            "from_name": self.from_name,
            "to_name": self.to_name,
            "type": self.type,
            "value": self.value,
        }


@dataclass(frozen=True, slots=True)
class SpanRegion:
    """A labelled stretch of text, in code points, as the annotator left it."""

    start: int
    end: int
    label: str


def regions_from_json(results: Iterable[Mapping[str, Json]]) -> tuple[Region, ...]:
    """Read the ``result`` list of an annotation.

    Raises:
        UnreadableError: an element has no control name, type or value.
    """
    regions = []
    for result in results:
        if not isinstance(result, dict):
            raise UnreadableError("malformed_result", f"a result that is no object: {result!r}")
        name, to, kind, value = (result.get(key) for key in ("from_name", "to_name", "type", "value"))
        if not (isinstance(name, str) and isinstance(to, str) and isinstance(kind, str)):
            raise UnreadableError("malformed_result", f"a result without control, object or type: {result}")
        if not isinstance(value, dict):
            raise UnreadableError("malformed_result", f"the result of {name} has no value")
        regions.append(Region(name, to, kind, value))
    return tuple(regions)


def choices(regions: Iterable[Region], name: str) -> tuple[str, ...]:
    """Give the aliases chosen in a Choices control, in stored order; none chosen gives none."""
    return tuple(
        str(choice) for region in regions if region.from_name == name for choice in _listed(region, "choices")
    )


def choice(regions: Iterable[Region], name: str, allowed: Iterable[str]) -> str:
    """Give the one alias chosen in a Choices control.

    Raises:
        UnreadableError: none or several are chosen, or the alias is not one of ``allowed``.
    """
    chosen = choices(regions, name)
    if len(chosen) != 1:
        raise UnreadableError("missing_answer", f"{name}: one choice is wanted, {len(chosen)} are given")
    if chosen[0] not in set(allowed):
        raise UnreadableError("unknown_label", f"{name}: {chosen[0]!r} is not a choice of this task")
    return chosen[0]


def texts(regions: Iterable[Region], name: str) -> tuple[str, ...]:
    """Give what was typed into a TextArea: NFC, trimmed, blank lines left out."""
    found: list[str] = []
    for region in regions:
        if region.from_name == name:
            written = region.value.get("text")
            lines = written if isinstance(written, list) else [written]
            found.extend(unicodedata.normalize("NFC", str(line)).strip() for line in lines if line)
    return tuple(line for line in found if line)


def text(regions: Iterable[Region], name: str) -> str:
    """Give the one text typed into a TextArea.

    Raises:
        UnreadableError: it is empty or blank, or several were added.
    """
    found = texts(regions, name)
    if len(found) != 1:
        raise UnreadableError("missing_answer", f"{name}: one text is wanted, {len(found)} are given")
    return found[0]


def spans(regions: Iterable[Region], name: str, surface: str) -> tuple[SpanRegion, ...]:
    """Give the labelled spans of a Labels control over ``surface``, sorted.

    Edge white space, which a mouse catches easily, is taken off.

    Raises:
        UnreadableError: a span is out of bounds or blank, has not one label, or claims another text.
    """
    found = []
    for region in regions:
        if region.from_name != name:
            continue
        start, end = region.value.get("start"), region.value.get("end")
        if not (isinstance(start, int) and isinstance(end, int)):
            raise UnreadableError("span_out_of_bounds", f"{name}: a span without integer bounds")
        if not 0 <= start < end <= len(surface):
            raise UnreadableError(
                "span_out_of_bounds", f"{name}: [{start}, {end}) in a text of {len(surface)}", max(start, 0)
            )
        claimed = region.value.get("text")
        if claimed is not None and claimed != surface[start:end]:
            raise UnreadableError(
                "span_surface", f"{name}: the span says {claimed!r}, the text {surface[start:end]!r}", start
            )
        labels = _listed(region, "labels")
        if len(labels) != 1:
            raise UnreadableError("missing_answer", f"{name}: a span with {len(labels)} labels", start)
        inner = surface[start:end]
        start += len(inner) - len(inner.lstrip())
        end -= len(inner) - len(inner.rstrip())
        if start >= end:
            raise UnreadableError("span_blank", f"{name}: a span of white space only", start)
        found.append(SpanRegion(start, end, str(labels[0])))
    return tuple(sorted(found, key=lambda span: (span.start, span.end, span.label)))


def paths(regions: Iterable[Region], name: str) -> tuple[tuple[str, ...], ...]:
    """Give the paths chosen in a Taxonomy control."""
    found: list[tuple[str, ...]] = []
    for region in regions:
        if region.from_name == name:
            for path in _listed(region, "taxonomy"):
                if not isinstance(path, list):
                    raise UnreadableError("malformed_result", f"{name}: {path!r} is no path")
                found.append(tuple(str(step) for step in path))
    return tuple(found)


def choice_region(name: str, to_name: str, *aliases: str) -> Region:
    """Build the result of a Choices control."""
    return Region(name, to_name, "choices", {"choices": list(aliases)})


def text_region(name: str, to_name: str, *lines: str) -> Region:
    """Build the result of a TextArea."""
    return Region(name, to_name, "textarea", {"text": list(lines)})


def span_region(name: str, to_name: str, surface: str, start: int, end: int, label: str) -> Region:
    """Build one labelled span over ``surface``."""
    value: dict[str, Json] = {"start": start, "end": end, "text": surface[start:end], "labels": [label]}
    return Region(name, to_name, "labels", value)


def path_region(name: str, to_name: str, chosen: Iterable[tuple[str, ...]]) -> Region:
    """Build the result of a Taxonomy control."""
    return Region(name, to_name, "taxonomy", {"taxonomy": [list(path) for path in chosen]})


def _listed(region: Region, key: str) -> list[Json]:
    value = region.value.get(key)
    if not isinstance(value, list):
        raise UnreadableError("malformed_result", f"{region.from_name}: no list of {key}")
    return value
