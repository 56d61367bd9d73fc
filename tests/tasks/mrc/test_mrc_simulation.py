from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from random import Random
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from tasks.mrc.mrc_cases import CONTEXT, label_item, question, span, text, write_item

from pipeline.corpora.readers import mediawiki
from pipeline.corpora.readers.base import InputFile, RawDocument
from pipeline.model import Item, Sentence
from pipeline.resources import shipped
from pipeline.tasks.base import Case, Text
from pipeline.tasks.mrc import TASK
from pipeline.tasks.mrc.simulation import AnswerSimulator, QuestionSimulator, Reference
from pipeline.tasks.mrc.slips import neighbours
from pipeline.tasks.mrc.values import Answers, Passage, PassageQuestion, Span
from pipeline.tasks.references import References
from pipeline.text.normalise import clean
from pipeline.text.sentences import split

TITLE = "달그림자 극장"
MADE_BY = Reference(
    TITLE,
    1,
    "야외 공연장을 만든 사람은 누구인가?",
    "오세란",
    ("무용가 오세란이 1991년 버려진 선착장을 고쳐 만들었다.",),
    ("무용가 오세란",),
    None,
)
SINCE = Reference(
    TITLE,
    3,
    "임도현이 예술감독을 그만둔 해는 언제인가?",
    None,
    ("그는 2005년까지 예술감독을 맡았고, 뒤를 이은 사람은 제자 임도현이다.",),
    (),
    "2005년",
)
AFTER = Reference(
    TITLE,
    2,
    "공연장을 만든 사람의 뒤를 이은 이는 누구인가?",
    "임도현",
    (*MADE_BY.evidence, *SINCE.evidence),
    (),
    None,
)
ELSEWHERE = replace(MADE_BY, evidence=("다른 글의 문장이다.",))

ENTRIES = [MADE_BY, AFTER, SINCE]


def ask(entry: Reference) -> Case[PassageQuestion, Answers]:
    return Case(label_item(question(entry.question, entry.type)))


def test_questions_are_taken_in_turn():
    simulator = QuestionSimulator([ELSEWHERE, *ENTRIES])
    written = [simulator.truth(Case(write_item(number))) for number in (1, 2, 3, 4)]
    assert len({value.question for value in written}) == 3
    assert written[0] == written[3]
    by_type = {value.type: value for value in written}
    assert by_type[1].answers == (span("오세란"),)
    assert (by_type[2].answers, by_type[2].evidence) == ((span("임도현"),), (2, 3))
    assert (by_type[3].answers, by_type[3].plausible) == ((), (span("2005년"),))


def test_a_passage_without_its_evidence_is_not_covered():
    with pytest.raises(LookupError):
        QuestionSimulator([ELSEWHERE]).truth(Case(write_item()))
    with pytest.raises(LookupError):
        AnswerSimulator([]).truth(ask(MADE_BY))


def test_answers_are_looked_up():
    simulator = AnswerSimulator(ENTRIES)
    assert simulator.truth(ask(MADE_BY)) == Answers((span("오세란"),))
    assert simulator.truth(ask(SINCE)) == Answers(())


@given(st.sampled_from(ENTRIES), st.integers(), st.floats(-1, 1))
def test_slips_are_readable_and_never_the_truth(entry: Reference, seed: int, bias: float):
    writer = QuestionSimulator([entry])
    case = Case(write_item())
    value = writer.truth(case)
    slipped = writer.slip(case, value, Random(seed), bias)
    assert slipped != value
    round_ = TASK.rounds[0]
    assert round_.value(case, round_.regions(case, slipped)) == slipped

    simulator = AnswerSimulator([entry])
    asked = ask(entry)
    truth = simulator.truth(asked)
    answer = simulator.slip(asked, truth, Random(seed), bias)
    assert answer != truth
    assert TASK.label.value(asked, TASK.label.regions(asked, answer)) == answer


def test_bias_decides_who_marks_more():
    simulator = AnswerSimulator([replace(AFTER, also=())])
    asked = ask(AFTER)
    truth = simulator.truth(asked)

    def length(bias: float) -> float:
        slips = [simulator.slip(asked, truth, Random(seed), bias) for seed in range(100)]
        return sum(span.end - span.start for slip in slips for span in slip.spans)

    assert length(1.0) > length(-1.0)


@given(st.data())
def test_neighbours_share_an_edge_and_stay_in_the_paragraph(data: st.DataObject):
    start = data.draw(st.integers(0, len(CONTEXT) - 1))
    end = data.draw(st.integers(start + 1, min(len(CONTEXT), start + 12)))
    inner = CONTEXT[start:end]
    assume(inner == inner.strip() and "\n" not in inner)
    place = Span(start, end)
    near = neighbours(CONTEXT, place)
    assert near
    assert place not in near
    for other in near:
        assert (other.start == start) != (other.end == end)
        assert other.of(CONTEXT) == other.of(CONTEXT).strip()
        assert "\n" not in other.of(CONTEXT)


@cache
def sample_references() -> References:
    path = shipped("sample_corpora") / "reference" / "mrc.jsonl"
    return References({"mrc": path.read_text(encoding="utf-8").splitlines()})


def sample_items() -> Iterator[Item[Passage]]:
    """Make the write round's items of the sample encyclopaedia."""
    (path,) = (shipped("sample_corpora") / "sample-wiki").glob("*.bz2")
    texts = []
    for raw in mediawiki.read(InputFile(path, path.name), mediawiki.Options()):
        if isinstance(raw, RawDocument):
            body = clean(raw.text)
            document = replace(text("x").document, title=raw.title, text=body, doc_id=str(raw.native_id))
            sentences = tuple(Sentence("t", s.start, s.end, s.text, s.morphemes, ()) for s in split(body))
            texts.append(Text(document, sentences, ()))
    for candidate in TASK.candidates(texts, 1):
        yield replace(write_item(), payload=candidate.payload, group=candidate.group)


def test_sample_references_cover_the_sample_encyclopaedia():
    simulators: Any = TASK.simulators(sample_references())
    types: Counter[int] = Counter()
    items = list(sample_items())
    assert len(items) >= 60
    questions: set[tuple[str, str]] = set()
    for item in items:
        value = simulators["write"].truth(Case(item))
        round_ = TASK.rounds[0]
        assert round_.value(Case(item), round_.regions(Case(item), value)) == value
        types[value.type] += 1
        questions.add((item.payload.title, value.question))
        assert TASK.written is not None
        for made in TASK.written(item, value):
            case = Case(label_item(made.payload))
            truth = simulators["label"].truth(case)
            assert truth == made.value
            for seed in range(5):
                slipped = simulators["label"].slip(case, truth, Random(seed), 0.0)
                assert slipped != truth
                assert TASK.label.value(case, TASK.label.regions(case, slipped)) == slipped
    assert len(questions) == len(items)
    assert min(types[1], types[2], types[3]) >= len(items) // 6
