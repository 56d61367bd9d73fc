"""The released record of dependency parsing."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.tasks.dp.values import TaggedSentence, Tree
from pipeline.tasks.release_row import Example


@dataclass(frozen=True, slots=True)
class DpRow:
    """KLUE's fields of a sentence; the lists are aligned, an entry an eojeol."""

    guid: str
    sentence: str
    index: tuple[int, ...]
    word_form: tuple[str, ...]
    lemma: tuple[str, ...]
    pos: tuple[str, ...]
    head: tuple[int, ...]
    deprel: tuple[str, ...]


def dp_row(example: Example[TaggedSentence, Tree]) -> DpRow:
    """Make the record of a sentence."""
    tokens = example.value.tokens
    return DpRow(
        guid=example.guid,
        sentence=example.item.payload.sentence,
        index=tuple(range(1, len(tokens) + 1)),
        word_form=tuple(token.form for token in tokens),
        lemma=tuple(token.lemma for token in tokens),
        pos=tuple(token.pos for token in tokens),
        head=tuple(token.head for token in tokens),
        deprel=tuple(token.deprel for token in tokens),
    )
