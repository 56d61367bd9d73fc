from __future__ import annotations

import pytest

from pipeline.model import Document, Morpheme, Sentence
from pipeline.tasks.base import Text
from pipeline.tasks.dp import TASK
from pipeline.tasks.dp.values import TaggedSentence

DOCUMENT = Document(
    doc_id="0" * 32,
    text_id="1" * 32,
    source="sample-treebank",
    native_id=None,
    native_group=None,
    title=None,
    text="",
    links=(),
    url=None,
    revision=None,
    contributors=(),
    published_at=None,
    category=None,
    genre="literature",
    licence="CC0-1.0",
    attribution="",
)


def sentence(text: str) -> Sentence:
    """A sentence whose eojeols are single morphemes."""
    morphemes, start = [], 0
    for eojeol in text.split():
        start = text.index(eojeol, start)
        morphemes.append(Morpheme(eojeol, "NNG", start, start + len(eojeol)))
        start += len(eojeol)
    return Sentence(DOCUMENT.text_id, 0, len(text), text, tuple(morphemes), ())


def candidates(*texts: str, genre: str = "literature", flagged: tuple[str, ...] = ()):
    from dataclasses import replace

    document = replace(DOCUMENT, genre=genre)
    text = Text(document, tuple(map(sentence, texts)), tuple(map(sentence, flagged)))
    return list(TASK.candidates([text], 1))


def test_a_sentence_becomes_a_candidate():
    (found,) = candidates("어린 동생이 학교에 갔다.")
    assert found.payload == TaggedSentence(
        "어린 동생이 학교에 갔다.", ("어린/NNG", "동생이/NNG", "학교에/NNG", "갔다./NNG")
    )
    assert found.stratum == "4-7 eojeols"
    assert found.documents[0].text_id == DOCUMENT.text_id


@pytest.mark.parametrize(
    ("eojeols", "stratum"),
    [(3, None), (4, "4-7 eojeols"), (7, "4-7 eojeols"), (8, "8-11 eojeols"), (12, "12-15 eojeols")]
    + [(16, "16-20 eojeols"), (20, "16-20 eojeols"), (21, None)],
)
def test_bands(eojeols: int, stratum: str | None):
    assert [found.stratum for found in candidates(" ".join(["나무가"] * eojeols))] == (
        [] if stratum is None else [stratum]
    )


@pytest.mark.parametrize(
    "text",
    [
        "나 다 라 마",
        " ".join(["나무가나무가나무가나무가"] * 11),
        "어린  동생이 학교에 갔다.",
        "어린\u00a0동생이 학교에 일찍 갔다.",
    ],
)
def test_sentences_left_out(text: str):
    assert candidates(text) == []


def test_only_some_genres_and_no_flagged_sentences():
    good = "어린 동생이 학교에 갔다."
    assert candidates(good, genre="query") == []
    assert len(candidates(good, genre="news", flagged=("어린 누나가 학교에 갔다.",))) == 1


def test_equal_sentences_are_one_group():
    one, other = candidates("어린 동생이 학교에 갔다.", "어린 동생이 학교에 갔다.")
    assert one.group == other.group
    assert one.group != candidates("어린 누나가 학교에 갔다.")[0].group
