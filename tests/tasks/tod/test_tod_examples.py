from __future__ import annotations

import doctest
import importlib
import pkgutil

import pytest

from pipeline.tasks import tod

MODULES = [module.name for module in pkgutil.iter_modules(tod.__path__, "pipeline.tasks.tod.")]


@pytest.mark.parametrize("name", MODULES)
def test_examples_in_docstrings(name: str):
    assert doctest.testmod(importlib.import_module(name)).failed == 0
