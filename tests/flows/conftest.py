from __future__ import annotations

import pytest
from prefect_server import PrefectServer


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    """One real Prefect server for all tests that ask for it: mark them ``xdist_group("prefect")``."""
    server = PrefectServer(tmp_path_factory.mktemp("prefect"))
    with server.serving():
        yield server
