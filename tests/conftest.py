"""What every test may ask for."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

# The first example pays for imports, and machines are busy.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")

REAL_DATA = "KLUE_REAL_DATA"


@pytest.fixture(scope="session")
def real_data() -> Path:
    """Folder of real corpora; tests that ask for it are skipped, and counted, where it is not given."""
    folder = os.environ.get(REAL_DATA)
    if not folder:
        pytest.skip(f"{REAL_DATA} is not set")
    path = Path(folder)
    assert path.is_dir(), f"{REAL_DATA}={folder} is no folder"
    return path


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say how many tests wanted real corpora and had none."""
    skipped = [r for r in terminalreporter.getreports("skipped") if REAL_DATA in str(r.longrepr)]
    if skipped:
        terminalreporter.write_line(
            f"{len(skipped)} tests on real corpora were skipped: set {REAL_DATA} to a folder of them"
        )
