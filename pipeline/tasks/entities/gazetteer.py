"""The gazetteer: names that are known, and words that tell what an unknown name is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from pipeline.resources import shipped
from pipeline.tasks.entities.mention import MentionType
from pipeline.yamlfile import YamlFile, read_yaml

Words = list[str]
Named = Literal["LC", "OG"]
Moment = Literal["DT", "TI"]


class _People(BaseModel):
    """Words about persons."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    surnames: Words = Field(description="Family names.")
    honorifics: Words = Field(description="What follows a person's name in polite speech.")
    kinship: Words = Field(description="Relations that stand before a person's name.")
    titles: Words = Field(description="Professions and offices, before or after a person's name.")
    religions: Words = Field(description="Faiths, which per:religion points to.")


class _File(BaseModel):
    """``gazetteer.yaml``."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    names: dict[Named, dict[str, Words]] = Field(description="Known names by type, in lists by kind.")
    suffixes: dict[Named, Words] = Field(description="Ends of names by type.")
    people: _People = Field(description="Words about persons.")
    moments: dict[Moment, Words] = Field(description="Times that are named, not counted, by type.")
    units: Words = Field(description="What quantities are counted in.")


@dataclass(frozen=True, slots=True, eq=False)
class Gazetteer:
    """Names, and words that tell the types of other names; ``suffixes`` maps the ends of names to types."""

    names: Mapping[str, MentionType]
    suffixes: Mapping[str, MentionType]
    surnames: frozenset[str]
    honorifics: frozenset[str]
    kinship: frozenset[str]
    titles: frozenset[str]
    religions: frozenset[str]
    moments: Mapping[str, MentionType]
    units: tuple[str, ...]


def read_gazetteer(path: Path) -> Gazetteer:
    """Read ``gazetteer.yaml``.

    Raises:
        BadInputError: a key is missing or unknown, or a word stands under two types.
    """
    source = read_yaml(path)
    file = source.parse(_File)
    names = {
        type_: [word for words in kinds.values() for word in words] for type_, kinds in file.names.items()
    }
    return Gazetteer(
        names=_by_word(source, "names", names),
        suffixes=_by_word(source, "suffixes", file.suffixes),
        surnames=frozenset(file.people.surnames),
        honorifics=frozenset(file.people.honorifics),
        kinship=frozenset(file.people.kinship),
        titles=frozenset(file.people.titles),
        religions=frozenset(file.people.religions),
        moments=_by_word(source, "moments", file.moments),
        units=tuple(file.units),
    )


@cache
def gazetteer() -> Gazetteer:
    """Read the gazetteer that ships with the program, once."""
    return read_gazetteer(shipped("data_contracts") / "gazetteer.yaml")


def _by_word(
    source: YamlFile, section: str, words: Mapping[Named, Words] | Mapping[Moment, Words]
) -> dict[str, MentionType]:
    types: dict[str, MentionType] = {}
    for type_, listed in words.items():
        for word in listed:
            if types.setdefault(word, type_) != type_:
                raise source.error(f"{word} is {types[word]} and {type_}", section, type_)
    return types
