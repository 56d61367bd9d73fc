from hypothesis import given
from hypothesis import strategies as st

from pipeline.corpora.readers.wiki.marks import BREAK, CLOSE, GAP, opening, without_marks
from pipeline.corpora.readers.wiki.plain import to_plain_text
from pipeline.text.normalise import clean

words = st.text(alphabet="가나다 a1,.()[]《》\u1100\u1161\u11a8\u200d\u00a0\n", max_size=6)
pieces = st.lists(st.one_of(words, st.sampled_from([GAP, BREAK, "\n"]), st.tuples(words)), max_size=12)


def link(number, label):
    return f"{opening(number)}{label}{CLOSE}"


@given(pieces)
def test_links_lie_in_a_clean_text_in_order(parts):
    """A tuple stands for a link; its target is its label."""
    marked, targets = "", []
    for part in parts:
        if isinstance(part, tuple):
            targets.append(part[0])
            marked += link(len(targets) - 1, part[0])
        else:
            marked += part
    plain = to_plain_text(marked, targets)
    assert plain.text == clean(plain.text).strip()
    assert plain.text == without_marks(plain.text)
    end = 0
    for at in plain.links:
        assert end <= at.start < at.end <= len(plain.text)
        end = at.end
        label = plain.text[at.start : at.end]
        assert set(label) <= set(clean(at.target)) | {" "}
        assert label == label.strip()


def test_brackets_go_with_what_they_held():
    assert to_plain_text(f"가({GAP})는 나 ({GAP}, {GAP})의 《{GAP}》다.", []).text == "가는 나의다."
    assert to_plain_text(f"가(하나{GAP}, 둘; {GAP})", []).text == "가(하나, 둘)"
    assert to_plain_text(f"가({GAP}, 1944년 ~ )", []).text == "가(1944년 ~)"
    assert to_plain_text(f"가(나({GAP}))다", []).text == "가(나)다"
    assert to_plain_text("가( )나", []).text == "가( )나"


def test_no_space_is_left_before_punctuation():
    assert to_plain_text(f"끝났다 {GAP}. 또 {GAP} 시작한다 {GAP}, 곧.", []).text == "끝났다. 또 시작한다, 곧."


def test_lines_are_joined_and_paragraphs_kept():
    plain = to_plain_text(f"앞 문단\n이어서\n\n***\n\n뒤 {link(0, ' 나 ')}문단", ["나"])
    assert plain.text == "앞 문단 이어서\n\n뒤 나 문단"
    (at,) = plain.links
    assert (plain.text[at.start : at.end], at.target) == ("나", "나")


def test_of_links_in_links_the_inner_one_counts():
    plain = to_plain_text(f"{opening(0)}가 {link(1, '나')} 다{CLOSE}라", ["가", "나"])
    assert plain.text == "가 나 다라"
    assert [(plain.text[at.start : at.end], at.target) for at in plain.links] == [("나", "나")]


def test_a_link_that_composes_with_its_neighbour_is_lost():
    plain = to_plain_text(f"{link(0, '가')}\u11a8 {link(1, '나')}", ["가", "나"])
    assert plain.text == "각 나"
    assert [(plain.text[at.start : at.end], at.target) for at in plain.links] == [("나", "나")]
