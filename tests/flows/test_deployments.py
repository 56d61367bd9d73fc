"""The deployments of ``prefect.yaml`` on a real Prefect server: their schedules, and a run that one made.

Schedules fail in silence where Prefect's libraries do not fit together, so only a run that the server made of
its own accord proves anything.
"""

from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import yaml
from prefect_server import PrefectServer, until

import flows
from pipeline.context import open_context
from pipeline.model import Document
from pipeline.resources import shipped

pytestmark = pytest.mark.xdist_group("prefect")

SEOUL = ZoneInfo("Asia/Seoul")
FLOWS = Path(flows.__file__).parent
POOL = "klue"


@pytest.fixture(scope="module")
def project(server, tmp_path_factory):
    """The folder that holds prefect.yaml and klue.yaml; its deployments are made."""
    project = tmp_path_factory.mktemp("project")
    shutil.copytree(FLOWS, project / "flows", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(FLOWS.parent / "prefect.yaml", project)
    settings = {
        "workspace": "workspace",
        "catalogue": str(shipped("sample_corpora") / "sources.yaml"),
        "workers": 1,
    }
    (project / "klue.yaml").write_text(yaml.safe_dump(settings))
    server.command("work-pool", "create", POOL, "--type", "process", cwd=project)
    server.command("--no-prompt", "deploy", "--all", cwd=project)
    return project.resolve()


def scheduled(server: PrefectServer, deployment: str) -> list[datetime]:
    """Wait until three runs of a deployment are due, and give their times in Seoul."""

    def planned() -> list[datetime]:
        runs = [run for run in server.runs(deployment) if run["state_type"] == "SCHEDULED"]
        assert all(run["auto_scheduled"] for run in runs)
        times = [datetime.fromisoformat(run["expected_start_time"]).astimezone(SEOUL) for run in runs]
        return times if len(times) >= 3 else []

    return until(f"scheduled runs of {deployment}", planned)


@pytest.mark.parametrize(
    ("deployment", "apart"),
    [("weekly", timedelta(weeks=1)), ("daily", timedelta(days=1)), ("hourly", timedelta(hours=1))],
)
@pytest.mark.usefixtures("project")
def test_a_schedule_makes_runs_at_its_times_in_seoul(server, deployment, apart):
    times = scheduled(server, deployment)
    assert {(time.minute, time.second) for time in times} == {(0, 0)}
    assert {later - earlier for earlier, later in pairwise(times)} == {apart}
    if deployment == "weekly":
        assert {(time.strftime("%A"), time.hour) for time in times} == {("Monday", 3)}
    if deployment == "daily":
        assert {time.hour for time in times} == {7}
    assert times[0] - apart <= datetime.now(SEOUL) < times[-1]


def test_every_deployment_works_in_the_folder_it_was_made_in(server, project):
    deployments = server.deployments()
    assert set(deployments) == {"weekly", "daily", "hourly", "on-demand"}
    assert deployments["on-demand"]["schedules"] == []
    for deployment in deployments.values():
        assert deployment["work_pool_name"] == POOL
        assert deployment["parameters"] == {"stage": {"config": "klue.yaml"}}
        ((step, settings),) = deployment["pull_steps"][0].items()
        assert step == "prefect.deployments.steps.set_working_directory"
        assert Path(settings["directory"]) == project


def test_a_worker_carries_out_a_run_that_the_schedule_made(server, project):
    deployment = server.deployments()["weekly"]["id"]
    soon = datetime.now(UTC) + timedelta(seconds=5)
    every = {"interval": 20, "anchor_date": soon.isoformat(), "timezone": "Asia/Seoul"}
    (schedule,) = server.ask(
        "POST", f"/deployments/{deployment}/schedules", [{"active": True, "schedule": every}]
    )
    with server.worker(POOL):

        def begun() -> str | None:
            runs = [run for run in server.runs("weekly") if run["state_type"] not in ("SCHEDULED", "PENDING")]
            return runs[0]["id"] if runs else None

        run = until("the start of a scheduled run", begun)
        server.ask("DELETE", f"/deployments/{deployment}/schedules/{schedule['id']}")

        def ended() -> dict[str, object] | None:
            found = server.ask("GET", f"/flow_runs/{run}")
            return found if found["state_type"] not in ("PENDING", "RUNNING") else None

        found = until("the end of the run", ended)
    log = (server.folder / "worker.log").read_text()
    assert found["state_name"] == "Completed", log
    assert found["auto_scheduled"]
    documents = open_context(project / "klue.yaml").read("documents", Document)
    assert {document.source for document in documents} == {
        "sample-wiki",
        "sample-news",
        "sample-reviews",
        "sample-speech",
        "sample-treebank",
    }
    (shown,) = server.ask("POST", "/artifacts/latest/filter", {"artifacts": {"key": {"any_": ["sources"]}}})
    assert shown["flow_run_id"] == run
