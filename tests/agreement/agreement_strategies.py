"""Random ratings and readings."""

from __future__ import annotations

from hypothesis import strategies as st

from pipeline.agreement import Ratings, Reading

SMALL = st.integers(0, 4)


@st.composite
def matrices(draw, values=SMALL, max_annotators=5, max_units=8):
    """Values by unit and annotator; None is missing."""
    annotators = draw(st.integers(2, max_annotators))
    row = st.lists(st.none() | values, min_size=annotators, max_size=annotators)
    return draw(st.lists(row, min_size=1, max_size=max_units))


def long_form(matrix):
    """Columns unit, annotator, value of a matrix by unit and annotator."""
    rows = [(u, a, value) for u, row in enumerate(matrix) for a, value in enumerate(row)]
    return [list(column) for column in zip(*rows, strict=True)]


def to_ratings(matrix, group=None):
    unit, annotator, value = long_form(matrix)
    return Ratings.from_columns(unit, annotator, value, None if group is None else [group[u] for u in unit])


@st.composite
def spans(draw, length, labels="AB"):
    """Spans that do not overlap."""
    bounds = sorted(draw(st.sets(st.integers(0, length), max_size=6)))
    found = set()
    for start, end in zip(bounds[::2], bounds[1::2], strict=False):
        found.add((start, end, draw(st.sampled_from(labels))))
    return frozenset(found)


@st.composite
def readings(draw, max_units=4, max_annotators=4):
    """Readings of texts, by one annotator or more each."""
    result = []
    for unit in range(draw(st.integers(1, max_units))):
        length = draw(st.integers(1, 15))
        result += [
            Reading(f"t{unit}", f"a{annotator}", length, draw(spans(length)))
            for annotator in range(draw(st.integers(1, max_annotators)))
        ]
    return result
