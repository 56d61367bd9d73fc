from __future__ import annotations

import pytest

from pipeline import resources
from pipeline.resources import shipped

FOLDERS = ["annotation_guides", "data_contracts", "sample_corpora"]


@pytest.fixture
def package(tmp_path, monkeypatch):
    """A program of two modules and a package."""
    folder = tmp_path / "site-packages" / "pipeline"
    (folder / "tasks" / "tc").mkdir(parents=True)
    for name in ("model.py", "ids.py", "tasks/__init__.py", "tasks/tc/values.py"):
        (folder / name).write_text(name)
    monkeypatch.setattr(resources, "_PACKAGE", folder)
    return folder


code_digest = resources.code_digest.__wrapped__


@pytest.mark.parametrize("name", FOLDERS)
def test_what_ships_is_there(name):
    assert any(shipped(name).iterdir())


@pytest.mark.parametrize("name", FOLDERS)
def test_an_installed_program_has_it_inside(package, name):
    assert shipped(name) == package / "_shipped" / name


def test_a_digest_is_of_the_modules_named(package):
    before = code_digest("tasks", "model")
    (package / "ids.py").write_text("changed")
    assert code_digest("tasks", "model") == before
    assert len({before, code_digest("tasks"), code_digest("model"), code_digest("model", "ids")}) == 4


@pytest.mark.parametrize("name", ["model.py", "tasks/tc/values.py", "tasks/tc/new.py"])
def test_a_digest_changes_with_any_source_file(package, name):
    before = code_digest("tasks", "model")
    (package / name).write_text("changed")
    assert code_digest("tasks", "model") != before


def test_a_digest_changes_with_the_name_of_a_file(package):
    before = code_digest("tasks")
    (package / "tasks/tc/values.py").rename(package / "tasks/tc/other.py")
    assert code_digest("tasks") != before


def test_a_digest_does_not_change_with_other_files(package):
    before = code_digest("tasks")
    (package / "tasks" / "__pycache__").mkdir()
    (package / "tasks" / "__pycache__" / "values.cpython-311.pyc").write_bytes(b"x")
    assert code_digest("tasks") == before
