from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tasks.dp.dp_cases import ROWS, TREE, shown

from pipeline.model import Morpheme, Sentence
from pipeline.resources import shipped
from pipeline.tasks.dp.draft import draft
from pipeline.tasks.dp.legality import crossing
from pipeline.tasks.dp.machine import morphemes_by_eojeol
from pipeline.tasks.dp.values import RELATIONS, ROOT, TAGS, TaggedSentence

EOJEOLS = st.lists(st.sampled_from(TAGS), min_size=1, max_size=4).map(
    lambda tags: "+".join(f"가/{tag}" for tag in tags)
)


@given(st.lists(EOJEOLS, min_size=1, max_size=12))
def test_any_draft_is_a_legal_tree(morphemes: list[str]):
    tokens = draft(TaggedSentence(" ".join("가" for _ in morphemes), tuple(morphemes))).tokens
    heads = [token.head for token in tokens]
    assert heads[-1] == ROOT
    assert all(head > number for number, head in enumerate(heads[:-1], start=1))
    assert crossing(heads) is None
    assert {token.deprel for token in tokens} <= set(RELATIONS)


def test_an_easy_sentence_is_drafted_right():
    assert len(ROWS) == len(TREE.tokens)
    assert draft(shown()) == TREE


@pytest.fixture(scope="module")
def references() -> list[tuple[TaggedSentence, list[dict[str, object]]]]:
    from kiwipiepy import Kiwi

    kiwi = Kiwi()
    found = []
    lines = (shipped("sample_corpora") / "reference" / "dp.jsonl").read_text(encoding="utf-8").splitlines()
    for entry in map(json.loads, lines):
        text = entry["sentence"]
        analysed = tuple(Morpheme(t.form, t.tag, t.start, t.end) for t in kiwi.tokenize(text))
        morphemes = morphemes_by_eojeol(Sentence("0" * 32, 0, len(text), text, analysed, ()))
        assert morphemes is not None
        found.append((TaggedSentence(text, morphemes), entry["tokens"]))
    return found


def test_drafts_spare_most_of_the_work(references):
    pairs = [
        (token, reference)
        for sentence, tokens in references
        for token, reference in zip(draft(sentence).tokens, tokens, strict=True)
    ]
    morphemes = sum((t.lemma, t.pos) == (r["lemma"], r["pos"]) for t, r in pairs)
    attached = sum((t.head, t.deprel) == (r["head"], r["deprel"]) for t, r in pairs)
    assert morphemes > 0.9 * len(pairs)
    assert attached > 0.8 * len(pairs)
    assert attached < len(pairs), "a draft that knows the references would be no draft"
