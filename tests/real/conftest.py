"""One benchmark of real corpora, built by the command as a user runs it, for all tests that look at it."""

from __future__ import annotations

from pathlib import Path

import pytest
from real.real_cases import CATALOGUE, CONFIG, Built, klue

from pipeline.config import Overrides
from pipeline.context import open_context
from pipeline.model import Document, Item, Placement


@pytest.fixture(scope="session")
def built(real_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """All shipped sources, built by two processes into a folder below one that is not there yet."""
    workspace = tmp_path_factory.mktemp("real") / "deep" / "workspace"
    output = klue(
        "build", "-c", CONFIG, "-w", workspace, "--catalog", CATALOGUE, "--corpora", real_data, "--workers", 2
    )
    context = open_context(CONFIG, Overrides(workspace=workspace, workers=1))
    return Built(
        context=context,
        output=output,
        documents={document.text_id: document for document in context.read("documents", Document)},
        splits={placement.member: placement.split for placement in context.read("placements", Placement)},
        items=context.read("items", Item[str]),
    )
