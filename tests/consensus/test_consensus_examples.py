from __future__ import annotations

import doctest
import importlib
import pkgutil

import pytest

import pipeline.consensus

MODULES = [module.name for module in pkgutil.iter_modules(pipeline.consensus.__path__)]


@pytest.mark.parametrize("name", MODULES)
def test_examples_in_docstrings(name):
    assert doctest.testmod(importlib.import_module(f"pipeline.consensus.{name}")).failed == 0
