"""Passages, questions and units to test with; all texts are made up."""

from __future__ import annotations

from pipeline.model import Dispute, Document, Item, Sentence
from pipeline.tasks.base import Answer, Case, Text, Unit
from pipeline.tasks.mrc import TASK
from pipeline.tasks.mrc.values import Answers, Passage, PassageQuestion, Span

PARAGRAPHS = (
    "달그림자 극장은 강가에 있는 야외 공연장이다. 무용가 오세란이 1991년 버려진 선착장을 고쳐 만들었다.",
    "그는 2005년까지 예술감독을 맡았고, 뒤를 이은 사람은 제자 임도현이다. 객석은 420석이다.",
)
CONTEXT = "\n\n".join(PARAGRAPHS)


def span(text: str, context: str = CONTEXT) -> Span:
    start = context.index(text)
    return Span(start, start + len(text))


def sentences(context: str = CONTEXT) -> tuple[Span, ...]:
    """Take every full stop for the end of a sentence."""
    found = []
    start = 0
    for end in (index + 1 for index, character in enumerate(context) if character == "."):
        lead = len(context[start:end]) - len(context[start:end].lstrip())
        found.append(Span(start + lead, end))
        start = end
    return tuple(found)


def text(
    *paragraphs: str, flags: dict[str, tuple[str, ...]] | None = None, genre: str = "encyclopaedia"
) -> Text:
    """Make a document; ``flags`` are those of the sentences that hold a word."""
    body = "\n\n".join(paragraphs)
    document = Document(
        doc_id="d",
        text_id="t",
        source="sample-wiki",
        native_id=None,
        native_group=None,
        title="달그림자 극장",
        text=body,
        links=(),
        url=None,
        revision=None,
        contributors=(),
        published_at=None,
        category="생활문화",
        genre=genre,
        licence="CC0-1.0",
        attribution="",
    )
    made = []
    for place in sentences(body):
        own = [flag for word, found in (flags or {}).items() if word in place.of(body) for flag in found]
        made.append(Sentence("t", place.start, place.end, place.of(body), (), tuple(own)))
    return Text(document, tuple(s for s in made if not s.flags), tuple(s for s in made if s.flags))


def passage(number: int = 1) -> Passage:
    return Passage("달그림자 극장", CONTEXT, sentences(), number, "")


def question(
    asked: str = "야외 공연장을 만든 사람은 누구인가?", kind: int = 1, plausible: tuple[Span, ...] = ()
) -> PassageQuestion:
    return PassageQuestion("달그림자 극장", CONTEXT, asked, kind, plausible, "")


def write_item(number: int = 1) -> Item[Passage]:
    payload = passage(number)
    return Item(
        item_id=TASK.rounds[0].item_id(payload),
        task="mrc",
        round="write",
        batch="b001",
        payload=payload,
        text_ids=("t",),
        placement="train",
        stratum="sample-wiki",
        group="달그림자",
        source="sample-wiki",
        licence="CC0-1.0",
    )


def label_item(payload: PassageQuestion | None = None, group: str = "달그림자") -> Item[PassageQuestion]:
    shown = question() if payload is None else payload
    return Item(
        item_id=TASK.label.item_id(shown),
        task="mrc",
        round="label",
        batch="b001",
        payload=shown,
        text_ids=("t",),
        placement="train",
        stratum="sample-wiki",
        group=group,
        source="sample-wiki",
        licence="CC0-1.0",
    )


def answers(*texts: str) -> Answers:
    return Answers(tuple(sorted(span(text) for text in texts)))


def unit(*given: Answers, of: Item[PassageQuestion] | None = None) -> Unit[PassageQuestion, Answers]:
    return Unit(
        label_item() if of is None else of,
        tuple(Answer(f"a{number}", value) for number, value in enumerate(given)),
    )


def dispute(*given: Answers) -> Case[PassageQuestion, Answers]:
    item = label_item()
    return Case(item, Dispute(item.item_id, "mrc", given, None))
