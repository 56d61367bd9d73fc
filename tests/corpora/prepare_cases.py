"""Documents and workspaces for the tests of prepare."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pipeline.config import Config
from pipeline.context import Context, Processes
from pipeline.ids import doc_id, text_id
from pipeline.model import Document, Incident, Placement, Sentence
from pipeline.settings import Prepare

STORY = (
    "옛날 어느 마을에 {} 소년이 살았습니다. 소년은 아침마다 강가에 나가 물수제비를 떴습니다. "
    "어느 날 강 건너에서 낯선 배 한 척이 다가왔습니다. 배에는 {} 노인이 타고 있었습니다."
)


def document(
    native_id: str,
    text: str,
    source: str = "tales",
    group: str | None = None,
    title: str | None = None,
) -> Document:
    own = doc_id(source, native_id, text)
    return Document(
        doc_id=own,
        text_id=text_id(own, text),
        source=source,
        native_id=native_id,
        native_group=group,
        title=title,
        text=text,
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


def tale(number: int) -> Document:
    """Give a document that resembles no other: its words are numbers written in syllables."""
    words = [f"{'가나다라마바사아자차'[int(d)]}{n}" for n, d in enumerate(str(7 ** (number + 40)))]
    return document(f"{number}", f"{' '.join(words)} 이야기다. 끝은 {number}번째로 났다.")


TALES = [tale(number) for number in range(40)]


def context(folder: Path, workers: int = 1, **settings: object) -> Context:
    config = Config(workspace=folder, prepare=Prepare.model_validate(settings))
    return Context(config, map=Processes(workers))


def publish(context: Context, *shards: Sequence[Document]) -> None:
    content = str(hash(tuple(d.text_id for shard in shards for d in shard)))
    with context.workspace.publishing("ingest", content) as run:
        for number, shard in enumerate(shards):
            context.write(run, "documents", shard, number)
        context.write(run, "ingest_incidents", [])


def tables(context: Context) -> tuple[list[Sentence], list[Placement], list[Incident]]:
    return (
        context.read("sentences", Sentence),
        context.read("placements", Placement),
        context.read("prepare_incidents", Incident),
    )


def split_of(context: Context) -> dict[str, str]:
    return {placement.member: placement.split for placement in context.read("placements", Placement)}
