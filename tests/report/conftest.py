from __future__ import annotations

import shutil

import pytest
import workspaces


@pytest.fixture(scope="session")
def stock(tmp_path_factory):
    """A workspace as it was at each stage; tests take copies."""
    return workspaces.snapshots(tmp_path_factory.mktemp("stock"))


@pytest.fixture(scope="session")
def half(stock, tmp_path_factory):
    """A workspace in which half of the headlines are labelled; tests only read it."""
    return workspaces.context(shutil.copytree(stock["half"], tmp_path_factory.mktemp("half") / "workspace"))


@pytest.fixture(scope="session")
def released(stock, tmp_path_factory):
    """A workspace that is done and published; tests only read it."""
    folder = tmp_path_factory.mktemp("released") / "workspace"
    return workspaces.context(shutil.copytree(stock["released"], folder))


@pytest.fixture
def make(stock, tmp_path):
    """Give a workspace of one's own at a stage, below ``tmp_path``."""

    def copy(stage):
        return workspaces.context(shutil.copytree(stock[stage], tmp_path / "workspace"))

    return copy
