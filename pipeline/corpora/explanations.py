"""Decisions about licences in words, with the documents that they rest on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipeline.corpora.expressions import parse, render
from pipeline.corpora.licences import allows_release, combine, may_go_out, objection, release_terms
from pipeline.corpora.terms import Terms, shipped_terms

_NAMED = 5


def explain(expression: str | None, release_licence: str, terms: Terms | None = None) -> str:
    """Tell in words what an expression permits and demands, and whether it may go into a release.

    Raises:
        BadInputError: it is not an SPDX expression.
        UsageError: ``release_licence`` is not one of the licences that releases may be under.
    """
    terms = terms or shipped_terms()
    alternatives = parse(expression, terms)
    lines = [render(alternatives)]
    for term in sorted(frozenset().union(*alternatives)):
        if term.licence is None:
            lines.append(f"  {term.key}: its terms are unknown")
            continue
        demands = ", ".join(sorted(term.licence.demands)) or "nothing"
        lines.append(f"  {term.key}: {term.licence.title}; demands {demands}; {term.licence.url}")
        if term.licence.grounds:
            lines.append(f"    {term.licence.grounds}")
        if term.licence.upgrades_to:
            lines.append(f"    may be taken forward to {', '.join(sorted(term.licence.upgrades_to))}")
    decision = allows_release(combine([expression], terms), release_licence, terms)
    answer = "yes" if decision.allowed else "no"
    lines.append(f"  release under {release_licence}: {answer}, {decision.reason}")
    return "\n".join(lines)


def tell(parts: Mapping[str, str | None], release_licence: str, terms: Terms | None = None) -> str:
    """Say in one sentence whether what is made of documents may go out, naming them by their licences.

    Args:
        parts: the licence of each document by its name; None where nobody stated one.
        release_licence: the licence of the release.
        terms: the licences that are known; those that are shipped if not given.

    >>> tell({"가": "CC0-1.0", "나": "CC-BY-NC-4.0"}, "CC-BY-SA-4.0")
    'may not go out under CC-BY-SA-4.0: CC-BY-NC-4.0 forbids commercial use (나)'

    Raises:
        BadInputError: a licence is not an SPDX expression.
        UsageError: ``release_licence`` is not one of the licences that releases may be under.
    """
    terms = terms or shipped_terms()
    release = release_terms(release_licence, terms)
    by_licence: dict[str, list[str]] = {}
    for name, licence in parts.items():
        by_licence.setdefault(render(parse(licence, terms)), []).append(name)
    reasons: dict[str, list[str]] = {}
    for licence, names in by_licence.items():
        alternatives = sorted(parse(licence, terms), key=lambda a: render([a]))
        if any(all(may_go_out(term.licence, release) for term in a) for a in alternatives):
            continue
        for term in sorted(frozenset().union(*alternatives)):
            if not may_go_out(term.licence, release):
                reasons.setdefault(objection(term, release), []).extend(names)
    if reasons:
        told = "; ".join(f"{reason} ({_names(names)})" for reason, names in sorted(reasons.items()))
        return f"may not go out under {release.id}: {told}"
    carried = combine(list(by_licence), terms).licence
    told = "; ".join(f"{licence} ({_names(names)})" for licence, names in sorted(by_licence.items()))
    return f"may go out under {release.id}, for it carries {carried}: {told or 'nobody else is in it'}"


def _names(names: Sequence[str]) -> str:
    """Name the first few, and count the others."""
    shown = sorted(set(names))
    more = len(shown) - _NAMED
    return ", ".join(shown[:_NAMED]) + (f" and {more} more" if more > 0 else "")
