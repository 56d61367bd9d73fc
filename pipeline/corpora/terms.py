"""What licences permit and demand: ``licences.yaml``, read and checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from pipeline.config import Section
from pipeline.resources import shipped
from pipeline.yamlfile import Step, YamlFile, read_yaml

LICENCES = "licences.yaml"

Demand = Literal["attribution", "share-alike", "no commercial use", "no derivatives"]


@dataclass(frozen=True, slots=True)
class Licence:
    """A licence by its SPDX id, with the terms that matter to a data set.

    ``upgrades_to`` holds every licence that an adaptation may move to by the licence's own words, at once or
    by steps; ``grounds`` says why a text is free where no licence was given.
    """

    id: str
    title: str
    family: str
    commercial_use: bool
    derivatives: bool
    attribution: bool
    share_alike: bool
    upgrades_to: frozenset[str]
    url: str
    grounds: str | None

    @property
    def demands(self) -> frozenset[Demand]:
        """What whoever passes the text on must observe."""
        stated: dict[Demand, bool] = {
            "attribution": self.attribution,
            "share-alike": self.share_alike,
            "no commercial use": not self.commercial_use,
            "no derivatives": not self.derivatives,
        }
        return frozenset(demand for demand, holds in stated.items() if holds)

    @property
    def open(self) -> bool:
        """Whether anybody may use and change the text, for money too."""
        return self.commercial_use and self.derivatives


@dataclass(frozen=True, slots=True)
class Policy:
    """The families of licences that a source may be under."""

    accepted: frozenset[str]


@dataclass(frozen=True, eq=False)
class Terms:
    """All licences that are known, and which of them sources may be under."""

    licences: Mapping[str, Licence]
    policy: Policy


@cache
def shipped_terms() -> Terms:
    """Read the licences that ship with the program."""
    return load_terms(shipped("data_contracts") / LICENCES)


def load_terms(path: Path) -> Terms:
    """Read ``licences.yaml``.

    Raises:
        BadInputError: the file breaks its own form: an unknown key, a licence listed twice, an upgrade to a
            licence that is not listed, a family that the policy leaves open or accepts although it is not
            open. The message names the line.
    """
    source = read_yaml(path)
    file = source.parse(_File)
    licences: dict[str, Licence] = {}
    for f, family in enumerate(file.families):
        for n, entry in enumerate(family.licences):
            if entry.id in licences:
                raise source.error(f"{entry.id} is listed twice", "families", f, "licences", n)
            licences[entry.id] = Licence(
                id=entry.id,
                title=f"{family.title} {entry.version}" if entry.version else family.title,
                family=family.id,
                commercial_use=family.commercial_use,
                derivatives=family.derivatives,
                attribution=family.attribution,
                share_alike=family.share_alike,
                upgrades_to=_closure(source, family, entry, ("families", f, "licences", n)),
                url=entry.url,
                grounds=entry.grounds,
            )
    _check_policy(source, file)
    return Terms(MappingProxyType(licences), Policy(frozenset(file.policy.accepted)))


class _Licence(Section):
    id: str
    url: str
    version: str | None = None
    upgrades_to: tuple[str, ...] = ()
    grounds: str | None = None


class _Family(Section):
    id: str
    title: str
    commercial_use: bool
    derivatives: bool
    attribution: bool
    share_alike: bool
    licences: tuple[_Licence, ...]


class _Policy(Section):
    accepted: tuple[str, ...]
    refused: tuple[str, ...]


class _File(Section):
    families: tuple[_Family, ...]
    policy: _Policy


def _closure(source: YamlFile, family: _Family, licence: _Licence, at: tuple[Step, ...]) -> frozenset[str]:
    """Follow the upgrades of a licence, which stay inside its family."""
    steps = {entry.id: entry.upgrades_to for entry in family.licences}
    reached: set[str] = set()
    ahead = list(licence.upgrades_to)
    while ahead:
        step = ahead.pop()
        if step not in steps:
            raise source.error(f"{step} is not among the licences of {family.id}", *at, "upgrades_to")
        if step == licence.id:
            raise source.error(f"{step} cannot be an upgrade of itself", *at, "upgrades_to")
        if step not in reached:
            reached.add(step)
            ahead += steps[step]
    return frozenset(reached)


def _check_policy(source: YamlFile, file: _File) -> None:
    named = [*file.policy.accepted, *file.policy.refused]
    families = {family.id: family for family in file.families}
    for family_id in sorted(set(named) | set(families)):
        if family_id not in families:
            raise source.error(f"{family_id} is no family of licences", "policy")
        if named.count(family_id) != 1:
            raise source.error(f"{family_id} must be either accepted or refused, once", "policy")
    for family_id in file.policy.accepted:
        family = families[family_id]
        if not (family.commercial_use and family.derivatives):
            raise source.error(
                f"{family_id} forbids commercial use or derivatives and cannot be accepted",
                "policy",
                "accepted",
            )
