from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tasks.mrc.mrc_cases import text

from pipeline.tasks.base import Text
from pipeline.tasks.mrc.candidates import LONGEST, SHORTEST, passage_span, passages

A, B, C = (" ".join([sentence] * 60) for sentence in ("가나다라마.", "바사아자차.", "카타파하거."))
"""Paragraphs of 419 code points: two of them make a passage, five are too many."""


def chosen(made: Text) -> str | None:
    found = passage_span(made)
    return None if found is None else found.of(made.document.text)


def test_a_passage_is_as_many_paragraphs_as_fit():
    assert chosen(text(A, B, C)) == f"{A}\n\n{B}\n\n{C}"


def test_what_does_not_fit_is_left_out():
    assert chosen(text(A, B, C, A, B, C)) == "\n\n".join([A, B, C, A])


def test_too_short_a_document_has_none():
    assert chosen(text(A)) is None


def test_one_paragraph_that_is_too_long_has_none():
    assert chosen(text(("가나다라마. " * 400).strip())) is None


def test_a_long_paragraph_is_passed_over():
    long = ("가나다라마. " * 400).strip()
    assert chosen(text(A, long, B, C)) == f"{B}\n\n{C}"


def test_nothing_flagged_is_inside():
    paragraphs = (A, B + " 010-0000-0000으로 전화.", B, C)
    made = text(*paragraphs, flags={"010": ("personal_data.phone",)})
    assert chosen(made) == f"{B}\n\n{C}"


@pytest.mark.parametrize("flag", ["too_short", "too_long"])
def test_a_sentence_may_be_short_or_long_inside_a_passage(flag: str):
    made = text(A, B + " 짧다.", flags={"짧다": (flag,)})
    assert chosen(made) == made.document.text
    (candidate, _) = passages([made], 1)
    assert any(place.of(candidate.payload.context) == "짧다." for place in candidate.payload.sentences)


def test_a_passage_is_proposed_for_two_questions():
    made = text(A, B)
    first, second = passages([made], 1)
    assert (first.payload.number, second.payload.number) == (1, 2)
    assert first.group == second.group
    assert first.stratum == "sample-wiki"
    assert first.payload.title == "달그림자 극장"
    assert first.payload.news_category == "생활문화"


@pytest.mark.parametrize(("genre", "count"), [("encyclopaedia", 2), ("news", 2), ("law", 2), ("review", 0)])
def test_genres(genre: str, count: int):
    assert len(list(passages([text(A, B, genre=genre)], 1))) == count


@given(
    st.lists(st.tuples(st.integers(1, 400), st.sampled_from(["", "짧다.", "비밀."])), min_size=1, max_size=8),
    st.sampled_from(["\n", "\n\n", "\n \n"]),
)
def test_passages_are_whole_paragraphs_of_the_right_length(parts: list[tuple[int, str]], gap: str):
    paragraphs = [("가나다라마. " * length + extra).strip() for length, extra in parts]
    made = text(gap.join(paragraphs), flags={"짧다": ("too_short",), "비밀": ("personal_data.phone",)})
    context = chosen(made)
    if context is None:
        harmless = [p for p in paragraphs if "비밀" not in p and SHORTEST <= len(p) <= LONGEST]
        assert not harmless
        return
    assert SHORTEST <= len(context) <= LONGEST
    assert "비밀" not in context
    lines = [line for line in context.split("\n") if line.strip()]
    start = next(i for i in range(len(paragraphs)) if paragraphs[i : i + len(lines)] == lines)
    assert paragraphs[start : start + len(lines)] == lines
    for candidate in passages([made], 1):
        for place in candidate.payload.sentences:
            assert place.of(context) == place.of(context).strip() != ""
