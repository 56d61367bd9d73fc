from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st
from markupsafe import escape

from pipeline.report.phrases import Phrase, clip, visible


def test_a_phrase_marks_its_languages():
    assert str(escape(Phrase("답", "answer"))) == (
        '<span class="ko" lang="ko">답</span><span class="en" lang="en">answer</span>'
    )


def test_a_phrase_of_one_text_is_the_text():
    assert str(escape(Phrase.same("a <b> & c"))) == "a &lt;b&gt; &amp; c"


@given(st.text())
def test_markup_in_a_phrase_is_text(text):
    shown = str(escape(Phrase(f"<b>{text}", f"{text}<i>")))
    assert "<b>" not in shown
    assert "<i>" not in shown


@given(st.text())
def test_nothing_hidden_is_left(text):
    hidden = {"Cc", "Cf", "Co", "Cs"}
    assert all(c in "\n\t" or unicodedata.category(c) not in hidden for c in visible(text))


@given(st.text(alphabet="가나다 abc.,!"))
def test_ordinary_text_stays(text):
    assert visible(text) == text


@given(st.text(), st.integers(1, 30))
def test_clipped_texts_fit(text, length):
    shown = clip(text, length)
    assert len(shown) <= length
    assert (shown == text) == (len(text) <= length)
