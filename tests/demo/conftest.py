from __future__ import annotations

import pytest
from demonstration import Demonstration, offline_twin, run


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory) -> Demonstration:
    """A whole run that has ended; its workspace is for reading. Mark tests ``xdist_group("demo")``."""
    surroundings = {"TZ": "Asia/Seoul", "PYTHONHASHSEED": "1"}
    return run(tmp_path_factory.mktemp("demo"), surroundings, workers=2)


@pytest.fixture(scope="session")
def twin(tmp_path_factory):
    """The release of the same data without any server, made in other surroundings."""
    surroundings = {"TZ": "America/St_Johns", "PYTHONHASHSEED": "77"}
    return offline_twin(tmp_path_factory.mktemp("twin") / "workspace", surroundings, workers=1)
