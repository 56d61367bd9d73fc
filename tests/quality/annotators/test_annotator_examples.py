from __future__ import annotations

import doctest

import pytest

from pipeline.quality.annotators import shares, straight_lining


@pytest.mark.parametrize("module", [shares, straight_lining], ids=lambda module: module.__name__)
def test_examples(module):
    found = doctest.testmod(module)
    assert found.attempted
    assert not found.failed
