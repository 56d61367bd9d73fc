from __future__ import annotations

import doctest
import importlib

import pytest


@pytest.mark.parametrize("name", ["formats", "phrases"])
def test_examples_in_docstrings(name):
    results = doctest.testmod(importlib.import_module(f"pipeline.report.{name}"))
    assert results.attempted
    assert results.failed == 0
