"""Real corpora, from raw files to items: what is there, where it stands, and that nothing leaks."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import pairwise, product

import pytest
from real.real_cases import CATALOGUE, CONFIG, klue

from pipeline.config import load_config
from pipeline.context import Context, Processes
from pipeline.corpora.catalogue import load_catalogue
from pipeline.corpora.ingest import ingest
from pipeline.corpora.prepare import prepare
from pipeline.corpora.sources import SourceRow
from pipeline.model import SPLITS, Incident, Item, Placement, Sentence
from pipeline.sampling.quota import quotas
from pipeline.sampling.stage import sample
from pipeline.tasks.dp.values import TaggedSentence
from pipeline.tasks.mrc.values import Passage
from pipeline.tasks.ner.values import MarkedSentence
from pipeline.tasks.nli.values import Premise
from pipeline.tasks.re.relations import allowed
from pipeline.tasks.re.values import Pair as Related
from pipeline.tasks.registry import TASKS
from pipeline.tasks.sts.candidates import BANDS, DISTANT, SAME_GROUP
from pipeline.tasks.sts.values import Pair as Similar
from pipeline.tasks.tc.values import Headline
from pipeline.tasks.tod.values import Goal
from pipeline.text.duplicates import jaccard, shingles, text_key

pytestmark = [pytest.mark.xdist_group("real_build"), pytest.mark.timeout(900)]

RECORDS = {
    "konlpy-law": 11,  # the constitution and ten bills
    "korsts": 2 * 8_628,  # pairs
    "kowiki": 42,  # pages
    "kowiki-minidump": 1,
    "nsmc": 18_482,
    "parakqc": 10_000,
    "ud-ko-gsd": 1_939,
    "ud-ko-pud": 1_000,
    "ynat-headlines": 5_000,
}
"""Records of each source, as the sources themselves and the notes on them say."""

NOT_DOCUMENTS = {"document.duplicate_text"} | {
    f"wiki.{why}" for why in ("deleted", "disambiguation", "namespace", "no_text", "redirect")
}
WARNED = {"konlpy-law", "korsts", "kowiki", "kowiki-minidump", "ud-ko-gsd"}


def payload(item):
    return TASKS[item.task].round(item.round).load_item(item).payload


def texts(item):
    """The stretches of documents that an item shows."""
    match payload(item):
        case Headline(title=text) | Premise(premise=text):
            return [text]
        case MarkedSentence(sentence=text) | Related(sentence=text) | TaggedSentence(sentence=text):
            return [text]
        case Similar(sentence1=one, sentence2=other):
            return [one, other]
        case Passage(context=context, sentences=sentences):
            return [sentence.of(context) for sentence in sentences]
        case Goal():
            return []


def test_every_record_is_a_document_or_has_a_reason(built):
    rows = {row.source_id: row for row in built.context.read("sources", SourceRow)}
    assert {name: row.documents + row.rejected for name, row in rows.items()} == RECORDS
    assert {name for name, row in rows.items() if row.rejected} == {"kowiki", "parakqc"}
    assert {name for name, row in rows.items() if row.verdict == "accept-with-warning"} == WARNED
    assert {row.verdict for row in rows.values()} == {"accept", "accept-with-warning"}
    incidents = Counter(incident.check for incident in built.context.read("ingest_incidents", Incident))
    assert incidents.pop("source.warned") == len(WARNED)
    assert set(incidents) <= NOT_DOCUMENTS
    assert incidents.total() == sum(row.rejected for row in rows.values())


def test_the_build_ends_by_saying_what_it_waits_for(built):
    assert "studio.annotators" in built.output
    assert str(len(built.items)) in built.output
    assert list((built.context.workspace.root).glob("**/*.html"))


def test_every_task_has_the_items_that_were_asked_for(built):
    config = built.context.config
    shares = {split: getattr(config.prepare.shares, split) for split in SPLITS}
    counts = Counter((item.task, item.placement) for item in built.items)
    assert set(config.tasks) == set(TASKS)
    for name, plan in config.tasks.items():
        drawn = {split: counts[name, split] for split in SPLITS}
        if name == "mrc":
            # The few long documents, of which most are one constitution's passages, are all placed in train.
            assert 20 <= drawn["train"] <= quotas(plan.items, shares)["train"]
        else:
            assert drawn == quotas(plan.items, shares)
    assert {item.source for item in built.items if item.task == "mrc"} == {"konlpy-law", "kowiki"}
    assert {item.batch for item in built.items} == {"b001"}
    assert len({item.item_id for item in built.items}) == len(built.items)


def test_no_document_of_an_item_resembles_one_of_another_split(built):
    """Compares all pairs, as the stage cannot."""
    of_split = defaultdict(dict)
    for text_id in {text_id for item in built.items for text_id in item.text_ids}:
        document = built.documents[text_id]
        of_split[built.splits[document.doc_id]][text_id] = shingles(document.text)
    threshold = built.context.config.prepare.near_duplicate
    for one, other in (("train", "dev"), ("train", "test"), ("dev", "test")):
        for (left, a), (right, b) in product(of_split[one].items(), of_split[other].items()):
            assert jaccard(a, b) < threshold, (left, right)


def test_no_sentence_of_an_item_stands_in_another_split(built):
    splits = defaultdict(set)
    for sentence in built.context.read("sentences", Sentence):
        doc_id = built.documents[sentence.text_id].doc_id
        if doc_id in built.splits:
            splits[text_key(sentence.text)].add(built.splits[doc_id])
    for item in built.items:
        for text_id in item.text_ids:
            assert built.splits[built.documents[text_id].doc_id] == item.placement
        # What a passage flags as shared is too short to matter, such as a heading.
        for text in texts(item):
            if item.task not in ("tc", "mrc"):
                assert splits[text_key(text)] == {item.placement}, text


def test_items_carry_their_sources_licences(built, real_data):
    declared = {source.id: source.description.licence for source in load_catalogue(CATALOGUE, real_data)}
    for item in built.items:
        sources = {built.documents[text_id].source for text_id in item.text_ids}
        assert item.source == "+".join(sorted(sources))
        assert len(sources) == (item.task != "tod")
        assert item.licence == (declared[sources.pop()] if sources else "CC0-1.0")


def test_payloads_hold_what_their_documents_say(built):
    for item in built.items:
        documents = [built.documents[text_id].text for text_id in item.text_ids]
        for text in texts(item):
            assert text == text.strip() != ""
            assert any(text in document for document in documents), text


@pytest.mark.parametrize("task", ["ner", "re"])
def test_spans_are_words_of_their_sentence(built, task):
    for shown in (payload(item) for item in built.items if item.task == task):
        if isinstance(shown, MarkedSentence):
            spans = sorted(shown.suggested)
        else:
            assert allowed(shown.subject.type, shown.object.type)
            spans = sorted((shown.subject, shown.object), key=lambda span: span.start)
        for span in spans:
            surface = shown.sentence[span.start : span.end]
            assert surface == surface.strip() != ""
        assert all(left.end <= right.start for left, right in pairwise(spans))


def test_passages_and_parsed_sentences_are_whole(built):
    for shown in (payload(item) for item in built.items):
        if isinstance(shown, Passage):
            assert 512 <= len(shown.context) <= 2048
            assert "----" not in shown.context
            assert shown.sentences == tuple(sorted(shown.sentences))
        if isinstance(shown, TaggedSentence):
            assert len(shown.morphemes) == len(shown.sentence.split(" "))
            assert all(shown.morphemes)


def test_similarity_is_spread_over_its_range(built):
    counts = Counter((item.placement, item.stratum) for item in built.items if item.task == "sts")
    for split in SPLITS:
        own = [counts[split, stratum] for stratum in (SAME_GROUP, *BANDS, DISTANT)]
        assert min(own) > 0
        assert max(own) - min(own) <= 1
    assert {item.source for item in built.items if item.stratum == SAME_GROUP} == {"korsts", "parakqc"}


def test_headlines_are_asked_for_topics_and_similarity_only(built):
    from_headlines = {item.task for item in built.items if item.source == "ynat-headlines"}
    assert "tc" in from_headlines
    assert from_headlines <= {"tc", "sts"}


def test_a_second_batch_asks_for_nothing_twice(built):
    klue("sample", "-c", CONFIG, "-w", built.context.config.workspace, KLUE_BATCH="b002")
    items = built.context.read("items", Item[str])
    first = {item.item_id: item for item in built.items}
    second = [item for item in items if item.batch == "b002"]
    assert {item.item_id: item for item in items if item.batch == "b001"} == first
    assert not first.keys() & {item.item_id for item in second}
    assert len({item.item_id for item in items}) == len(items)
    again = Counter((item.task, item.placement) for item in second)
    asked = Counter((item.task, item.placement) for item in built.items if item.task != "mrc")
    assert {part: again[part] for part in asked} == dict(asked)


SMALL = """
sources:
  - id: ud-ko-pud
    title: UD Korean PUD
    genre: web
    format: conllu
    files: [ud-ko-pud/ko_pud-ud-*.conllu]
    licence: CC-BY-SA-3.0
  - id: konlpy-law
    title: 대한민국헌법
    genre: law
    format: plain
    files: [konlpy-law/konlpy/data/corpus/kolaw/*.txt]
    licence: LicenseRef-public-domain-KR
"""


def test_the_number_of_workers_changes_nothing(real_data, tmp_path):
    catalogue = tmp_path / "sources.yaml"
    catalogue.write_text(SMALL, encoding="utf-8")
    config = load_config(CONFIG)
    tables = []
    for workers in (1, 2):
        changes = {
            "workspace": tmp_path / str(workers),
            "prepare": config.prepare.model_copy(update={"shard_documents": 300}),
        }
        context = Context(config.model_copy(update=changes), map=Processes(workers))
        ingest(context, catalogue, real_data)
        prepare(context)
        sample(context)
        assert len(context.workspace.shards("documents")) > 2
        tables.append((context.read("placements", Placement), context.read("items", Item[str])))
    assert tables[0] == tables[1]
    assert {item.task for item in tables[0][1]} == {"nli", "ner", "re", "mrc", "tod"}
