from __future__ import annotations

import builders
import pytest

from pipeline.report.material import Material
from pipeline.report.sections import sampling
from pipeline.sampling.counts import SampleCount

ROWS = [
    SampleCount("tc", "b001", "train", "all", "items", 10, 50, 8),
    SampleCount("tc", "b001", "dev", "all", "items", 5, 9, 5),
    SampleCount("tc", "b002", "train", "all", "items", 10, 50, 10),
    SampleCount("tc", "b001", "train", "genre", "news", 8, 40, 6),
    SampleCount("tc", "b001", "train", "genre", "other", 2, 10, 2),
    SampleCount("tc", "b001", "dev", "genre", "news", 4, 9, 5),
    SampleCount("tc", "b001", "train", "length", "8-20", None, 50, 8),
]


@pytest.fixture
def built(tmp_path):
    made = builders.context(tmp_path)
    tables = {"items": [builders.item()], "group_placements": [], "sampling": ROWS}
    builders.publish(made, "sample", tables)
    return sampling.build(Material(made))


def test_splits_and_batches_are_added_up(built):
    (sample,) = built
    assert (sample.total.wanted, sample.total.found, sample.total.drawn) == (25, 109, 23)
    splits, genre, length = sample.facets
    assert [(line.wanted, line.drawn) for line in splits.lines] == [(20, 18), (5, 5), (None, 0)]
    assert [(line.name.en, line.wanted, line.drawn) for line in genre.lines] == [
        ("news", 12, 11),
        ("other", 2, 2),
    ]
    assert [(line.name.en, line.wanted, line.missing) for line in length.lines] == [("8-20", None, 0)]


def test_what_is_missing_is_drawn_behind_what_there_is(built):
    (sample,) = built
    assert sample.missed == 2
    news = sample.facets[1].lines[0]
    assert [(part.kind, part.count) for part in news.parts] == [("done", 11), ("open", 1)]


def test_a_workspace_without_counts_has_no_such_section(tmp_path):
    made = builders.context(tmp_path)
    builders.publish(made, "sample", {"items": [builders.item()], "group_placements": []})
    assert sampling.build(Material(made)) is None
