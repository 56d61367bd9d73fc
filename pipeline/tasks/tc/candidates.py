"""Headlines of news documents."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.tasks.base import Candidate, Text
from pipeline.tasks.tc.values import Headline

LENGTH = range(8, 81)
"""Code points that a headline may have."""


def headlines(texts: Sequence[Text], _seed: int) -> Iterator[Candidate[Headline]]:
    """Propose the title of every news document; its section is the stratum.

    Headlines have no clauses to count: their difficulty is 0.
    """
    for text in texts:
        document = text.document
        if document.genre != "news" or document.title is None or len(document.title) not in LENGTH:
            continue
        yield Candidate(
            payload=Headline(
                title=document.title,
                predefined_news_category=document.category or "",
                url=document.url or "",
                date=document.published_at or "",
            ),
            documents=(document,),
            stratum=document.category or document.source,
            group=document.doc_id,
            length=len(document.title),
            difficulty=0,
        )
