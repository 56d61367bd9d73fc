import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.text.particles import with_particle

PAIRS = [("은", "는"), ("을", "를"), ("이", "가"), ("과", "와"), ("으로", "로")]
SYLLABLES = st.characters(min_codepoint=ord("가"), max_codepoint=ord("힣"))


@pytest.mark.parametrize(
    ("word", "attached"),
    [
        ("식당", "식당은 식당을 식당이 식당과 식당으로"),
        ("카페", "카페는 카페를 카페가 카페와 카페로"),
        ("호텔", "호텔은 호텔을 호텔이 호텔과 호텔로"),
        ("솔잎 아래", "솔잎 아래는 솔잎 아래를 솔잎 아래가 솔잎 아래와 솔잎 아래로"),
        ("값", "값은 값을 값이 값과 값으로"),
        ("삶", "삶은 삶을 삶이 삶과 삶으로"),
        ("여덟", "여덟은 여덟을 여덟이 여덟과 여덟으로"),
    ],
)
def test_a_syllable_decides_by_its_final_consonant(word, attached):
    assert " ".join(with_particle(word, after_consonant) for after_consonant, _ in PAIRS) == attached


@pytest.mark.parametrize(
    ("digit", "reading"),
    [
        ("0", "영"),
        ("1", "일"),
        ("2", "이"),
        ("3", "삼"),
        ("4", "사"),
        ("5", "오"),
        ("6", "육"),
        ("7", "칠"),
        ("8", "팔"),
        ("9", "구"),
        ("10", "십"),
        ("200", "이백"),
        ("3000", "삼천"),
        ("18:30", "삼십"),
        ("2,500", "오백"),
    ],
)
@pytest.mark.parametrize("particle", ["은", "으로"])
def test_a_digit_decides_by_its_sino_korean_reading(digit, reading, particle):
    assert with_particle(digit, particle)[len(digit) :] == with_particle(reading, particle)[len(reading) :]


LETTER_NAMES = """
    에이 비 시 디 이 에프 지 에이치 아이 제이 케이 엘 엠 엔 오 피 큐 알 에스 티 유 브이 더블유 엑스 와이 제트
"""


@pytest.mark.parametrize(
    ("letter", "reading"), list(zip(string.ascii_uppercase, LETTER_NAMES.split(), strict=True))
)
@pytest.mark.parametrize("particle", ["은", "으로"])
def test_a_latin_letter_decides_by_its_korean_name(letter, reading, particle):
    form = with_particle(reading, particle)[len(reading) :]
    assert with_particle(letter, particle) == letter + form
    assert with_particle(letter.lower(), particle) == letter.lower() + form


@pytest.mark.parametrize("word", ["", "서울(북쪽)", "가게!", "京", "ㅋㅋ", "é", "٣"])
def test_anything_else_counts_as_a_vowel(word):
    assert with_particle(word, "으로") == word + "로"
    assert with_particle(word, "은") == word + "는"


def test_an_unknown_particle_is_refused_with_the_known_ones():
    with pytest.raises(ValueError, match=r"'이나'.*은/는, 을/를, 이/가, 과/와, 으로/로"):
        with_particle("커피", "이나")


@given(st.text(max_size=5), st.sampled_from(PAIRS))
def test_both_forms_of_a_particle_name_it(word, pair):
    assert with_particle(word, pair[0]) == with_particle(word, pair[1])
    assert with_particle(word, pair[0]) in {word + pair[0], word + pair[1]}


@given(st.text(max_size=3), SYLLABLES, st.sampled_from(PAIRS))
def test_only_the_last_syllable_matters(before, syllable, pair):
    whole = before + syllable
    assert with_particle(whole, pair[0]) == before + with_particle(syllable, pair[0])


@given(SYLLABLES)
def test_only_after_rieul_does_the_short_form_part_from_the_others(syllable):
    plain = with_particle(syllable, "은").endswith("은")
    short = with_particle(syllable, "으로") == syllable + "로"
    assert (plain and short) == ((ord(syllable) - ord("가")) % 28 == 8)
