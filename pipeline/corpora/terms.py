"""What licences permit and demand: ``licences.yaml``, read and checked."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from pipeline.resources import shipped
from pipeline.settings import Section
from pipeline.yamlfile import Step, YamlFile, read_yaml

LICENCES = "licences.yaml"

_PORT = re.compile(r"(?:LicenseRef-)?(?P<licence>CC-[A-Z-]+-(?P<version>\d\.\d))-(?P<port>[A-Z]+)")

Demand = Literal["attribution", "share-alike", "no commercial use", "no derivatives"]


@dataclass(frozen=True, slots=True)
class Licence:
    """A licence by its SPDX id, with the terms that matter to a data set.

    ``upgrades_to`` holds every listed licence that an adaptation may move to by the licence's own words, at
    once or by steps; ``port_of`` names the version that a port known by rule only stands beside; ``grounds``
    says why a text is free where no licence was given.
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
    port_of: str | None = None

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

    def may_become(self, other: Licence) -> bool:
        """Tell whether the licence's own words let an adaptation move to ``other``, or ``other`` is it."""
        steps = (self.id, *self.upgrades_to)
        return other.id in steps or (other.port_of in steps if other.port_of else False)


@dataclass(frozen=True, slots=True)
class Policy:
    """The families of licences that a source may be under."""

    accepted: frozenset[str]


@dataclass(frozen=True, slots=True)
class Ports:
    """For which versions of Creative Commons licences which national ports are known by rule."""

    versions: frozenset[str]
    jurisdictions: frozenset[str]


@dataclass(frozen=True, eq=False)
class Terms:
    """The licences that are listed, the ports that are known by rule, and what sources may be under."""

    licences: Mapping[str, Licence]
    ports: Ports
    policy: Policy

    def find(self, licence_id: str) -> Licence | None:
        """Look a licence up by its id; a ``LicenseRef-`` before a Creative Commons licence may be missing.

        >>> shipped_terms().find("CC-BY-SA-3.0-DE").title
        'Creative Commons Attribution-ShareAlike 3.0 DE'
        >>> shipped_terms().find("CC-BY-2.0-KR").id
        'LicenseRef-CC-BY-2.0-KR'
        """
        listed = self.licences.get(licence_id) or self.licences.get(f"LicenseRef-{licence_id}")
        return listed or self._port(licence_id)

    def _port(self, licence_id: str) -> Licence | None:
        named = _PORT.fullmatch(licence_id)
        if named is None or named["port"] not in self.ports.jurisdictions:
            return None
        version = self.licences.get(named["licence"])
        if version is None or named["version"] not in self.ports.versions:
            return None
        where = named["port"].lower()
        return replace(
            version,
            id=licence_id,
            title=f"{version.title} {named['port']}",
            url=f"{version.url}{where}/",
            port_of=version.id,
        )


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
    return Terms(
        MappingProxyType(licences),
        Ports(frozenset(file.ports.versions), frozenset(file.ports.jurisdictions)),
        Policy(frozenset(file.policy.accepted)),
    )


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


class _Ports(Section):
    versions: tuple[str, ...] = ()
    jurisdictions: tuple[str, ...] = ()


class _Policy(Section):
    accepted: tuple[str, ...]
    refused: tuple[str, ...]


class _File(Section):
    families: tuple[_Family, ...]
    ports: _Ports = _Ports()
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
