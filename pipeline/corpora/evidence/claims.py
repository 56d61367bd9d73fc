"""Findings sorted by what they mean for the data."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum, auto

from pipeline.corpora.evidence.finding import Finding
from pipeline.corpora.evidence.mentions import PUBLIC_DOMAIN, UNSPECIFIED
from pipeline.corpora.evidence.rider_words import NO_CHANGES, NO_REDISTRIBUTION, NON_COMMERCIAL, RESERVED, USE
from pipeline.corpora.expressions import parse, render
from pipeline.corpora.licences import flows_into
from pipeline.corpora.terms import Licence, Terms
from pipeline.errors import BadInputError

SOFTWARE = frozenset(("software-waiver", "permissive-software", "MPL", "LGPL", "GPL", "AGPL", "BSD"))
"""Families that people put beside a corpus for the code around it."""

_FREE = frozenset(("public-domain", "CC0", "PDDL", "KOGL-0"))
_HERE = ("data", "work", "part")


class Relation(Enum):
    """How a stated licence stands to the declared one."""

    AGREES = auto()
    BECOMES = auto()
    UNVERSIONED = auto()
    CONTRADICTS = auto()


class Claims:
    """What the findings in a folder claim.

    ``licences`` are those of the data, software licences only where no other is stated; ``set_aside`` are
    software licences that the data's own licence puts aside. ``barred`` are licences and riders of the data
    that a release cannot have, ``appended`` riders inside a licence file or on a
    licence; ``reserved`` and ``doubts`` are
    rights and uses reserved beside an open licence, or without one. ``silent`` are documents that could
    have stated a licence, where no document states any of anything. ``upstream`` are the licences of works
    upstream that may go on, ``upstream_barred`` those, and those of parts, that may not,
    ``reserved_upstream`` the rights that others keep. ``aside`` are barred
    licences of other works and versions.
    """

    def __init__(self, findings: Sequence[Finding], terms: Terms) -> None:
        self._terms = terms
        here = [f for f in findings if f.scope in _HERE]
        stated = [f for f in here if f.licence is not None]
        by_law = [f for f in findings if f.scope == "upstream" and self._of_family(f, "public-domain")]
        content = [f for f in stated if not self.is_software(f)] or by_law
        explicit = [f for f in stated if f.scope == "data"]
        software = [f for f in stated if self.is_software(f) and f.scope != "part"]
        own = [f for f in software if f in explicit]
        opposed = bool(content or own)
        licences = content + (own if opposed else software)
        self.set_aside = [f for f in software if f not in licences]
        forbids = (NON_COMMERCIAL, NO_CHANGES, NO_REDISTRIBUTION)
        riders = [f for f in here if f.restriction in forbids]
        self.appended = [f for f in riders if f.source == "licence" or f.kind == "condition"]
        closed = [f for f in licences if self._closed(f)]
        self.barred = [f for f in closed if f.scope != "part"] + [f for f in riders if f not in self.appended]
        self.licences = self._most_specific([f for f in licences if f not in closed])
        self.open_content = [f for f in self.licences if not self.is_software(f)]
        above = [f for f in findings if f.scope == "upstream"]
        parts = [f for f in closed if f.scope == "part"]
        self.upstream_barred = parts + [f for f in above if f.restriction in forbids or self._closed(f)]
        self.upstream = [f for f in above if f.licence and not self._closed(f) and not self.is_software(f)]
        self.reserved_upstream = [f for f in above if f.restriction == RESERVED]
        self.aside = [f for f in findings if f.scope == "other" and f.licence and self._closed(f)]
        reserving = [f for f in here if f.restriction in (USE, RESERVED)]
        self.reserved, self.doubts = (reserving, []) if self.open_content else ([], reserving)
        self.notes = [f"{f.where}: {f.text}" for f in findings if f.kind in ("unread", "pointer")]
        self.unnamed = [f for f in here if f.kind == "metadata" and not f.licence and not f.restriction]
        self.silent = (
            []
            if any(f.licence for f in findings)
            else [f for f in findings if f.kind in ("silent", "pointer")]
        )

    def is_software(self, finding: Finding) -> bool:
        """Whether all that a finding names are software licences."""
        return _of_software(finding.licence or "", self._terms)

    def known(self, licence: str) -> bool:
        """Whether an expression can be chosen by: see ``choosable``."""
        return self.choosable(licence) is not None

    def choosable(self, licence: str) -> str | None:
        """Keep the alternatives of which every licence is listed with its version; None where none is."""
        try:
            alternatives = parse(licence, self._terms)
        except BadInputError:
            return None
        listed = [a for a in alternatives if all(term.licence is not None for term in a)]
        return render(listed) if listed else None

    def _of_family(self, finding: Finding, family: str) -> bool:
        return _families(finding.licence or "", self._terms) == {family}

    def _closed(self, finding: Finding) -> bool:
        """Whether every alternative of a stated licence forbids commercial use or derivatives."""
        licence = finding.licence or ""
        if (example := _of_family(licence, self._terms)) is not None:
            return not example.open
        try:
            alternatives = parse(licence, self._terms)
        except BadInputError:
            return False
        return all(any(t.licence is not None and not t.licence.open for t in a) for a in alternatives)

    def _most_specific(self, findings: list[Finding]) -> list[Finding]:
        """Drop families where a document states the version, and the unspecified where one specifies."""
        families = {
            family
            for f in findings
            if self.known(f.licence or "")
            for family in _families(f.licence or "", self._terms)
        }
        return [
            f
            for f in findings
            if not (
                f.licence in families
                or (f.licence == UNSPECIFIED and families)
                or (f.licence == PUBLIC_DOMAIN and families & _FREE)
            )
        ]


def _families(licence: str, terms: Terms) -> set[str]:
    if licence in SOFTWARE or _of_family(licence, terms) is not None:
        return {licence}
    try:
        alternatives = parse(licence, terms)
    except BadInputError:
        return set()
    return {t.licence.family if t.licence else "" for a in alternatives for t in a}


def _of_software(licence: str, terms: Terms) -> bool:
    families = _families(licence, terms)
    return bool(families) and families <= SOFTWARE


def relation(stated: str | None, declared: str, terms: Terms) -> Relation:
    """Tell how a licence that a document states stands to the declared one.

    The declared licence may be what is stated, or what the stated one may become; a declared choice agrees
    with each of its alternatives.
    """
    licence = stated or ""
    if _of_software(licence, terms) and licence not in {t.key for a in parse(declared, terms) for t in a}:
        return Relation.CONTRADICTS
    asked = {term.licence for alternative in parse(declared, terms) for term in alternative if term.licence}
    if (family := _of_family(licence, terms)) is not None:
        return (
            Relation.UNVERSIONED if any(a.family == family.family for a in asked) else _loosely(family, asked)
        )
    if licence == PUBLIC_DOMAIN:
        return Relation.UNVERSIONED if any(a.family in _FREE for a in asked) else Relation.CONTRADICTS
    if licence == UNSPECIFIED:
        return Relation.UNVERSIONED
    try:
        alternatives = parse(licence, terms)
    except BadInputError:
        return Relation.CONTRADICTS
    best = Relation.CONTRADICTS
    for alternative in alternatives:
        known = [term.licence for term in alternative]
        if any(one is None for one in known):
            continue
        if all(one in asked for one in known):
            return Relation.AGREES
        if all(one is not None and any(flows_into(one, a) for a in asked) for one in known):
            best = Relation.BECOMES
    return best


def _loosely(family: Licence, asked: set[Licence]) -> Relation:
    may = not family.share_alike and any(family.demands <= a.demands for a in asked)
    return Relation.BECOMES if may else Relation.CONTRADICTS


def _of_family(licence: str, terms: Terms) -> Licence | None:
    """Give some licence of a family, None where there is no such family of several licences."""
    if licence in terms.licences:
        return None
    return next((known for known in terms.licences.values() if known.family == licence), None)
