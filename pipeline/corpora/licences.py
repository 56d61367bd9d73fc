"""The algebra of licences: what may a text, a row, a split, a release carry, given what it was made of?

The order behind it: text under licence *a* **flows into** a work under *b* if *a* is *b* or upgrades to it,
or if *a* is not share-alike, allows derivatives, and *b* demands all that *a* demands. A combination keeps
the licences that flow into no other one of it; one that forbids commercial use or derivatives, is unknown, or
excludes another stays in it for good, and no release may be made of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from pipeline.corpora.expressions import (
    MOST_ALTERNATIVES,
    NOASSERTION,
    UNSTATED,
    Alternative,
    Term,
    parse,
    render,
)
from pipeline.corpora.terms import Licence, Policy, Terms, shipped_terms
from pipeline.errors import BadInputError, UsageError

__all__ = [
    "NOASSERTION",
    "Combined",
    "Decision",
    "Verdict",
    "allows_release",
    "combine",
    "demands_attribution",
    "flows_into",
    "legal_texts",
    "objection",
    "parse",
    "verdict",
]

VerdictName = Literal["accept", "accept-with-warning", "quarantine", "refuse"]

_OWN = "CC0-1.0"


@dataclass(frozen=True, slots=True)
class Combined:
    """What something made of several texts must carry, as an SPDX expression, and why."""

    licence: str
    because: str


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether a release may be made under a licence; ``offenders`` are the licences that forbid it."""

    allowed: bool
    reason: str
    offenders: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is said to a source; ``licence`` is what its texts are taken under.

    Of several alternatives only those that are accepted remain. Where none is, it is what was stated, and
    None where nothing was, or no SPDX expression.
    """

    name: VerdictName
    reason: str
    licence: str | None = None

    @property
    def accepted(self) -> bool:
        """Whether the source may be read."""
        return self.name in ("accept", "accept-with-warning")


def combine(expressions: Sequence[str | None], terms: Terms | None = None) -> Combined:
    """Combine the licences of the parts of one work; None is a licence that nobody stated.

    Commutative, associative and idempotent; an alternative (``OR``) stays open as long as it may matter.
    Nothing at all combines to CC0-1.0, which flows into everything.

    >>> combine(["CC0-1.0", "CC-BY-SA-3.0", "CC-BY-SA-4.0"]).licence
    'CC-BY-SA-4.0'
    >>> combine(["GFDL-1.3-only OR CC-BY-SA-3.0", "CC-BY-4.0"]).licence
    'CC-BY-SA-3.0 OR GFDL-1.3-only'

    Raises:
        BadInputError: one of them is not an SPDX expression, or they leave too many alternatives.
    """
    return _combine(frozenset(expressions), terms or shipped_terms())


def allows_release(combined: Combined, release_licence: str, terms: Terms | None = None) -> Decision:
    """Decide whether what carries ``combined`` may go out under one licence.

    >>> allows_release(combine(["CC-BY-SA-4.0"]), "CC-BY-SA-3.0").offenders
    ('CC-BY-SA-4.0',)

    Raises:
        UsageError: ``release_licence`` is not one of the licences that releases may be under.
    """
    terms = terms or shipped_terms()
    release = release_terms(release_licence, terms)
    found: list[tuple[Alternative, list[Term]]] = []
    for alternative in sorted(parse(combined.licence, terms), key=lambda a: render([a])):
        offenders = sorted(term for term in alternative if not may_go_out(term.licence, release))
        if not offenders:
            return Decision(True, f"{render([alternative])} may be released under {release.id}")
        found.append((alternative, offenders))
    keys = sorted({term.key for _, offenders in found for term in offenders})
    reasons = sorted({objection(term, release) for _, offenders in found for term in offenders})
    return Decision(False, "; ".join(reasons), tuple(keys))


def verdict(
    declared: str | None, policy: Policy, release_licence: str, terms: Terms | None = None
) -> Verdict:
    """Judge the licence that a source declares.

    An expression is judged by its best alternative. Nothing stated, or a licence of unknown terms, is
    quarantined; terms that the policy or the release excludes are refused.

    Raises:
        UsageError: ``release_licence`` is not one of the licences that releases may be under.
    """
    terms = terms or shipped_terms()
    release = release_terms(release_licence, terms)
    try:
        alternatives = parse(declared, terms)
    except BadInputError as error:
        return Verdict("quarantine", error.what)
    judged = {alternative: _judge(alternative, policy, release) for alternative in alternatives}
    best = min(judged.values(), key=lambda v: (_BEST_FIRST.index(v.name), v.reason))
    if best.accepted:
        chosen = frozenset(alternative for alternative, said in judged.items() if said.name == best.name)
        return replace(best, licence=render(chosen))
    return best if declared is None else replace(best, licence=render(alternatives))


def demands_attribution(expression: str, terms: Terms | None = None) -> bool:
    """Tell whether somebody must be named, whichever alternative is chosen.

    Raises:
        BadInputError: it is not an SPDX expression.
    """
    alternatives = parse(expression, terms or shipped_terms())
    return all(any(t.licence is not None and t.licence.attribution for t in a) for a in alternatives)


def legal_texts(expression: str | None, terms: Terms | None = None) -> list[str]:
    """List the addresses of the licences in an expression, as far as they are known.

    >>> legal_texts("GFDL-1.3-only OR CC-BY-4.0")
    ['https://creativecommons.org/licenses/by/4.0/', 'https://www.gnu.org/licenses/fdl-1.3.html']

    Raises:
        BadInputError: it is not an SPDX expression.
    """
    named = frozenset().union(*parse(expression, terms or shipped_terms()))
    return [term.licence.url for term in sorted(named) if term.licence is not None]


def release_terms(release_licence: str, terms: Terms) -> Licence:
    """Look up the licence of a release.

    Raises:
        UsageError: it is not listed, or forbids commercial use or derivatives.
    """
    licence = terms.find(release_licence)
    if licence is None or not licence.open:
        usable = sorted(known.id for known in terms.licences.values() if known.open)
        raise UsageError(
            f"a release cannot be under {release_licence!r}",
            "set release.licence to one of " + ", ".join(usable),
        )
    return licence


_BEST_FIRST: tuple[VerdictName, ...] = ("accept", "accept-with-warning", "quarantine", "refuse")


def _judge(alternative: Alternative, policy: Policy, release: Licence) -> Verdict:
    unknown = [term for term in alternative if term.licence is None]
    known = [(term, term.licence) for term in alternative if term.licence is not None]
    objections = sorted(objection(t, release) for t, licence in known if not may_go_out(licence, release))
    objections += sorted(
        f"{term.key}: licences.yaml does not accept {licence.family} for texts"
        for term, licence in known
        if may_go_out(licence, release) and licence.family not in policy.accepted
    )
    if objections:
        return Verdict("refuse", "; ".join(objections))
    if unknown:
        return Verdict("quarantine", "; ".join(sorted(objection(term, release) for term in unknown)))
    due = " with attribution" if any(licence.attribution for _, licence in known) else ""
    reason = f"{render([alternative])} flows into {release.id}{due}"
    if any(term.exception for term, _ in known):
        return Verdict("accept-with-warning", f"{reason}; what the exception permits is not made use of")
    return Verdict("accept", reason)


def may_go_out(licence: Licence | None, release: Licence) -> bool:
    """Tell whether a text under a licence may be part of a release; None is a licence of unknown terms."""
    return licence is not None and licence.open and flows_into(licence, release)


def objection(term: Term, release: Licence) -> str:
    """Say why a term that does not flow into a release keeps a text out of it."""
    if term.licence is None or not term.licence.open:
        return _bar(term)
    if term.licence.share_alike:
        return f"{term.key} is share-alike and may not become {release.id}"
    return f"{term.key} demands what {release.id} does not"


def _bar(term: Term) -> str:
    """Say why a term keeps a text out of every release."""
    if term.licence is None:
        stated = term.key not in UNSTATED
        return f"{term.key}: its terms are unknown" if stated else "no licence is stated"
    return f"{term.key} forbids {'derivatives' if term.licence.commercial_use else 'commercial use'}"


@lru_cache(maxsize=4096)
def _combine(expressions: frozenset[str | None], terms: Terms) -> Combined:
    parsed = sorted((parse(expression, terms) for expression in expressions), key=render)
    combined: frozenset[Alternative] = frozenset({frozenset()})
    for alternatives in parsed:
        combined = _least(frozenset(_greatest(a | b) for a in combined for b in alternatives))
        if len(combined) > MOST_ALTERNATIVES:
            raise BadInputError(
                f"{len(expressions)} licences leave more than {MOST_ALTERNATIVES} alternatives to tell apart",
                "choose one of the alternatives where a source offers several",
            )
    licence = render(combined) or _OWN
    return Combined(licence, _because(sorted(render(alternatives) for alternatives in parsed), combined))


def _because(parts: Sequence[str], combined: frozenset[Alternative]) -> str:
    if not parts:
        return "it is made of nobody else's text"
    kept = {term.key for term in frozenset().union(*combined)}
    absorbed = [part for part in dict.fromkeys(parts) if part not in kept]
    reasons = [f"{part} flows into {render(combined)}" for part in absorbed if part != render(combined)]
    reasons += [
        _bar(term)
        for term in sorted(frozenset().union(*combined))
        if term.licence is None or not term.licence.open
    ]
    reasons += [
        f"{' and '.join(sorted(t.key for t in alternative))} hold together"
        for alternative in sorted(combined, key=lambda a: render([a]))
        if len(alternative) > 1
    ]
    return "; ".join(reasons) or f"all of it is under {render(combined)}"


def _greatest(terms: Iterable[Term]) -> Alternative:
    """Drop the terms that flow into another one."""
    terms = frozenset(terms)
    return frozenset(a for a in terms if not any(_below(a, b) for b in terms))


def _least(alternatives: frozenset[Alternative]) -> frozenset[Alternative]:
    """Drop the alternatives that are no better than another one."""
    return frozenset(a for a in alternatives if not any(a != b and _no_worse(b, a) for b in alternatives))


def _no_worse(better: Alternative, worse: Alternative) -> bool:
    return all(any(a == b or _below(a, b) for b in worse) for a in better)


def _below(a: Term, b: Term) -> bool:
    """Tell whether ``a`` gives way to ``b``: a strict partial order.

    Where two licences flow into each other, as the versions of an attribution licence do, the upgrades order
    them, and failing these their names. Of one licence with and without an exception, that without stays:
    nobody need grant the exception for the whole.
    """
    if a.licence is None or b.licence is None or not flows_into(a.licence, b.licence):
        return False
    if a.licence == b.licence:
        return a.exception and not b.exception
    if not flows_into(b.licence, a.licence):
        return True
    up, down = a.licence.may_become(b.licence), b.licence.may_become(a.licence)
    return up and (not down or a.key < b.key)


def flows_into(a: Licence, b: Licence) -> bool:
    """Tell whether a text under ``a`` may become part of a work under ``b``."""
    return a.may_become(b) or (not a.share_alike and a.derivatives and a.demands <= b.demands)
