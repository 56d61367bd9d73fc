"""Checks what every labelling interface must have."""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree import ElementTree as ET

from pipeline.model import RoundName
from pipeline.resources import shipped
from pipeline.tasks.base import RULE, SKIP, SKIP_REASONS, SKIP_RULE

_OBJECTS = ("Text", "HyperText")
_CONTROLS = ("Choices", "TextArea", "Labels", "Taxonomy", "Number")


def assert_interface(task: str, round_name: RoundName, data: Iterable[str], controls: Iterable[str]) -> None:
    """Check a labelling configuration against the task data it is given and the controls that are read."""
    path = shipped("annotation_guides") / task / f"labeling.{round_name}.xml"
    root = ET.fromstring(path.read_text(encoding="utf-8"))
    parents = {child: parent for parent in root.iter() for child in parent}

    names = [tag.get("name") for tag in root.iter() if tag.get("name") is not None]
    assert len(names) == len(set(names)), "a name is used twice"
    objects = {tag.get("name") for tag in root.iter() if tag.tag in _OBJECTS}
    found = {str(tag.get("name")): tag for tag in root.iter() if tag.tag in _CONTROLS}
    controls = {*controls, RULE} if round_name == "adjudicate" else set(controls)
    assert controls | {SKIP, SKIP_RULE} == set(found)
    assert {tag.get("toName") for tag in found.values()} <= objects

    used = {
        tag.get("value", "")[1:]
        for tag in root.iter()
        if tag.tag in (*_OBJECTS, "Header", "Choices") and tag.get("value", "").startswith("$")
    }
    assert used == set(data), "the interface and the task data do not agree"

    hotkeys = [tag.get("hotkey") for tag in root.iter() if tag.tag in ("Choice", "Label")]
    assert None not in hotkeys, "a choice without a hotkey gets one that is not planned"
    assert len(hotkeys) == len(set(hotkeys)), "a hotkey is used twice"

    skip = {choice.get("alias"): choice.get("value") for choice in found[SKIP].iter("Choice")}
    assert skip == SKIP_REASONS
    assert [choice.get("hotkey") for choice in found[SKIP].iter("Choice")] == ["z", "x", "c", "v"]
    assert found[SKIP_RULE].get("required") == "true"
    for name in controls:
        ancestors = []
        tag = found[name]
        while tag in parents:
            tag = parents[tag]
            ancestors.append((tag.get("visibleWhen"), tag.get("whenTagName")))
        assert ("choice-unselected", SKIP) in ancestors, f"{name} stays visible when somebody skips"
