"""The verdict on a folder: what its documents say, held against what is declared."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.corpora.evidence.claims import Claims, Relation, relation
from pipeline.corpora.evidence.finding import Finding
from pipeline.corpora.evidence.rider_words import RESERVED, USE
from pipeline.corpora.evidence.scan import scan
from pipeline.corpora.expressions import UNSTATED, parse, render
from pipeline.corpora.licences import Verdict, combine, verdict
from pipeline.corpora.terms import Terms, shipped_terms
from pipeline.errors import BadInputError, UsageError


@dataclass(frozen=True, slots=True)
class Checked:
    """What is said to a folder, and on what evidence."""

    declared: str | None
    verdict: Verdict
    findings: tuple[Finding, ...]


def check_folder(
    folder: Path,
    declared: str | None = None,
    release_licence: str = "CC-BY-SA-4.0",
    terms: Terms | None = None,
) -> Checked:
    """Judge a folder by the documents in it and by the licence that is declared for it, if any.

    Raises:
        UsageError: there is no such folder, or ``release_licence`` is not one that releases may be under.
    """
    if not folder.is_dir():
        raise UsageError(f"{folder}: there is no such folder", "name the folder that holds the corpus")
    terms = terms or shipped_terms()
    findings = scan(folder, terms)
    return Checked(declared, weigh(findings, declared, release_licence, terms), tuple(findings))


def weigh(findings: Sequence[Finding], declared: str | None, release_licence: str, terms: Terms) -> Verdict:
    """Judge what is declared by what was found.

    Refused is what is certain, quarantined what is contradictory or unknown, accepted what agrees. What
    forbids commercial use, changes or redistribution of the data, or of a work upstream, is certain where
    no document of the data says otherwise; what a licence file says beside its licence is certain too.

    Raises:
        UsageError: ``release_licence`` is not one that releases may be under.
    """
    claims = Claims(findings, terms)
    stated = None if declared is None or declared.strip() in ("", *UNSTATED) else _canonical(declared, terms)
    own = verdict(stated, terms.policy, release_licence, terms)
    if (barred := _barred(claims, stated)) and "refuse" in (barred.name, own.name):
        return replace(barred, name="refuse")
    if barred or own.name == "refuse":
        return barred or replace(own, reason=f"{own.reason} (declared)")
    if claims.reserved_upstream:
        reason = f"rights in a work upstream are reserved: {_quoted(claims.reserved_upstream)}"
        return Verdict("quarantine", reason, stated)
    if stated is None:
        return _found(claims, declared, release_licence, terms)
    if not own.accepted:
        return own
    return _compared(claims, stated, own, terms)


def _canonical(declared: str, terms: Terms) -> str:
    try:
        return render(parse(declared, terms))
    except BadInputError:
        return declared


def _barred(claims: Claims, declared: str | None) -> Verdict | None:
    """Refuse or quarantine what the documents forbid."""
    if claims.upstream_barred:
        reason = f"a work upstream forbids what a release needs: {_quoted(claims.upstream_barred)}"
        return Verdict("refuse", reason, _closed(claims.upstream_barred) or declared)
    if claims.appended:
        reason = f"the licence carries a restriction: {_quoted(claims.appended)}"
        return Verdict("refuse", reason, _closed(claims.barred) or declared)
    if not claims.barred:
        return None
    if claims.open_content:
        reason = (
            f"the documents contradict each other: {_quoted(claims.barred)}, but "
            f"{_quoted(claims.open_content)}"
        )
        return Verdict("quarantine", reason, declared)
    reason = f"the documents forbid what a release needs: {_quoted(claims.barred)}"
    return Verdict("refuse", reason, _closed(claims.barred) or declared)


def _closed(barred: Sequence[Finding]) -> str | None:
    """Write the licences that keep a text out, None where only riders do."""
    return (
        " AND ".join(
            sorted({f"({f.licence})" if " " in f.licence else f.licence for f in barred if f.licence})
        )
        or None
    )


def _found(claims: Claims, declared: str | None, release_licence: str, terms: Terms) -> Verdict:
    """Judge by the documents alone."""
    if claims.doubts and not claims.licences:
        return Verdict("quarantine", f"rights or uses are reserved: {_quoted(claims.doubts)}", declared)
    if not claims.licences:
        return Verdict(
            "quarantine", "; ".join(("nothing states a licence for the data", *claims.notes)), declared
        )
    chosen = {claims.choosable(finding.licence) for finding in claims.licences if finding.licence}
    expressions = sorted(expression for expression in chosen if expression)
    if None in chosen:
        reason = f"which licence is meant, or its version, is not stated: {_quoted(claims.licences)}"
        return Verdict("quarantine", reason, declared)
    try:
        combined = combine(
            [*expressions, *(f.licence for f in claims.upstream if claims.known(f.licence or ""))], terms
        ).licence
    except BadInputError as error:
        return Verdict("quarantine", error.what, declared)
    judged = verdict(combined, terms.policy, release_licence, terms)
    judged = replace(judged, reason=f"{judged.reason}: {_quoted(claims.licences)}")
    return _warned(judged, list(_remarks(claims, combined))) if judged.accepted else judged


def _compared(claims: Claims, declared: str, own: Verdict, terms: Terms) -> Verdict:
    """Hold what is declared against what the documents say of the data."""
    relations = [(finding, relation(finding.licence, declared, terms)) for finding in claims.licences]
    against = [finding for finding, how in relations if how is Relation.CONTRADICTS]
    grounded = _grounded(declared, terms)
    software = [finding for finding in against if claims.is_software(finding)]
    if grounded:
        against = [finding for finding in against if finding not in software]
    if against:
        reason = f"{declared} is declared, but {_quoted(against)}"
        return Verdict("quarantine", reason, own.licence)
    if wider := [f for f in claims.upstream if relation(f.licence, declared, terms) is Relation.CONTRADICTS]:
        reason = f"{declared} is declared, and a work upstream demands more: {_quoted(wider)}"
        return Verdict("quarantine", reason, own.licence)
    agreeing = [finding for finding, how in relations if how is Relation.AGREES]
    if claims.doubts and not agreeing:
        return Verdict("quarantine", f"rights or uses are reserved: {_quoted(claims.doubts)}", own.licence)
    remarks = list(_remarks(claims, declared))
    if grounded and software:
        remarks.append(f"the licence of the package covers what is around the texts: {_quoted(software)}")
    if upgraded := [finding for finding, how in relations if how is Relation.BECOMES]:
        remarks.append(f"{declared} is declared, and may be, of what is stated: {_quoted(upgraded)}")
    if not agreeing and not upgraded:
        loose = [finding for finding, how in relations if how is Relation.UNVERSIONED]
        if loose:
            remarks.append(f"no document states the version: {_quoted(loose)}")
        elif claims.unnamed:
            reason = (
                f"{declared} is declared, but no document names a licence that is known: "
                f"{_quoted(claims.unnamed)}"
            )
            return Verdict("quarantine", reason, own.licence)
        elif claims.silent and not grounded:
            reason = f"{declared} is declared, and {claims.silent[0].file} states no licence"
            return Verdict("quarantine", "; ".join((reason, *claims.notes)), own.licence)
        elif not grounded or not software:
            remarks.append(f"nothing in the folder states {declared} for the data")
        reason = own.reason
    else:
        reason = f"{own.reason}: {_quoted(agreeing or upgraded)}"
    return _warned(replace(own, reason=reason), remarks)


def _grounded(declared: str, terms: Terms) -> bool:
    """Tell whether a text is declared to be free by law, which no licence beside it can change."""
    named = frozenset().union(*parse(declared, terms))
    return all(term.licence is not None and term.licence.grounds is not None for term in named)


def _remarks(claims: Claims, declared: str) -> Iterator[str]:
    """List what somebody should know although the source may be read."""
    if claims.set_aside:
        yield f"taken for the licence of the code: {_quoted(claims.set_aside)}"
    if claims.reserved:
        yield f"rights or uses are reserved beside the licence: {_quoted(claims.reserved)}"
    if claims.aside:
        yield f"said of another work or version: {_quoted(claims.aside)}"
    if claims.unnamed:
        yield f"no licence that is known: {_quoted(claims.unnamed)}"
    yield from claims.notes


def _warned(judged: Verdict, remarks: Sequence[str]) -> Verdict:
    if not remarks:
        return judged
    return replace(judged, name="accept-with-warning", reason="; ".join((judged.reason, *remarks)))


def _quoted(findings: Sequence[Finding]) -> str:
    """Name findings by file and line, the first three with their words."""
    told = []
    for finding in list({f.where: f for f in reversed(findings)}.values())[::-1][:3]:
        what = f"says {finding.licence}" if finding.licence else f"forbids {finding.restriction}"
        if finding.restriction in (RESERVED, USE) or not (finding.licence or finding.restriction):
            what = "says"
        told.append(f"{finding.where} {what} (“{finding.text[:100]}”)")
    more = len({f.where for f in findings}) - len(told)
    return "; ".join(told) + (f" and {more} more" if more > 0 else "")
