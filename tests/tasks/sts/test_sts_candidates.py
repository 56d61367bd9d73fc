from __future__ import annotations

import csv
import random
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model import Document, Morpheme, Sentence
from pipeline.resources import shipped
from pipeline.tasks.base import Candidate, Text
from pipeline.tasks.references import References
from pipeline.tasks.sts import candidates
from pipeline.tasks.sts.candidates import BANDS, DISTANT, SAME_GROUP, sentence_pairs
from pipeline.tasks.sts.similarity import content_lemmas, weigh
from pipeline.tasks.sts.simulation import Reference
from pipeline.tasks.sts.values import Pair
from pipeline.text.sentences import split

WORDS = ("바다", "하늘", "숙소", "침대", "조식", "영화", "알람", "국물", "무대", "결말", "창문", "기차")


def text(name: str, *sentences: str, genre: str = "review", group: str | None = None) -> Text:
    document = Document(
        doc_id=f"d-{name}",
        text_id=f"t-{name}",
        source="sample",
        native_id=name,
        native_group=group,
        title=None,
        text=" ".join(sentences),
        links=(),
        url=None,
        revision=None,
        contributors=(),
        published_at=None,
        category=None,
        genre=genre,
        licence="CC0-1.0",
        attribution="",
    )
    start = 0
    made = []
    for sentence in sentences:
        morphemes = tuple(Morpheme(word, "NNG", 0, 1) for word in sentence.split())
        made.append(Sentence(f"t-{name}", start, start + len(sentence), sentence, morphemes, ()))
        start += len(sentence) + 1
    return Text(document, tuple(made), ())


def pairs(texts: Iterable[Text], seed: int = 1) -> list[Candidate[Pair]]:
    return list(sentence_pairs(list(texts), seed))


def shard(seed: int, documents: int) -> list[Text]:
    chance = random.Random(seed)
    sentences = {" ".join(chance.choices(WORDS, k=chance.randint(3, 6))) for _ in range(documents)}
    return [
        text(f"{number}", sentence, group=chance.choice([None, "g1", "g2"]))
        for number, sentence in enumerate(sorted(sentences))
    ]


@given(st.integers(0, 1000), st.integers(2, 40))
def test_strata_say_how_a_pair_was_found(seed: int, documents: int):
    texts = shard(seed, documents)
    sentences = {entry.sentences[0].text: entry for entry in texts}
    order = [entry.sentences[0] for entry in texts]
    cosine = (vectors := weigh([content_lemmas(sentence.morphemes) for sentence in order])) @ vectors.T
    number = {sentence.text: index for index, sentence in enumerate(order)}
    used: Counter[tuple[str, str]] = Counter()
    for candidate in pairs(texts):
        pair = candidate.payload
        one, other = sentences[pair.sentence1].document, sentences[pair.sentence2].document
        assert one.doc_id != other.doc_id
        assert candidate.documents == (one, other)
        together = one.native_group is not None and one.native_group == other.native_group
        assert together == (candidate.stratum == SAME_GROUP)
        value = cosine[number[pair.sentence1], number[pair.sentence2]]
        if candidate.stratum == DISTANT:
            assert value < min(BANDS.values()) + 1e-9
        elif not together:
            above = [least for name, least in BANDS.items() if least > BANDS[candidate.stratum]]
            assert BANDS[candidate.stratum] - 1e-9 <= value < min(above, default=2.0) + 1e-9
        used.update([(candidate.stratum, pair.sentence1), (candidate.stratum, pair.sentence2)])
    assert set(used.values()) <= {1}


@given(st.integers(0, 1000), st.randoms(use_true_random=False))
def test_order_of_texts_changes_nothing(seed: int, chance: random.Random):
    texts = shard(seed, 20)
    shuffled = texts.copy()
    chance.shuffle(shuffled)
    assert pairs(texts) == pairs(shuffled)


def test_seed_matters():
    texts = shard(5, 40)
    assert {c.payload for c in pairs(texts, 1)} != {c.payload for c in pairs(texts, 2)}


def test_group_is_that_of_the_unordered_pair():
    one, other = (
        pairs([text("a", "바다 하늘 숙소 침대"), text("b", "바다 하늘 숙소 조식")]),
        pairs([text("b", "바다 하늘 숙소 조식"), text("a", "바다 하늘 숙소 침대")], seed=9),
    )
    assert [(c.payload, c.group) for c in one] == [(c.payload, c.group) for c in other]
    assert len({c.group for c in one}) == 1


def test_same_text_is_never_paired_with_itself():
    texts = [text(name, "바다 하늘 숙소 침대", group="g") for name in "abc"]
    assert pairs(texts) == []


def test_sentences_of_one_document_are_not_paired():
    assert pairs([text("a", "바다 하늘 숙소 침대", "바다 하늘 숙소 조식")]) == []


@pytest.mark.parametrize(
    "changed",
    [
        text("b", "바다 하늘 숙소 조식", genre="law"),
        text("b", "바다 숙소"),
        text("b", " ".join(WORDS * 5)),
    ],
    ids=["genre", "too short", "too long"],
)
def test_unfit_sentences_are_left_out(changed: Text):
    other = text("a", "바다 하늘 숙소 침대")
    assert pairs([other, text("b", "바다 하늘 숙소 조식")])
    assert pairs([other, changed]) == []


def test_flagged_sentences_are_left_out():
    one, other = text("a", "바다 하늘 숙소 침대"), text("b", "바다 하늘 숙소 조식")
    assert pairs([one, Text(other.document, (), other.sentences)]) == []


def test_groups_of_different_sources_are_not_one():
    one, other = text("a", "바다 하늘 숙소 침대", group="g"), text("b", "바다 하늘 숙소 조식", group="g")
    elsewhere = Text(replace(other.document, source="other"), other.sentences, ())
    assert [c.stratum for c in pairs([one, other])] == [SAME_GROUP]
    assert SAME_GROUP not in [c.stratum for c in pairs([one, elsewhere])]


def test_only_so_many_sentences_are_compared(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(candidates, "SENTENCES", 6)
    found = pairs(shard(4, 60))
    assert found
    assert len({sentence for c in found for sentence in (c.payload.sentence1, c.payload.sentence2)}) <= 6


def test_sample_pairs_are_covered_by_the_references():
    path = shipped("sample_corpora") / "sample-reviews" / "reviews.tsv"
    rows = list(csv.DictReader(path.read_text(encoding="utf-8").splitlines(), delimiter="\t", quoting=3))
    texts = []
    for row in rows[:40]:
        document = text(row["id"], row["text"]).document
        sentences = tuple(
            Sentence(document.text_id, s.start, s.end, s.text, s.morphemes, ()) for s in split(row["text"])
        )
        texts.append(Text(document, sentences, ()))
    lines = (shipped("sample_corpora") / "reference" / "sts.jsonl").read_text(encoding="utf-8").splitlines()
    known = {entry.sentence for entry in References({"sts": lines}).read(Reference, "sts")}
    found = pairs(texts)
    assert {c.stratum for c in found} >= {"near", "far", DISTANT}
    assert {c.payload.sentence1 for c in found} | {c.payload.sentence2 for c in found} <= known
