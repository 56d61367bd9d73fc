from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.text.offsets import from_utf16, to_utf16

TEXTS = st.text(st.one_of(st.characters(codec="utf-8"), st.sampled_from("😀👩🏽‍🚀🇰🇷가각𠮷")), max_size=30)


@given(TEXTS, st.data())
def test_the_part_before_an_offset_is_the_same_in_both(text: str, data: st.DataObject) -> None:
    offset = data.draw(st.integers(0, len(text)))
    units = to_utf16(text, offset)
    assert text.encode("utf-16-le")[: 2 * units].decode("utf-16-le") == text[:offset]
    assert from_utf16(text, units) == offset


@given(TEXTS, st.data())
def test_every_unit_is_a_boundary_or_refused(text: str, data: st.DataObject) -> None:
    units = data.draw(st.integers(0, len(text.encode("utf-16-le")) // 2))
    boundaries = [to_utf16(text, offset) for offset in range(len(text) + 1)]
    if units in boundaries:
        assert from_utf16(text, units) == boundaries.index(units)
    else:
        with pytest.raises(ValueError, match="inside a character"):
            from_utf16(text, units)


@pytest.mark.parametrize("offset", [-1, 3])
def test_offsets_outside_the_text_are_refused(offset: int) -> None:
    with pytest.raises(ValueError, match="outside"):
        to_utf16("가나", offset)
    with pytest.raises(ValueError, match="outside"):
        from_utf16("가나", offset)
