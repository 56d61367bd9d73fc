"""Documents with their sentences, as sampling sees them."""

from __future__ import annotations

from pipeline.model import Document, Link, Sentence
from pipeline.tasks.base import Text
from pipeline.text.sentences import split


def text(
    body: str,
    *,
    genre: str = "news",
    source: str = "sample-news",
    title: str | None = None,
    links: tuple[tuple[str, str], ...] = (),
    name: str = "1",
) -> Text:
    """A document of sentences; ``links`` pairs a label, where it first stands, with the page it leads to."""
    found = tuple(Link(body.index(label), body.index(label) + len(label), target) for label, target in links)
    document = Document(
        doc_id=f"d-{name}",
        text_id=f"t-{name}",
        source=source,
        native_id=name,
        native_group=None,
        title=title,
        text=body,
        links=found,
        url=None,
        revision=None,
        contributors=(),
        published_at=None,
        category=None,
        genre=genre,
        licence="CC0-1.0",
        attribution="",
    )
    sentences = tuple(
        Sentence(document.text_id, s.start, s.end, s.text, s.morphemes, ()) for s in split(body)
    )
    return Text(document, sentences, ())
