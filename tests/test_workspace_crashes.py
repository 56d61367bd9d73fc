"""A publication that is killed at any step is not there, or is there whole; the next one cleans up."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = Path(__file__).with_name("killed_publication.py")


def killed_at_every_step(folder, how):
    """Steps at which a child died, and what was found after each; the last is of the child that lived."""
    command = [sys.executable, str(PROGRAM), str(folder), how]
    run = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120)
    lines = [json.loads(line) for line in run.stdout.splitlines()]
    return [line["step"] for line in lines if "step" in line], [line for line in lines if "seen" in line]


def published(*words, keeping=()):
    last = words[-1]
    return {
        "consensus": [f"consensus {last}"],
        "disputes": [f"disputes {word}" for word in (words if keeping else [last])],
    }


@pytest.mark.parametrize("how", ["replace", "append"])
def test_killed_at_every_step(tmp_path, how):
    steps, found = killed_at_every_step(tmp_path, how)
    keeping = ["disputes"] if how == "append" else []
    old = published("first", keeping=keeping)
    new = published("first", "second", keeping=keeping)

    seen = [entry["seen"] for entry in found]
    assert [entry["killed"] for entry in found] == [True] * len(steps) + [False]
    assert seen == [old] * seen.count(old) + [new] * seen.count(new)

    # The manifest takes its place by the second rename; up to that, nothing of the new run is seen.
    renames = [number for number, step in enumerate(steps) if step == "os.rename"]
    assert seen.count(old) == renames[1] + 1
    assert steps.count("half_written") == 2

    for entry in found:
        before = ["first"] if entry["seen"] == old else ["first", "second"]
        assert entry["then"] == published(*before, "first", keeping=keeping)
        # The publications that are read, and the one before them, which a reader may still be at: where
        # all of a publication is replaced by the same, the two are one.
        assert len(entry["left"]) == 1 + len(before) + len(keeping)
        assert "manifest.json" in entry["left"]
        assert not any("lock" in name or name.startswith(".") for name in entry["left"])
