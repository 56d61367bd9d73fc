"""Checks what a labelling interface with repeated rows must have."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from xml.etree import ElementTree as ET

from pipeline.model import RoundName
from pipeline.resources import shipped
from pipeline.tasks.base import SKIP, SKIP_REASONS, SKIP_RULE
from pipeline.tasks.regions import Region

INDEX = "{{idx}}"
_OBJECTS = ("Text", "HyperText")
_CONTROLS = ("Choices", "TextArea", "Taxonomy")


def assert_repeating_interface(
    task: str, round_name: RoundName, data: Mapping[str, Any], regions: Iterable[Region], rows: str
) -> None:
    """Check a labelling configuration against task data and the regions that an answer leaves.

    ``rows`` names the list in the task data that the rows are made of.
    """
    path = shipped("annotation_guides") / task / f"labeling.{round_name}.xml"
    root = ET.fromstring(path.read_text(encoding="utf-8"))
    parents = {child: parent for parent in root.iter() for child in parent}
    (repeater,) = root.iter("Repeater")
    assert (repeater.get("on"), repeater.get("indexFlag")) == (f"${rows}", INDEX)
    repeated = set(repeater.iter())

    named = {str(tag.get("name")): tag for tag in root.iter() if tag.get("name") is not None}
    assert len(named) == sum(tag.get("name") is not None for tag in root.iter()), "a name is used twice"
    assert all((INDEX in name) == (tag in repeated) for name, tag in named.items())
    objects = {name for name, tag in named.items() if tag.tag in _OBJECTS}
    controls = {name: tag for name, tag in named.items() if tag.tag in _CONTROLS}
    assert {tag.get("toName") for tag in controls.values()} <= objects

    left = {(re.sub(r"_\d+$", f"_{INDEX}", region.from_name), region.to_name) for region in regions}
    assert left <= {(name, tag.get("toName")) for name, tag in controls.items()}

    used = set(_used_fields(root, rows))
    row_fields = {f"{rows}.{field}" for row in data[rows] for field in row}
    assert used == (set(data) - {rows}) | row_fields, "the interface and the task data do not agree"

    for style in root.iter("Style"):
        assert ">" not in (style.text or ""), "Label Studio escapes it, and the browser drops the rule"
    fixed = list(controls[SKIP].iter("Choice"))
    fixed += [tag for name, tag in controls.items() if name == "checked" for tag in tag.iter("Choice")]
    hotkeys = [tag.get("hotkey") for tag in fixed]
    hotkeys += [option.get("hotkey") for row in data[rows] for option in row.get("options", [])]
    assert None not in hotkeys
    assert len(hotkeys) == len(set(hotkeys)), "a hotkey is used twice"

    skip = {tag.get("alias"): tag.get("value") for tag in controls[SKIP].iter("Choice")}
    assert skip == SKIP_REASONS
    assert [tag.get("hotkey") for tag in controls[SKIP].iter("Choice")] == ["z", "x", "c", "v"]
    assert controls[SKIP_RULE].get("required") == "true"
    for name, tag in controls.items():
        if name not in (SKIP, SKIP_RULE):
            assert ("choice-unselected", SKIP) in _conditions(tag, parents), (
                f"{name} stays when somebody skips"
            )


def _used_fields(root: ET.Element, rows: str) -> Iterator[str]:
    for tag in root.iter():
        value = tag.get("value", "")
        inner = re.fullmatch(rf"\${rows}\[{re.escape(INDEX)}\]\.(\w+)", value)
        if inner is not None:
            yield f"{rows}.{inner[1]}"
        elif value.startswith("$"):
            yield value[1:]


def _conditions(
    tag: ET.Element, parents: Mapping[ET.Element, ET.Element]
) -> list[tuple[str | None, str | None]]:
    found = []
    while tag in parents:
        tag = parents[tag]
        found.append((tag.get("visibleWhen"), tag.get("whenTagName")))
    return found
