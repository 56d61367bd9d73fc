from __future__ import annotations

import numpy as np
import pytest
from agreement_strategies import readings
from hypothesis import given

from pipeline.agreement import Reading, unitizing_alpha
from pipeline.agreement.bootstrap import resampled_weights

# Krippendorff (2004), Measuring the reliability of qualitative text analysis data: start and length of the
# units of two observers in a continuum of 300.
OBSERVERS_2004 = {
    "c": [[(75, 70), (220, 30)], [(70, 80), (205, 20), (250, 20)]],
    "k": [[(30, 60), (150, 50)], [(30, 60), (150, 50)]],
}
# Krippendorff (1995), On the reliability of unitizing continuous data, p. 57: four examples of two observers
# in a continuum of 24.
OBSERVERS_1995 = {
    "A": [[(2, 8), (14, 6)], [(4, 4), (15, 2)]],
    "B": [[(0, 18)], [(0, 2), (2, 1), (3, 1), (4, 1), (5, 1), (6, 3), (9, 1)]],
    "C": [[(2, 6), (10, 2), (14, 4), (20, 2)], [(0, 2), (4, 4), (10, 4), (16, 2), (20, 2)]],
    "D": [[(0, 2), (2, 8), (10, 4), (14, 6), (20, 4)], [(0, 4), (4, 4), (8, 7), (15, 2), (17, 7)]],
}


def study(units, length, scale=1.0):
    return [
        Reading(
            "text",
            observer,
            int(length * scale),
            frozenset(
                (int(start * scale), int((start + size) * scale), label)
                for label, observers in units.items()
                for start, size in observers[observer]
            ),
        )
        for observer in (0, 1)
    ]


def only(units, label):
    return {label: units[label]}


def brute_force(all_readings):
    """α_U of a single text, from segments that are found by walking over its characters."""
    length, annotators = all_readings[0].length, len(all_readings)
    observed = expected = 0.0
    for label in sorted({label for reading in all_readings for _, _, label in reading.spans}):
        lines = [segments(reading, label) for reading in all_readings]
        observed += sum(
            difference(one, other)
            for i, line in enumerate(lines)
            for j, others in enumerate(lines)
            if i != j
            for one in line
            for other in others
        ) / (annotators * (annotators - 1) * length**2)
        everything = [segment for line in lines for segment in line]
        sizes = [end - start for start, end, marked in everything if marked]
        gaps = [end - start for start, end, marked in everything if not marked]
        total = sum(
            (len(sizes) - 1) / 3 * (2 * size**3 - 3 * size**2 + size)
            + size**2 * sum(gap - size + 1 for gap in gaps if gap >= size)
            for size in sizes
        )
        pairs = annotators * length * (annotators * length - 1) - sum(size * (size - 1) for size in sizes)
        expected += 2 / length * total / pairs if pairs else 0.0
    return 1 - observed / expected if expected > 0 else None


def segments(reading, label):
    starts = {start: end for start, end, its_label in reading.spans if its_label == label}
    found, position = [], 0
    while position < reading.length:
        if position in starts:
            end = starts[position]
        else:
            end = next(
                other
                for other in range(position + 1, reading.length + 1)
                if other in {*starts, reading.length}
            )
        found.append((position, end, position in starts))
        position = end
    return found


def difference(one, other):
    (start, end, marked), (other_start, other_end, other_marked) = one, other
    if marked and other_marked and start < other_end and other_start < end:
        return (start - other_start) ** 2 + (end - other_end) ** 2
    if marked and not other_marked and other_start <= start and end <= other_end:
        return (end - start) ** 2
    if other_marked and not marked and start <= other_start and other_end <= end:
        return (other_end - other_start) ** 2
    return 0


def test_published_example_of_2004():
    assert unitizing_alpha(study(OBSERVERS_2004, 300)).value == pytest.approx(0.8587, abs=1e-4)
    assert unitizing_alpha(study(only(OBSERVERS_2004, "c"), 300)).value == pytest.approx(0.7285, abs=2e-4)
    assert unitizing_alpha(study(only(OBSERVERS_2004, "k"), 300)).value == 1.0


