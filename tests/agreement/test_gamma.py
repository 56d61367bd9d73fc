from __future__ import annotations

import numpy as np
import pytest
from agreement_strategies import readings
from hypothesis import given, settings

from pipeline.agreement import Reading, UnitDissimilarity, alignment, gamma
from pipeline.agreement.continuum import Units, shuffled

QUICK = {"resamples": 20, "precision": 1.0}


def at_random(rng, text, annotators=3, length=400, units=40):
    def span():
        start, size = int(rng.integers(0, length - 8)), int(rng.integers(2, 8))
        return start, start + size, "ABC"[rng.integers(0, 3)]

    return [
        Reading(text, annotator, length, frozenset(span() for _ in range(units)))
        for annotator in range(annotators)
    ]


# The example that comes with the authors' own software, shifted to the start of the text.
COMPANION = {
    "Alex": "0-7:1 9-15:2 22-28:5 30-34:6 34-42:6 42-58:7",
    "Paul": "0-7:1 9-15:3 17-23:5 30-42:6",
    "Suzan": "0-7:1 9-15:4 19-25:5 30-34:6 34-38:6 38-42:6",
}


def test_example_of_the_authors_software():
    """Disorder .96 of six unitary alignments, γ .44 to .47, by the tests of the package pygamma-agreement."""
    readings = []
    for annotator, units in COMPANION.items():
        parts = [unit.replace("-", ":").split(":") for unit in units.split()]
        spans = frozenset((int(start), int(end), label) for start, end, label in parts)
        readings.append(Reading("t", annotator, 58, spans))
    result = gamma(readings, dissimilarity=UnitDissimilarity(positional=3, categorical=1))
    assert result.observed == pytest.approx(0.96, rel=0.01)
    assert 0.44 <= result.agreement.value <= 0.47


def test_units_at_random_are_at_chance():
    rng = np.random.default_rng(1)
    values = [gamma(at_random(rng, text), resamples=2).agreement.value for text in range(4)]
    assert abs(np.mean(values)) < 0.05


def test_the_same_units_agree_fully():
    spans = frozenset({(0, 4, "PS"), (2, 4, "DT"), (10, 12, "LC")})
    result = gamma([Reading("t", annotator, 40, spans) for annotator in "abc"])
    assert result.agreement.value == result.at_least == result.at_most == 1.0
    assert result.observed == 0
    assert result.expected > 0.3
    assert result.agreement.undefined_because == "no interval: there are fewer than two groups"


def test_agreement_falls_with_every_kind_of_error():
    truth = [(10 * n, 10 * n + 4, "AB"[n % 2]) for n in range(20)]
    others = {
        "moved": frozenset((s + (i % 2), e + (i % 2), label) for i, (s, e, label) in enumerate(truth)),
        "missing": frozenset(truth[:14]),
        "named": frozenset((s, e, "A") for s, e, _ in truth),
    }
    values = {}
    for name, spans in others.items():
        both = [Reading("t", "a", 210, frozenset(truth)), Reading("t", "b", 210, spans)]
        values[name] = gamma(both).agreement.value
        assert 0.1 < values[name] < 0.98
    assert values["moved"] > values["named"]


@settings(max_examples=30)
@given(readings())
def test_texts_and_readings_may_come_in_any_order(all_readings):
    result = gamma(all_readings, **QUICK)
    assert gamma(all_readings[::-1], **QUICK) == result
    if result.agreement.value is not None:
        assert result.agreement.value <= 1
        assert result.at_least == pytest.approx(result.agreement.value)
        assert result.samples >= 30


def test_chance_is_drawn_until_it_is_precise():
    rng = np.random.default_rng(2)
    noisy = at_random(rng, "t", annotators=2, length=100, units=4)
    rough, fine = gamma(noisy, precision=0.2), gamma(noisy, precision=0.05)
    assert rough.samples < fine.samples
    assert 1.96 * fine.expected_error < 0.06 * fine.expected
    assert fine.expected == pytest.approx(rough.expected, abs=4 * rough.expected_error)
    assert gamma(noisy, seed=1).expected != gamma(noisy).expected


def test_texts_of_one_group_are_resampled_together():
    rng = np.random.default_rng(3)
    texts = [at_random(rng, text, length=60, units=4) for text in range(12)]
    result = gamma([reading for text in texts for reading in text], **QUICK)
    assert (result.agreement.items, result.agreement.groups, result.agreement.ratings) == (12, 12, 36)
    assert result.agreement.low < result.agreement.value < result.agreement.high


def test_bounds_open_where_alignments_are_not_exact(monkeypatch):
    rng = np.random.default_rng(4)
    crowded = at_random(rng, "t", length=60, units=12)
    exact = gamma(crowded)
    monkeypatch.setattr(alignment, "MOST_CANDIDATES", 0)
    rough = gamma(crowded)
    assert rough.at_least < rough.agreement.value < rough.at_most
    assert exact.at_least == exact.at_most == exact.agreement.value
    assert rough.agreement.value == pytest.approx(exact.agreement.value, abs=0.05)


def test_dissimilarity_can_leave_labels_out():
    one, other = (
        Reading("t", annotator, 30, frozenset({(0, 4, label), (9, 12, label)}))
        for annotator, label in (("a", "PS"), ("b", "LC"))
    )
    assert gamma([one, other], dissimilarity=UnitDissimilarity(categorical=0)).agreement.value == 1.0
    assert gamma([one, other]).agreement.value < 0.6


def test_shuffling_moves_whole_annotators():
    code = {"A": 0, "B": 1}
    units = (Units.of([(0, 3, "A"), (5, 9, "B")], code), Units.of([], code), Units.of([(2, 4, "B")], code))
    for seed in range(20):
        drawn = shuffled(units, 20, np.random.default_rng(seed))
        assert len(drawn) == 3
        assert any(map(len, drawn))
        for own in drawn:
            assert (own.start < 20).all()
            assert (own.start >= 0).all()
            assert sorted(own.end - own.start) in ([3, 4], [], [2])
            assert (np.diff(own.start) >= 0).all()
            if len(own) == 2:
                assert (own.start[1] - own.start[0]) % 20 in {5, 15}


def test_undefined_says_why():
    nothing = gamma([Reading("t", annotator, 4, frozenset()) for annotator in "ab"])
    assert nothing.agreement.undefined_because == "nobody marked a span"
    assert (nothing.observed, nothing.at_least, nothing.samples) == (None, None, 0)
    assert gamma([]).agreement.undefined_because == "no text was read by two annotators"
