from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipeline.report.pictures.marked import LONGEST, WHOLE, cut, pieces, windows
from pipeline.tasks.drawings import Label, Mark

PS, LC = Label("PS", "사람", 0), Label("LC", "장소", 1)
TEXT = "민수가 서울에서 수아를 만났다."


@st.composite
def marked(draw):
    """A text short enough to be shown whole, with marks of two people; they may overlap."""
    text = draw(st.text(alphabet="가나 다\n", min_size=1, max_size=120))

    def marks():
        bounds = st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))
        found = draw(st.lists(bounds, max_size=5))
        return tuple(Mark(*sorted(each), PS) for each in found if each[0] != each[1])

    return text, marks(), marks()


@given(marked())
def test_no_character_is_lost_or_doubled(drawn):
    text, own, others = drawn
    found = pieces(text, own, (), others, windows(text, (*own, *others)))
    assert "".join(piece.text for piece in found) == text


@given(marked())
def test_every_character_is_marked_as_its_marks_say(drawn):
    text, own, others = drawn
    kinds = [p.kind for p in pieces(text, own, (), others, windows(text, (*own, *others))) for _ in p.text]
    for place, kind in enumerate(kinds):
        inside = any(mark.start <= place < mark.end for mark in own)
        assert (kind == "differs") == inside
        missed = any(mark.start <= place < mark.end for mark in others)
        assert (kind == "missed") == (missed and not inside)


def test_what_all_marked_alike_is_told_from_the_rest():
    place, person = Mark(4, 6, LC), Mark(0, 2, PS)
    found = pieces(TEXT, (person, place), {place}, (), ((0, len(TEXT)),))
    assert [(piece.kind, piece.text) for piece in found if piece.kind != "plain"] == [
        ("differs", "민수"),
        ("same", "서울"),
    ]
    assert [piece.label.ko for piece in found if piece.label] == ["사람", "장소"]
    assert {piece.hue for piece in found if piece.label} == {0, 1}


def test_a_mark_is_not_cut_by_those_of_others():
    found = pieces(TEXT, (Mark(0, 3, PS),), (), (Mark(0, 2, PS),), ((0, len(TEXT)),))
    assert next(piece.text for piece in found) == "민수가"


def test_of_a_long_text_the_surroundings_of_marks_are_shown():
    text = "어절 " * 400
    shown = windows(text, [Mark(600, 602, PS), Mark(610, 612, PS), Mark(900, 902, PS)])
    assert len(shown) == 2
    assert all(text[start] == "어" for start, _ in shown)
    found = pieces(text, (Mark(600, 602, PS),), (), (), shown)
    assert [piece.kind for piece in found].count("gap") == 3
    assert windows(text, []) == ((0, WHOLE),)


def test_a_token_without_an_end_stays_short():
    text = "가" * 10_000
    found = pieces(text, (Mark(0, 10_000, PS),), (), (), windows(text, [Mark(0, 10_000, PS)]))
    assert sum(len(piece.text) for piece in found) <= LONGEST
    assert cut("짧다") == "짧다"
