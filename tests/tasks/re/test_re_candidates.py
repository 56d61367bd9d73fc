from __future__ import annotations

from collections import Counter

import pytest
from tasks.entities.entity_texts import text

from pipeline.resources import shipped
from pipeline.tasks.base import Candidate, Text
from pipeline.tasks.re.candidates import PER_SENTENCE, pairs
from pipeline.tasks.re.relations import allowed
from pipeline.tasks.re.simulation import Reference
from pipeline.tasks.re.values import Pair
from pipeline.tasks.references import References

RICH = "누리솔전자 서다온 대표는 1987년 강릉에서 직원 300명과 솔안은행을 세웠다."


def surfaces(candidate: Candidate[Pair]) -> tuple[str, str]:
    pair = candidate.payload
    ends = (pair.subject, pair.object)
    subject, object_ = (pair.sentence[end.start : end.end] for end in ends)
    return subject, object_


def over_seeds(*texts: Text) -> list[Candidate[Pair]]:
    return [candidate for seed in range(60) for candidate in pairs(texts, seed)]


def test_pairs_of_a_sentence():
    found = over_seeds(text(RICH))
    assert ("누리솔전자", "서다온") in map(surfaces, found)
    assert {candidate.stratum for candidate in found} == {
        "ORG-PER",
        "ORG-ORG",
        "ORG-LOC",
        "ORG-DAT",
        "ORG-NOH",
        "ORG-POH",
        "PER-ORG",
        "PER-LOC",
        "PER-DAT",
        "PER-POH",
    }
    for candidate in found:
        pair = candidate.payload
        assert candidate.stratum == f"{pair.subject.type}-{pair.object.type}"
        assert allowed(pair.subject.type, pair.object.type)
        assert not pair.subject.overlaps(pair.object)
    assert len({candidate.group for candidate in found}) == 1


def test_at_most_two_pairs_of_a_sentence_by_the_seed():
    texts = [text(RICH)]
    chosen = {tuple(surfaces(c) for c in pairs(texts, seed)) for seed in range(20)}
    assert {len(each) for each in chosen} == {PER_SENTENCE}
    assert len(chosen) > 5
    assert list(pairs(texts, 3)) == list(pairs(texts, 3))


def test_the_choice_does_not_depend_on_the_other_texts():
    alone = list(pairs([text(RICH)], 5))
    among = list(pairs([text("서다온은 강릉에서 오래 살며 그림을 그렸다.", name="2"), text(RICH)], 5))
    assert [c for c in among if c.payload.sentence == RICH] == alone


@pytest.mark.parametrize(
    "sentence",
    [
        "강릉과 원주는 오래전부터 이어져 있었다.",
        "누리솔전자는 새 냉장고 20대를 들여놓았다.",
        "누리솔전자는 사흘 동안 쉬면서 기계를 고쳤다.",
        "누리솔전자는 오전 9시에 일을 시작한다.",
        "서다온은 서다온을 거울에서 보았다고 했다.",
        "공산당은 1945년 강릉에서 한국어를 가르쳤다.",
    ],
)
def test_sentences_without_a_pair(sentence: str):
    assert over_seeds(text(sentence)) == []


def test_genres_and_flags():
    whole = text(RICH)
    assert list(pairs([text(RICH, genre="review")], 0)) == []
    assert list(pairs([Text(whole.document, (), whole.sentences)], 0)) == []
    assert len(list(pairs([whole, text(RICH, name="2")], 0))) == PER_SENTENCE


@pytest.mark.parametrize("seed", range(5))
def test_the_sample_gives_pairs_of_many_types(seed: int):
    lines = (
        (shipped("sample_corpora") / "reference" / "re.news.jsonl").read_text(encoding="utf-8").splitlines()
    )
    sample = References({"re.news": lines}).read(Reference, "re.news")[seed::5]
    found = list(pairs([text(each.sentence, name=str(n)) for n, each in enumerate(sample)], seed))
    assert len({candidate.stratum for candidate in found}) >= 5
    assert max(Counter(candidate.group for candidate in found).values()) <= PER_SENTENCE


def test_a_headline_gives_no_pair():
    assert over_seeds(text(RICH, title=RICH)) == []
