from __future__ import annotations

import pytest
from demonstration import run_at_once


@pytest.fixture(scope="session")
def demonstrations(tmp_path_factory):
    """Two demonstrations that ran at once in unlike surroundings: mark tests ``xdist_group("demo")``."""
    return run_at_once(
        tmp_path_factory.mktemp("demo"),
        {
            "first": {"TZ": "Asia/Seoul", "PYTHONHASHSEED": "1", "workers": "1"},
            "second": {"TZ": "America/St_Johns", "PYTHONHASHSEED": "77", "workers": "2"},
        },
    )


@pytest.fixture
def demonstration(demonstrations):
    """One of them, for what a single one shows; its workspace is for reading."""
    return demonstrations["second"]
