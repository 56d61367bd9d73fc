from __future__ import annotations

import time

import pytest

from pipeline.settings import SentenceLimits
from pipeline.text import privacy
from pipeline.text.flags import flags, found_flags
from pipeline.text.quality.sentences import score_sentence
from pipeline.text.sentences import Segment, split


def flags_of(text: str, limits: SentenceLimits | None = None) -> tuple[str, ...]:
    (found,) = found_flags(text, [Segment(0, len(text), text, ())], privacy.find(text))
    return flags(text, score_sentence(text), found, limits or SentenceLimits())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("평범한 문장입니다.", ()),
        ("번호는 010-0000-1234입니다.", ("personal_data.phone",)),
        ("a@example.com과 010-0000-1234로.", ("personal_data.email", "personal_data.phone")),
        ("웃기네요 ᄏᄏᄏᄏ", ("broken.isolated_jamo",)),
        ("깨진 \ufffd\ufffd 글자", ("broken.replacement",)),
        ("네.", ("too_short",)),
        ("아" * 513, ("quality.repetition", "too_long")),
        ("가나다라마", ()),
        ("띄어\u00a0쓴 문장", ()),
        ("This is English only.", ("quality.hangul",)),
        ("좋아요 ★★★☆☆★★", ("quality.symbols",)),
        ("아 씨발 진짜.", ("abuse.profanity",)),
        ("저 틀딱들 좀 봐.", ("abuse.hate",)),
        ("무단 전재 및 재배포 금지", ("boilerplate",)),
    ],
)
def test_flags_of_one_sentence(text: str, expected: tuple[str, ...]) -> None:
    assert flags_of(text) == expected


def test_limits_are_set_by_whoever_prepares() -> None:
    free = SentenceLimits(
        shortest=0,
        longest=10_000,
        least_hangul=0,
        most_symbols=1,
        most_repetition=1,
        most_profanity=9,
        most_hate=9,
        boilerplate=False,
    )
    for text in ("네.", "아" * 513, "OK", "★★★★", "아 씨발", "틀딱들", "무단 전재 및 재배포 금지"):
        assert flags_of(text, free) == ()
    assert flags_of("평범한 문장입니다.", SentenceLimits(shortest=20)) == ("too_short",)


def test_only_the_sentence_with_the_finding_is_flagged() -> None:
    text = "전화 주세요. 번호는 010-0000-1234예요. 기다릴게요."
    assert found_flags(text, split(text), privacy.find(text)) == [
        frozenset(),
        frozenset({"personal_data.phone"}),
        frozenset(),
    ]


def test_what_is_cut_by_a_boundary_flags_both_sides() -> None:
    text = "번호는 010. 0000. 1234 그렇다"
    halves = [Segment(0, 8, text[:8], ()), Segment(9, len(text), text[9:], ())]
    assert found_flags(text, halves, privacy.find(text)) == [frozenset({"personal_data.phone"})] * 2


def test_many_findings_in_many_sentences_take_no_long_time() -> None:
    line = "010-0000-1234 "
    text = line * 50_000
    segments = [Segment(at, at + 13, line.strip(), ()) for at in range(0, len(text), len(line))]
    begun = time.perf_counter()
    assert set(found_flags(text, segments, privacy.find(text))) == {frozenset({"personal_data.phone"})}
    assert time.perf_counter() - begun < 10
