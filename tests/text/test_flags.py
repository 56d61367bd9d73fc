from __future__ import annotations

import time

import pytest

from pipeline.text.flags import flag
from pipeline.text.sentences import Segment, split


@pytest.mark.parametrize(
    ("text", "flags"),
    [
        ("평범한 문장입니다.", ()),
        ("번호는 010-0000-1234입니다.", ("personal_data.phone",)),
        ("a@example.com과 010-0000-1234로.", ("personal_data.email", "personal_data.phone")),
        ("웃기네요 ᄏᄏᄏᄏ", ("broken.isolated_jamo",)),
        ("깨진 \ufffd\ufffd 글자", ("broken.replacement",)),
        ("네.", ("too_short",)),
        ("아" * 513, ("too_long",)),
        ("가나다라마", ()),
        ("띄어\u00a0쓴 문장", ()),
    ],
)
def test_flags_of_one_sentence(text: str, flags: tuple[str, ...]) -> None:
    assert flag(text, [Segment(0, len(text), text, ())]) == [flags]


def test_only_the_sentence_with_the_finding_is_flagged() -> None:
    text = "전화 주세요. 번호는 010-0000-1234예요. 기다릴게요."
    assert flag(text, split(text)) == [(), ("personal_data.phone",), ()]


def test_what_is_cut_by_a_boundary_flags_both_sides() -> None:
    text = "번호는 010. 0000. 1234 그렇다"
    halves = [Segment(0, 8, text[:8], ()), Segment(9, len(text), text[9:], ())]
    assert flag(text, halves) == [("personal_data.phone",)] * 2


def test_many_findings_in_many_sentences_take_no_long_time() -> None:
    line = "010-0000-1234 "
    segments = [Segment(at, at + 13, line.strip(), ()) for at in range(0, 50_000 * len(line), len(line))]
    begun = time.perf_counter()
    assert set(flag(line * 50_000, segments)) == {("personal_data.phone",)}
    assert time.perf_counter() - begun < 10
