"""The licence gate: may a source be read, and what licence do its texts carry?"""

from __future__ import annotations

from dataclasses import replace

from pipeline.corpora.catalogue import Source
from pipeline.corpora.licences import Verdict, combine, demands_attribution, verdict
from pipeline.corpora.terms import Terms
from pipeline.errors import BadInputError
from pipeline.tables import sha256


def judge(source: Source, terms: Terms, release_licence: str) -> Verdict:
    """Judge a source by its declared licence, by those of the works it derives from, and by its evidence.

    A work upstream whose terms nobody stated, a sign-off, and a licence that wants names where none is given
    make it an acceptance with a warning. Evidence that has changed since somebody read it quarantines.

    Raises:
        UsageError: ``release_licence`` is not one of the licences that releases may be under.
    """
    said = source.description
    upstream = [work.licence for work in said.derived_from if work.licence is not None]
    try:
        licence = combine([said.licence, *upstream], terms).licence
    except BadInputError as error:
        return Verdict("quarantine", error.what)
    judged = verdict(licence if said.licence or upstream else None, terms.policy, release_licence, terms)
    if not judged.accepted or judged.licence is None:
        return judged
    changed = [e.file.name for e in source.evidence if e.sha256 not in (None, sha256(e.file.path))]
    if changed:
        reason = f"the evidence has changed since it was read: {', '.join(changed)}"
        return replace(judged, name="quarantine", reason=reason)
    doubts = _doubts(source, judged.licence, terms)
    if not doubts:
        return judged
    return replace(judged, name="accept-with-warning", reason="; ".join((judged.reason, *doubts)))


def _doubts(source: Source, licence: str, terms: Terms) -> list[str]:
    said = source.description
    doubts = [f"nobody states the terms of {work.title}" for work in said.derived_from if not work.licence]
    if said.sign_off is not None:
        doubts.append(f"signed off by {said.sign_off.who}, {said.sign_off.when}: {said.sign_off.why}")
    if said.attribution is None and demands_attribution(licence, terms):
        doubts.append("the licence wants names, and `attribution` gives none")
    return doubts
