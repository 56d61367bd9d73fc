from __future__ import annotations

import json
import pickle
import random
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import BadInputError
from pipeline.text import sentences as module
from pipeline.text.normalise import clean
from pipeline.text.sentences import LoneSurrogateError, analyser, split

TEXT = """  안녕하세요. 저는 학생이에요ㅋㅋ 오늘은 날씨가 좋네요!

그는 "비가 온다. 우산을 챙겨라."라고 말했다. 😀 정말일까?
마침표 없는 줄"""


def test_sentences_lie_in_the_text() -> None:
    found = split(TEXT)
    assert [TEXT[s.start : s.end] for s in found] == [s.text for s in found]
    assert [s.text for s in found] == [
        "안녕하세요.",
        "저는 학생이에요ㅋㅋ",
        "오늘은 날씨가 좋네요!",
        '그는 "비가 온다. 우산을 챙겨라."라고 말했다.',
        "😀 정말일까?",
        "마침표 없는 줄",
    ]


def test_morphemes_count_from_the_sentence() -> None:
    (*_, last) = split("어제 비가 왔다. 나는 간다.")
    assert [(m.form, m.tag, last.text[m.start : m.end]) for m in last.morphemes] == [
        ("나", "NP", "나"),
        ("는", "JX", "는"),
        ("가", "VV", "간"),
        ("ᆫ다", "EF", "간다"),
        (".", "SF", "."),
    ]


@given(
    st.text(
        st.one_of(
            st.characters(codec="utf-8"),
            st.sampled_from("가나다라ㅋㅠ.?! \n\t\u200b\u00a0😀ab1①칵\u3000\"'()…"),
        ),
        max_size=60,
    )
)
@settings(deadline=None)
def test_every_character_but_white_space_is_in_one_sentence(text: str) -> None:
    text = clean(text)
    position = 0
    for sentence in split(text):
        assert text[position : sentence.start].strip() == ""
        assert text[sentence.start : sentence.end] == sentence.text == sentence.text.strip() != ""
        assert len(sentence.text.splitlines()) == 1
        assert all(0 <= m.start <= m.end <= len(sentence.text) for m in sentence.morphemes)
        position = sentence.end
    assert text[position:].strip() == ""


def test_a_sentence_ends_with_its_line() -> None:
    assert [s.text for s in split("끝나지 않은\n문장입니다.")] == ["끝나지 않은", "문장입니다."]


@pytest.mark.parametrize("text", ["", " ", "\n\n\t"])
def test_nothing_has_no_sentences(text: str) -> None:
    assert split(text) == []


def test_a_long_line_is_cut_after_sentences(monkeypatch: pytest.MonkeyPatch) -> None:
    line = "오늘은 비가 온다. 내일은 눈이 올까? " * 20
    whole = split(line)
    monkeypatch.setattr(module, "LONGEST_PIECE", 50)
    assert [(s.start, s.end) for s in split(line)] == [(s.start, s.end) for s in whole]


@pytest.mark.parametrize("line", ["가나다 " * 50, "가" * 200, "가" * 49 + " " + "나" * 130 + ". 끝"])
def test_a_long_line_without_sentences_loses_nothing(monkeypatch: pytest.MonkeyPatch, line: str) -> None:
    monkeypatch.setattr(module, "LONGEST_PIECE", 50)
    found = split(line)
    assert "".join(s.text for s in found).replace(" ", "") == line.replace(" ", "")
    assert all(line[s.start : s.end] == s.text for s in found)


def test_decomposed_text_is_composed_by_cleaning_and_offsets_hold_in_either() -> None:
    apart = unicodedata.normalize("NFD", TEXT)
    assert [s.text for s in split(clean(apart))] == [s.text for s in split(clean(TEXT))]
    assert all(apart[s.start : s.end] == s.text for s in split(apart))


def test_a_very_long_line_is_cut_into_pieces_without_loss() -> None:
    line = "오늘은 비가 온다 😀. 내일은 눈이 올까? " * 100_000
    pieces = list(module._pieces(line))
    assert "".join(piece for _, piece in pieces) == line
    assert all(line.startswith(piece, start) for start, piece in pieces)
    assert max(len(piece) for _, piece in pieces) <= module.LONGEST_PIECE


def test_lone_surrogates_are_refused_with_the_offset() -> None:
    with pytest.raises(BadInputError, match="offset 2") as caught:
        split("가나\ud800다")
    assert isinstance(caught.value, LoneSurrogateError)
    assert pickle.loads(pickle.dumps(caught.value)).offset == 2


def test_many_texts_are_split_as_one_by_one_in_any_order() -> None:
    texts = [f"{n}번째 글이다. 앞의 글과 {n % 7}만큼 다르다. {TEXT}" for n in range(30)]
    found = dict(zip(texts, map(split, texts), strict=True))
    shuffled = random.Random(1).sample(texts, len(texts))
    assert all(found[text] == split(text) for text in shuffled)


def test_another_process_finds_the_same() -> None:
    program = (
        "import json, sys; from dataclasses import asdict; from pipeline.text.sentences import split;"
        "print(json.dumps([asdict(s) for s in split(sys.stdin.read())]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], input=TEXT, capture_output=True, text=True, check=True
    )
    assert [(s["start"], s["end"], len(s["forms"])) for s in json.loads(done.stdout)] == [
        (s.start, s.end, len(s.morphemes)) for s in split(TEXT)
    ]


def test_the_analyser_names_its_versions() -> None:
    assert analyser().startswith("kiwipiepy 0.24.")


def test_real_reviews_lose_nothing(real_data: Path) -> None:
    for path in sorted((real_data / "nsmc/raw").glob("*.json"))[:10]:
        for review in json.loads(path.read_text("utf-8")):
            text = unicodedata.normalize("NFC", review["review"])
            found = split(text)
            assert "".join("".join(s.text.split()) for s in found) == "".join(text.split())
            assert all(text[s.start : s.end] == s.text for s in found)
