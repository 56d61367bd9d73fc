from __future__ import annotations

import re
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from pipeline.report.pictures.trees import LONGEST_WORD, MOST_WORDS, WORD_SIZE, text_width, trees
from pipeline.tasks.drawings import Arc


@st.composite
def sentences(draw):
    """Words with a tree whose arcs do not cross; each word's head is to its right, as KLUE has it."""
    count = draw(st.integers(1, 12))
    heads: list[int | None] = [None] * count
    stack = [count - 1]
    for word in range(count - 2, -1, -1):
        while len(stack) > 1 and draw(st.booleans()):
            stack.pop()
        heads[word] = stack[-1]
        stack.append(word)
    words = draw(st.lists(st.text("가나ab", min_size=1, max_size=6), min_size=count, max_size=count))
    return words, [Arc(word, head, "NP_SBJ", "x/NNG") for word, head in enumerate(heads)]


def spans(tree):
    """Left and right end of each arc, with the height of its top."""
    found = []
    for arc in tree.arcs:
        numbers = [float(number) for number in re.findall(r"-?[\d.]+", arc.path)]
        if "H" in arc.path:
            found.append((min(numbers[0], numbers[-3]), max(numbers[0], numbers[-3]), arc.y))
    return found


@given(sentences())
def test_words_do_not_overlap_and_stay_in_their_box(drawn):
    words, arcs = drawn
    (tree,) = trees(words, [arcs])
    edges = [
        (w.x - text_width(w.text, WORD_SIZE) / 2, w.x + text_width(w.text, WORD_SIZE) / 2) for w in tree.words
    ]
    assert all(one[1] < other[0] for one, other in pairwise(edges))
    assert edges[0][0] >= 0
    assert edges[-1][1] <= tree.width


@given(sentences())
def test_arcs_do_not_cross(drawn):
    words, arcs = drawn
    (tree,) = trees(words, [arcs])
    placed = spans(tree)
    for low, high, top in placed:
        for other_low, other_high, other_top in placed:
            inside = [low < end < high for end in (other_low, other_high)]
            assert not any(inside) or (all(inside) and other_top > top)


@given(sentences())
def test_every_arc_is_drawn_and_said(drawn):
    words, arcs = drawn
    (tree,) = trees(words, [arcs])
    assert len(tree.arcs) == len(tree.said) == len(arcs)
    assert sum(head is None for _, head, _, _ in tree.said) == 1


def test_trees_of_one_sentence_stand_below_each_other_and_differences_stand_out():
    words = ["나는", "학교에", "간다"]
    one = [
        Arc(0, 2, "NP_SBJ", "나/NP+는/JX"),
        Arc(1, 2, "NP_AJT", "학교/NNG+에/JKB"),
        Arc(2, None, "VP", "v"),
    ]
    other = [
        Arc(0, 1, "NP_SBJ", "나/NP+는/JX"),
        Arc(1, 2, "NP_AJT", "학교/NNP+에/JKB"),
        Arc(2, None, "VP", "v"),
    ]
    left, right = trees(words, [one, other])
    assert [word.x for word in left.words] == [word.x for word in right.words]
    assert [arc.label for arc in left.arcs if arc.differs] == ["NP_SBJ"]
    assert [word.analysis for word in right.words] == ["", "학교/NNP+에/JKB", ""]
    assert [differs for *_, differs in right.said] == [True, False, False]


def test_long_sentences_and_words_are_cut():
    words = ["가" * 10_000] * 500
    arcs = [Arc(word, word + 1, "NP", "가" * 10_000) for word in range(499)] + [Arc(499, None, "VP", "v")]
    (tree,) = trees(words, [arcs])
    assert len(tree.words) == MOST_WORDS
    assert all(len(word.text) <= LONGEST_WORD for word in tree.words)
    assert len(tree.arcs) == MOST_WORDS - 1


def test_a_tree_with_nothing_agreed_has_no_arcs():
    (tree,) = trees(["나는"], [[]])
    assert tree.arcs == ()
