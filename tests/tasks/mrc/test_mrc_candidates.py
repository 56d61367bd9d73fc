from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tasks.mrc.mrc_cases import text

from pipeline.tasks.base import Text
from pipeline.tasks.mrc.candidates import LONGEST, PER_DOCUMENT, SHORTEST, passage_spans, passages

A, B, C = (" ".join([sentence] * 60) for sentence in ("가나다라마.", "바사아자차.", "카타파하거."))
"""Paragraphs of 419 code points: two of them make a passage, five are too many."""


def chosen(made: Text) -> str | None:
    return next((span.of(made.document.text) for span in passage_spans(made)), None)


def test_a_passage_is_as_many_paragraphs_as_fit():
    assert chosen(text(A, B, C)) == f"{A}\n\n{B}\n\n{C}"


def test_what_does_not_fit_is_the_next_passage():
    made = text(A, B, C, A, B, C)
    found = [span.of(made.document.text) for span in passage_spans(made)]
    assert found == ["\n\n".join([A, B, C, A]), f"{B}\n\n{C}"]


def test_no_document_has_more_than_ten_passages():
    made = text(*(f"{number}번. {A}\n\n{B}" for number in range(60)))
    assert len({candidate.group for candidate in passages([made], 1)}) == PER_DOCUMENT


def test_a_passage_may_begin_with_a_heading_and_ends_with_a_sentence():
    assert chosen(text("제1장 총강", A, B, "제2장 국회")) == f"제1장 총강\n\n{A}\n\n{B}"


def test_no_passage_begins_within_a_list():
    assert chosen(text("2. 예산의 집행", "② " + C, A, B)) == f"{A}\n\n{B}"


@pytest.mark.parametrize(
    "line",
    [
        "금고 이상의 범죄경력을 포함하고, 신상정보(상대방 언어 번역본 포함)의",
        "제10조(계약서의 작성) ------------------------.",
    ],
)
def test_no_passage_goes_over_a_line_that_breaks_off(line: str):
    assert chosen(text(A, line, B, C)) == f"{B}\n\n{C}"


def test_lines_that_are_mostly_no_sentences_make_no_passage():
    assert (
        chosen(text(*(["자는 제24조에 따른 교육을 받", "고 시장은 통보하여야 한다.", "다만"] * 40))) is None
    )


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


@pytest.mark.parametrize("flag", ["too_short", "too_long", "quality.hangul", "quality.symbols"])
def test_what_bars_a_sentence_alone_may_be_inside_a_passage(flag: str):
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
    found = list(passages([made], 1))
    if not found:
        harmless = [p for p in paragraphs if "비밀" not in p and SHORTEST <= len(p) <= LONGEST]
        assert not harmless
    begin = 0
    for candidate in found[::2]:
        context = candidate.payload.context
        assert SHORTEST <= len(context) <= LONGEST
        assert "비밀" not in context
        lines = [line for line in context.split("\n") if line.strip()]
        starts = (at for at in range(begin, len(paragraphs)) if paragraphs[at : at + len(lines)] == lines)
        begin = next(starts) + len(lines)
        for place in candidate.payload.sentences:
            assert place.of(context) == place.of(context).strip() != ""
