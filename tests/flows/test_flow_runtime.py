"""What flows add to the stages: a task run for every shard, retries over the network, progress, tables."""

from __future__ import annotations

import contextlib
import json

import pytest
from worker_functions import invert, square

from pipeline.context import Silent
from pipeline.errors import BadInputError, UnreachableError

pytestmark = pytest.mark.xdist_group("prefect")


@pytest.fixture
def runtime(server, monkeypatch):
    """The module under test, whose runs go to the server; Prefect makes a home when it is imported."""
    monkeypatch.setenv("PREFECT_HOME", str(server.home))
    from prefect.settings import (
        PREFECT_API_URL,
        PREFECT_HOME,
        PREFECT_LOGGING_TO_API_ENABLED,
        temporary_settings,
    )

    import flows.runtime

    monkeypatch.setattr(flows.runtime, "exponential_backoff", lambda backoff_factor: [0, 0, 0])
    settings = {
        PREFECT_API_URL: server.api,
        PREFECT_HOME: server.home,
        # Logs are sent late, when the server may have ended.
        PREFECT_LOGGING_TO_API_ENABLED: False,
    }
    with temporary_settings(settings):
        yield flows.runtime


def in_flow(runtime, work):
    """Call something inside a flow run, where alone tasks can be submitted."""
    from prefect import flow

    with runtime.quick_flows():
        return flow(name="test")(work)()


class Recorder:
    """Progress that remembers each bar's title and total, and how far it came."""

    def __init__(self):
        self.bars = []

    @contextlib.contextmanager
    def bar(self, title, total):
        bar = [title, total, 0]
        self.bars.append(bar)

        def advance(done):
            bar[2] += done

        yield advance


class Server:
    """A server that fails as told, then answers."""

    def __init__(self, *failures):
        self.failures = list(failures)
        self.calls = 0

    def __call__(self):
        self.calls += 1
        if self.failures:
            raise self.failures.pop(0)
        return "answered"


@pytest.mark.parametrize("workers", [1, 2])
def test_results_come_in_the_order_of_the_shards(runtime, workers):
    numbers = [3, 1, 4, 1, 5, 9, 2, 6]
    tasks = runtime.PrefectTasks(workers, Silent())
    results = in_flow(runtime, lambda: tasks("squares", square, numbers))
    assert [squared for squared, _pid in results] == [number * number for number in numbers]


def test_progress_advances_by_a_step_for_every_shard(runtime):
    progress = Recorder()
    tasks = runtime.PrefectTasks(1, progress)
    in_flow(runtime, lambda: tasks("squares", square, [1, 2, 3]))
    in_flow(runtime, lambda: tasks("nothing", square, []))
    assert progress.bars == [["squares", 3, 3], ["nothing", 0, 0]]


@pytest.mark.parametrize("workers", [1, 2])
def test_a_shard_that_fails_fails_the_stage_with_its_own_error(runtime, workers):
    tasks = runtime.PrefectTasks(workers, Silent())
    with pytest.raises(ZeroDivisionError):
        in_flow(runtime, lambda: tasks("inverses", invert, [1, 0, 2]))


def test_a_flow_shows_its_progress_only_while_told_to(runtime, tmp_path):
    (tmp_path / "klue.yaml").write_text("workers: 1\n")
    stage, progress = runtime.Stage(tmp_path / "klue.yaml"), Recorder()
    with runtime.showing(progress):
        assert stage.open().progress is progress
        assert stage.open().map == runtime.PrefectTasks(1, progress)
    assert isinstance(stage.open().progress, Silent)


def test_a_server_that_comes_back_is_asked_again(runtime):
    server = Server(UnreachableError("no answer"), UnreachableError("no answer"))
    assert in_flow(runtime, lambda: runtime.over_network("ask", server)) == "answered"
    assert server.calls == 3


def test_a_server_that_stays_away_is_given_up(runtime):
    server = Server(*[UnreachableError("no answer", "start it")] * 9)
    with pytest.raises(UnreachableError) as caught:
        in_flow(runtime, lambda: runtime.over_network("ask", server))
    assert (caught.value.what, caught.value.remedy) == ("no answer", "start it")
    assert server.calls == 4


@pytest.mark.parametrize("failure", [BadInputError("wrong"), ValueError("wrong")])
def test_what_waiting_does_not_mend_is_not_tried_again(runtime, failure):
    server = Server(failure)
    with pytest.raises(type(failure), match="wrong"):
        in_flow(runtime, lambda: runtime.over_network("ask", server))
    assert server.calls == 1


def test_a_table_is_left_in_prefects_interface(runtime, server):
    rows = [{"fruit": "사과", "ripe": 3}]
    in_flow(runtime, lambda: runtime.show_table("fruit", "Fruit that is ripe.", rows))
    (shown,) = server.ask("POST", "/artifacts/latest/filter", {"artifacts": {"key": {"any_": ["fruit"]}}})
    assert shown["description"] == "Fruit that is ripe."
    assert json.loads(shown["data"]) == rows
