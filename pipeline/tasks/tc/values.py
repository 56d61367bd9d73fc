"""Topic classification: a headline, and up to three ranked topics for it."""

from __future__ import annotations

from dataclasses import dataclass

TOPICS = ("정치", "경제", "사회", "생활문화", "세계", "IT과학", "스포츠")
NO_TOPIC = "해당없음"
SCOPES = ("first", "second", "third")


@dataclass(frozen=True, slots=True)
class Headline:
    """What is classified: a headline; section, address and date are carried along and not shown."""

    title: str
    predefined_news_category: str
    url: str
    date: str


@dataclass(frozen=True, slots=True)
class Topics:
    """Topics by rank, the best first; none at all means that no topic fits."""

    topics: tuple[str, ...]

    def scope(self, rank: int) -> str:
        """Give the topic of a rank (from 0), or ``해당없음``."""
        return self.topics[rank] if rank < len(self.topics) else NO_TOPIC
