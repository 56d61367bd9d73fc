from __future__ import annotations

from types import SimpleNamespace

from hypothesis import given
from hypothesis import strategies as st

from pipeline.corpora.units import BUNDLE, bundles


def of_sizes(sizes):
    return [SimpleNamespace(number=n, file=SimpleNamespace(size=size)) for n, size in enumerate(sizes)]


@given(st.lists(st.integers(0, 2 * BUNDLE), max_size=30))
def test_bundles_keep_the_order_and_are_full_but_not_overfull(sizes):
    units = of_sizes(sizes)
    bundled = bundles(units)
    assert [unit for bundle in bundled for unit in bundle] == units
    held = [[unit.file.size for unit in bundle] for bundle in bundled]
    assert all(sum(bundle[:-1]) < BUNDLE for bundle in held)
    assert all(sum(bundle) >= BUNDLE for bundle in held[:-1])


def test_many_small_files_are_one_unit_of_work():
    assert len(bundles(of_sizes([100] * 400))) == 1
    assert bundles([]) == []