@pytest.mark.parametrize(("label", "value"), [("A", 0.553), ("B", -0.926), ("C", 0.679), ("D", 0.066)])
def test_published_examples_of_1995(label, value):
    """The paper gives limits for ever finer characters, by a D_e a little unlike that of 2004."""
    result = unitizing_alpha(study(only(OBSERVERS_1995, label), 24, scale=100_000))
    assert result.value == pytest.approx(value, abs=0.02)


def test_published_example_of_1995_on_a_coarse_continuum():
    assert unitizing_alpha(study(only(OBSERVERS_1995, "C"), 24, scale=0.5)).value == pytest.approx(
        1 - 0.02777 / 0.05494, abs=3e-4
    )


@given(readings(max_units=1))
def test_one_text_equals_the_definition(all_readings):
    ours = unitizing_alpha(all_readings).value
    if len(all_readings) > 1:
        expected = brute_force(all_readings)
        assert ours == (None if expected is None else pytest.approx(expected))


@given(readings())
def test_texts_and_readings_may_come_in_any_order(all_readings):
    result = unitizing_alpha(all_readings, resamples=9)
    assert unitizing_alpha(all_readings[::-1], resamples=9) == result
    for reading in all_readings:
        assert reading.spans or result.value is None or result.value <= 1


def test_texts_end_to_end_are_one_continuum():
    """Units placed at random give about 0, the same as in one long text, however short the texts are."""
    rng = np.random.default_rng(3)
    texts = [[place(rng, 20, 0.05) for _ in range(3)] for _ in range(1_500)]
    apart = [Reading(t, a, 20, spans) for t, text in enumerate(texts) for a, spans in enumerate(text)]
    together = [
        Reading(
            "all",
            a,
            20 * len(texts),
            frozenset(
                (20 * t + start, 20 * t + end, label)
                for t, text in enumerate(texts)
                for start, end, label in text[a]
            ),
        )
        for a in range(3)
    ]
    separate, joined = unitizing_alpha(apart, resamples=2).value, unitizing_alpha(together).value
    assert separate == pytest.approx(joined, abs=0.01)
    assert abs(separate) < 0.05


def place(rng, length, rate):
    spans, position = set(), 0
    while position < length:
        size = int(rng.integers(2, 6))
        if rng.random() < rate and position + size <= length:
            spans.add((position, position + size, "PS"))
            position += size
        position += 1
    return frozenset(spans)


def test_interval_equals_a_loop_over_resampled_texts():
    rng = np.random.default_rng(4)
    texts = [[place(rng, 30, 0.1) for _ in range(2)] for _ in range(8)]
    texts = [[one, one if rng.random() < 0.7 else other] for one, other in texts]
    values = []
    for weights in resampled_weights(8, resamples=100, seed=0, measure="alpha_u"):
        for row in weights.astype(int):
            drawn = [text for text, times in zip(texts, row, strict=True) for _ in range(times)]
            copies = [Reading(t, a, 30, s, "one") for t, text in enumerate(drawn) for a, s in enumerate(text)]
            values.append(unitizing_alpha(copies).value)
    result = unitizing_alpha(
        [Reading(t, a, 30, s) for t, text in enumerate(texts) for a, s in enumerate(text)], resamples=100
    )
    assert (result.low, result.high) == pytest.approx(np.percentile(values, [2.5, 97.5]))


def test_undefined_says_why():
    nothing = [Reading("t", annotator, 4, frozenset()) for annotator in "ab"]
    assert unitizing_alpha(nothing).undefined_because == "nobody marked a span"
    assert unitizing_alpha(nothing[:1]).undefined_because == "no text was read by two annotators"


def test_overlapping_spans_of_one_label_are_refused():
    spans = frozenset({(0, 2, "PS"), (1, 3, "PS")})
    with pytest.raises(ValueError, match="'a' on 't': two spans of label 'PS' overlap at character 1"):
        unitizing_alpha([Reading("t", annotator, 4, spans) for annotator in "ab"])
