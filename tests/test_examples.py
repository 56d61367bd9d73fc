from __future__ import annotations

import doctest
import importlib

import pytest

MODULES = [
    "pipeline.ids",
    "pipeline.canonical",
    "pipeline.corpora.licences",
    "pipeline.settings",
    "pipeline.sampling.quota",
    "pipeline.studio.connections",
    "pipeline.tasks.votes",
]


@pytest.mark.parametrize("name", MODULES)
def test_examples_in_docstrings(name):
    results = doctest.testmod(importlib.import_module(name))
    assert results.attempted > 0
    assert results.failed == 0
