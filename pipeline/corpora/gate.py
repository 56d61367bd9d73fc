"""The licence gate: may a source be read, and what licence do its texts carry?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath

from pipeline.corpora.catalogue import Source
from pipeline.corpora.evidence.check import weigh
from pipeline.corpora.evidence.files import EvidenceFile, describe
from pipeline.corpora.evidence.finding import NOTES, Finding
from pipeline.corpora.evidence.scan import scan_files
from pipeline.corpora.licences import Verdict, VerdictName, combine, demands_attribution, verdict
from pipeline.corpora.terms import Terms
from pipeline.errors import BadInputError
from pipeline.tables import sha256


def judge(source: Source, terms: Terms, release_licence: str) -> Verdict:
    """Judge a source by its declared licence, by those of the works it derives from, and by its evidence.

    Evidence is what the catalogue names, and every licence and README in the folders of the files and above
    them, below the root. A sign-off lifts the quarantine of what the evidence leaves in doubt, where every
    document that states something is named with its hash; it lifts no refusal, and gives no licence to what
    has none. Evidence that has changed since somebody read it quarantines, signed off or not.

    Raises:
        UsageError: ``release_licence`` is not one of the licences that releases may be under.
    """
    said = source.description
    upstream = [work.licence for work in said.derived_from if work.licence is not None]
    findings = scan_files(_documents(source), terms)
    try:
        licence = combine([said.licence, *upstream], terms).licence
    except BadInputError as error:
        return Verdict("quarantine", error.what)
    judged = verdict(licence if said.licence or upstream else None, terms.policy, release_licence, terms)
    weighed = weigh(findings, said.licence, release_licence, terms)
    if weighed.name == "refuse":
        return weighed
    if not judged.accepted or judged.licence is None:
        stated = sorted(
            {f"{f.licence} ({f.where})" for f in findings if f.licence and f.scope in ("data", "work")}
        )
        found = (
            f"; its documents state {', '.join(stated)}: declare it"
            if said.licence is None and stated
            else ""
        )
        return replace(judged, reason=judged.reason + found)
    changed = [e.file.name for e in source.evidence if e.sha256 not in (None, sha256(e.file.path))]
    if changed:
        reason = f"the evidence has changed since it was read: {', '.join(changed)}"
        return replace(judged, name="quarantine", reason=reason)
    if not weighed.accepted:
        if said.sign_off is None:
            return replace(judged, name="quarantine", reason=weighed.reason)
        if loose := _not_covered(source, findings):
            reason = (
                f"{weighed.reason}; the sign-off does not cover {loose}: name it with its sha256 as evidence"
            )
            return replace(judged, name="quarantine", reason=reason)
    reasons = [weighed.reason] if weighed.licence == judged.licence else [judged.reason, weighed.reason]
    doubts = _doubts(source, judged.licence, terms)
    quiet = weighed.name == "accept" and not doubts
    name: VerdictName = "accept" if quiet and judged.name == "accept" else "accept-with-warning"
    return replace(judged, name=name, reason="; ".join((*reasons, *doubts)))


def _documents(source: Source) -> list[EvidenceFile]:
    """Find the documents that speak of a source, by their names below the root."""
    top = _top(source)
    found: dict[str, EvidenceFile] = {}
    for folder, name in _folders(source):
        for path in sorted(folder.iterdir()):
            own = (PurePosixPath(name) / path.name).as_posix()
            known = describe(path, _below(own, top)) if path.is_file() else None
            if known is not None and known.source in ("licence", "readme"):
                found[own] = replace(known, name=own)
    for evidence in source.evidence:
        file = evidence.file
        known = describe(file.path, _below(file.name, top))
        if known is None or known.source in ("page", "header"):
            known = EvidenceFile(file.path, file.name, "readme", "work" if known is None else known.scope)
        found[file.name] = replace(known, name=file.name)
    return [found[name] for name in sorted(found, key=lambda name: (name.count("/"), name))]


def _folders(source: Source) -> Iterator[tuple[Path, str]]:
    """Walk the folders of the source's files and those above them, the root excluded, each once."""
    seen: set[str] = set()
    for file in source.files:
        folder = file.path.parent
        for above in PurePosixPath(file.name).parents:
            name = above.as_posix()
            if name == "." or name in seen:
                break
            seen.add(name)
            yield folder, name
            folder = folder.parent


def _top(source: Source) -> str:
    """Give the folder below the root that holds all of a source's files, if one does."""
    tops = {file.name.split("/", 1)[0] for file in source.files if "/" in file.name}
    return tops.pop() if len(tops) == 1 and all("/" in file.name for file in source.files) else ""


def _below(name: str, top: str) -> str:
    return name.removeprefix(f"{top}/") if top else name.rsplit("/", 1)[-1]


def _not_covered(source: Source, findings: Sequence[Finding]) -> str:
    """Name the documents that state something and whose hash nobody wrote down."""
    read = {evidence.file.name for evidence in source.evidence if evidence.sha256 is not None}
    stating = {finding.file for finding in findings if finding.kind not in NOTES}
    return ", ".join(sorted(stating - read)) if read else "any document"


def _doubts(source: Source, licence: str, terms: Terms) -> list[str]:
    said = source.description
    doubts = [f"nobody states the terms of {work.title}" for work in said.derived_from if not work.licence]
    if said.sign_off is not None:
        doubts.append(f"signed off by {said.sign_off.who}, {said.sign_off.when}: {said.sign_off.why}")
    if said.attribution is None and demands_attribution(licence, terms):
        doubts.append("the licence wants names, and `attribution` gives none")
    return doubts
