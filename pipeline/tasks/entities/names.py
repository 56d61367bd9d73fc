"""Names of persons, places and organisations, and professions: found in morphemes, typed by gazetteer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.model import Sentence
from pipeline.tasks.entities.gazetteer import Gazetteer
from pipeline.tasks.entities.mention import Mention, MentionType
from pipeline.tasks.entities.stems import Stem, stems

_TO_PERSONS = ("에게", "한테", "께")
_JOINED: frozenset[MentionType] = frozenset({"PS", "LC", "OG", "NAME"})


def names(sentence: Sentence, gazetteer: Gazetteer) -> Iterator[Mention]:
    """Find names and professions; names that touch across a space, without a particle, may be one."""
    run: Mention | None = None
    open_end = False
    found = stems(sentence)
    for position, stem in enumerate(found):
        type_ = _type_in_context(found, position, sentence.text, gazetteer)
        touches = run is not None and open_end and stem.start == run.end + 1
        joined = _joined(run.type, type_) if run is not None and touches else None
        if run is not None and joined is not None:
            run = Mention(run.start, stem.end, joined)
        else:
            if run is not None:
                yield run
            run = None if type_ is None else Mention(stem.start, stem.end, type_)
        open_end = not stem.particle
    if run is not None:
        yield run


def guess(surface: str, proper: bool, gazetteer: Gazetteer) -> MentionType | None:
    """Tell the type of a name by itself: as it is listed, or by how it ends; None if nothing tells.

    Of two or more words the last decides.
    """
    if surface in gazetteer.religions:
        return "NAME"
    if surface in gazetteer.titles:
        return "TITLE"
    listed = gazetteer.names.get(surface)
    if listed is not None and (proper or listed == "OG"):
        return listed
    person = proper and looks_like_person(surface, gazetteer)
    word = surface.rsplit(" ", 1)[-1]
    if word in gazetteer.suffixes:
        return None
    for length in range(len(word) - 1, 1, -1):
        type_ = gazetteer.suffixes.get(word[-length:])
        if type_ is not None and (proper or len(word) - length > 1):
            return type_
    type_ = gazetteer.suffixes.get(word[-1:])
    if type_ is not None and proper and _is_hangul(word):
        return "PS" if person and type_ == "OG" else type_
    return "PS" if person else None


def looks_like_person(surface: str, gazetteer: Gazetteer) -> bool:
    """Tell a family name with a given name of two syllables, or of one or two after a long family name."""
    if not _is_hangul(surface):
        return False
    if surface[:2] in gazetteer.surnames:
        return len(surface) in (3, 4)
    return surface[:1] in gazetteer.surnames and len(surface) == 3


def _is_hangul(word: str) -> bool:
    return all("가" <= letter <= "힣" for letter in word)


def _joined(left: MentionType, right: MentionType | None) -> MentionType | None:
    """Give the type of two names in a row that are one: a place in a place, a given and a family name."""
    if left == right and left in _JOINED:
        return left
    return "PS" if (left, right) == ("PS", "NAME") else None


def _type_in_context(
    found: Sequence[Stem], position: int, text: str, gazetteer: Gazetteer
) -> MentionType | None:
    stem = found[position]
    type_ = guess(stem.surface, stem.proper, gazetteer)
    if type_ in ("OG", "TITLE") or stem.surface in gazetteer.religions:
        return type_
    if looks_like_person(stem.surface, gazetteer):
        may_be = stem.proper or stem.parts == len(stem.surface)
    else:
        may_be = stem.proper and type_ is None
    before = found[position - 1].surface if position and _touches(found[position - 1], stem) else ""
    follows = position + 1 < len(found) and _touches(stem, found[position + 1])
    after = found[position + 1].surface if follows else ""
    if may_be and _is_person(stem, before, after, text, gazetteer):
        return "PS"
    return type_ or ("NAME" if stem.proper else None)


def _is_person(stem: Stem, before: str, after: str, text: str, gazetteer: Gazetteer) -> bool:
    """Tell a person by the particle, a title beside the name, or a year or an age behind it."""
    if stem.particle.startswith(_TO_PERSONS):
        return True
    if text[stem.end : stem.end + 1] == "(" and text[stem.end + 1 : stem.end + 2].isdigit():
        return True
    return (
        before in gazetteer.titles
        or before in gazetteer.kinship
        or after in gazetteer.titles
        or after in gazetteer.honorifics
    )


def _touches(left: Stem, right: Stem) -> bool:
    return not left.particle and right.start == left.end + 1
