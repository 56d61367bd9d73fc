"""Folders with traps in them: ``traps*.yaml`` list them, with the verdicts that are sound."""

import re
from pathlib import Path

import pytest
import yaml

from pipeline.corpora.evidence.check import check_folder
from pipeline.corpora.terms import shipped_terms
from tests.corpora.evidence import short_texts

TRAPS = [
    trap
    for file in sorted(Path(__file__).parent.glob("traps*.yaml"))
    for trap in yaml.safe_load(file.read_text(encoding="utf-8"))
]


def content(told):
    """Give the bytes of a file."""
    if isinstance(told, str):
        return re.sub(r"\$\{(\w+)\}", lambda m: getattr(short_texts, m[1]), told).encode()
    return bytes.fromhex(told["hex"]) if "hex" in told else told["text"].encode(told["encoding"])


def write(trap, folder):
    for name, told in trap["files"].items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content(told))


@pytest.mark.parametrize("trap", TRAPS, ids=[trap["name"] for trap in TRAPS])
def test_a_trap(trap, tmp_path):
    write(trap, tmp_path)
    checked = check_folder(tmp_path, trap["declared"])
    said = checked.verdict
    assert said.name in trap["allowed"], (said.name, said.reason, *map(str, checked.findings))
    assert trap.get("reason", "") in said.reason
    assert trap.get("licence", said.licence) == said.licence


@pytest.mark.parametrize(
    ("trap", "declared", "allowed"),
    [(trap, *other) for trap in TRAPS for other in trap.get("also", {}).items()],
    ids=lambda value: value["name"] if isinstance(value, dict) else None,
)
def test_a_trap_under_another_declaration(trap, declared, allowed, tmp_path):
    write(trap, tmp_path)
    said = check_folder(tmp_path, None if declared == "none" else declared).verdict
    assert said.name in allowed, said.reason


def test_there_are_many_and_their_names_tell_them_apart():
    names = [trap["name"] for trap in TRAPS]
    assert len(set(names)) == len(names) >= 100


@pytest.mark.parametrize("trap", TRAPS, ids=[trap["name"] for trap in TRAPS])
def test_a_closed_licence_beside_it_never_helps(trap, tmp_path):
    """Monotone: whatever else is in a folder, a licence upstream that forbids commercial use refuses it."""
    write(trap, tmp_path)
    (tmp_path / "upstream-LICENSE").write_text(short_texts.BY_NC_4)
    assert check_folder(tmp_path, trap["declared"]).verdict.name == "refuse"


@pytest.mark.parametrize("licence", sorted(shipped_terms().licences))
def test_what_a_folder_states_by_id_is_what_is_judged(licence, tmp_path):
    """The scan agrees with the algebra on every listed licence."""
    from pipeline.corpora.licences import verdict

    terms = shipped_terms()
    (tmp_path / "LICENSE").write_text(f"SPDX-License-Identifier: {licence}\n")
    expected = verdict(licence, terms.policy, "CC-BY-SA-4.0").name
    assert check_folder(tmp_path, licence).verdict.name == expected
    assert check_folder(tmp_path).verdict.name == expected
