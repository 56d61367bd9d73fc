from __future__ import annotations

import doctest
import importlib
import pkgutil

import pytest

from pipeline.tasks import mrc

MODULES = [module.name for module in pkgutil.iter_modules(mrc.__path__, "pipeline.tasks.mrc.")]


@pytest.mark.parametrize("name", MODULES)
def test_examples_in_docstrings(name: str):
    assert doctest.testmod(importlib.import_module(name)).failed == 0
