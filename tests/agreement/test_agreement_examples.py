from __future__ import annotations

import doctest
import importlib
import pkgutil

import pytest

import pipeline.agreement

MODULES = [module.name for module in pkgutil.iter_modules(pipeline.agreement.__path__)]


@pytest.mark.parametrize("name", MODULES)
def test_examples_in_docstrings(name):
    assert doctest.testmod(importlib.import_module(f"pipeline.agreement.{name}")).failed == 0


def test_importing_is_light():
    """Heavy packages wait until they are used."""
    import subprocess
    import sys

    program = "import sys, pipeline.agreement; print({'pandas', 'krippendorff'} & set(sys.modules))"
    found = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "set()"
