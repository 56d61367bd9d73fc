"""Evidence files to findings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from pipeline.corpora.evidence.choices import choice, explained
from pipeline.corpora.evidence.conditions import denies_commerce, is_condition, is_label
from pipeline.corpora.evidence.files import MOST_PAGES, EvidenceFile, survey
from pipeline.corpora.evidence.finding import NOTES, Finding, Kind, Scope
from pipeline.corpora.evidence.heads import said_in_head
from pipeline.corpora.evidence.legal_texts import legal_texts
from pipeline.corpora.evidence.mention import Mention
from pipeline.corpora.evidence.mentions import UNSPECIFIED, mentions
from pipeline.corpora.evidence.metadata import Field, fields, front_matter
from pipeline.corpora.evidence.rider_words import NON_COMMERCIAL, RESERVED
from pipeline.corpora.evidence.riders import riders
from pipeline.corpora.evidence.scope import heading_scope, reserved_scope, rider_scope, scope_of
from pipeline.corpora.evidence.statements import LONGEST, Statement, statements
from pipeline.corpora.expressions import parse
from pipeline.corpora.terms import Terms
from pipeline.errors import BadInputError
from pipeline.text.decode import UndecodableError, decode

MOST_BYTES = 1 << 18
"""Of a longer file the head is read, and a finding says so."""

MOST_NAMED = 20
"""Licences of one sentence that are looked at."""

_HEAD = 4096
_QUOTE = 160
_POINTER = b"version https://git-lfs.github.com/spec/"
_FILE = re.compile(r"(?:\./)?(?:licen[cs]e|copying)(?:[.\-_]\w+)*$", re.IGNORECASE)
_OUTSIDE = "a link that leads out of the folder"


def scan(folder: Path, terms: Terms) -> list[Finding]:
    """Find what the documents in a folder say about licences, file by file."""
    surveyed = survey(folder)
    findings = scan_files(surveyed.files, terms)
    if surveyed.unread_pages:
        said = f"{surveyed.unread_pages} pages beyond the first {MOST_PAGES} were not read"
        findings.append(Finding(".", 0, None, "unread", "work", "page", said))
    if surveyed.unread_files:
        said = f"{surveyed.unread_files} files were not looked at, for there are too many"
        findings.append(Finding(".", 0, None, "unread", "work", "page", said))
    return findings


def scan_files(files: Iterable[EvidenceFile], terms: Terms) -> list[Finding]:
    """Find what evidence files say about licences; what one file says again is left out."""
    found: list[Finding] = []
    for file in files:
        seen: set[tuple[str | None, str | None, Scope]] = set()
        for finding in _of_file(file, terms):
            key = (finding.licence, finding.restriction, finding.scope)
            if key not in seen or finding.kind in NOTES:
                seen.add(key)
                found.append(finding)
    return found


def _of_file(file: EvidenceFile, terms: Terms) -> Iterator[Finding]:
    if file.outside or not file.readable:
        yield _note(file, "unread", _OUTSIDE if file.outside else "a form that is not read: look into it")
        return
    if file.source == "picture":
        named = mentions(re.sub(r"[_.]", " ", file.name.rsplit("/", 1)[-1]), terms) or mentions(
            file.name, terms
        )
        yield from (
            Finding(file.name, 0, m.licence, "badge", file.scope, "picture", file.name)
            for m in named
            if m.licence != UNSPECIFIED
        )
        return
    try:
        with file.path.open("rb") as stream:
            data = stream.read(_HEAD if file.source == "header" else MOST_BYTES + 1)
    except OSError as error:
        yield _note(file, "unread", f"it cannot be read: {error.strerror}")
        return
    if data.startswith(_POINTER):
        yield _note(file, "pointer", "a Git LFS pointer stands where the file should be")
        return
    if file.source == "header":
        if file.path.suffix.lower() != ".txt":
            yield from _head(file, data.decode("utf-8", errors="replace"), terms)
        return
    if len(data) > MOST_BYTES:
        yield _note(file, "unread", f"only the first {MOST_BYTES} bytes were read")
        data = data[:MOST_BYTES]
    try:
        text = decode(data).text
    except UndecodableError:
        if b"\x00" in data[:_HEAD]:
            yield _note(file, "unread", "it is no text")
            return
        text = data.decode("utf-8", errors="replace")
        yield _note(file, "unread", "in no encoding that is known; what is ASCII was read")
    found = list(_metadata(file, text, terms) if file.source == "metadata" else _document(file, text, terms))
    yield from found
    if not found and file.source in ("licence", "readme"):
        yield _note(file, "silent", "it states no licence" if text.strip() else "it is empty")


def _note(file: EvidenceFile, kind: Kind, said: str) -> Finding:
    return Finding(file.name, 0, None, kind, file.scope, file.source, said)


def _head(file: EvidenceFile, text: str, terms: Terms) -> Iterator[Finding]:
    for said in said_in_head(file.name, text):
        scope = _of_place(file, said.scope)
        quoted = _quote(said.text, 0, 0)
        for mention in mentions(said.text, terms):
            if mention.licence != UNSPECIFIED:
                yield Finding(file.name, said.line, mention.licence, "metadata", scope, "header", quoted)
        for rider in riders(said.text):
            yield Finding(file.name, said.line, None, "rider", scope, "header", quoted, rider.forbids)


def _metadata(file: EvidenceFile, text: str, terms: Terms) -> Iterator[Finding]:
    for field in fields(file.name.rsplit("/", 1)[-1], text):
        yield from _field(file, field, terms)


def _field(file: EvidenceFile, field: Field, terms: Terms) -> Iterator[Finding]:
    scope = field.scope if file.scope == "work" else file.scope
    value = " ".join(field.value[:LONGEST].split())
    quoted = _quote(value, 0, 0)
    licence = _licence_of(value, terms)
    named = [licence] if licence else [m.licence for m in mentions(f"license: {value}", terms)]
    for name in dict.fromkeys(named):
        yield Finding(file.name, field.line, name, "metadata", scope, file.source, quoted)
    forbidden = list(riders(value))
    for rider in forbidden:
        yield Finding(file.name, field.line, None, "rider", scope, file.source, quoted, rider.forbids)
    if not named and not forbidden and scope != "code" and not _FILE.match(value):
        yield Finding(file.name, field.line, None, "metadata", scope, file.source, quoted)


def _licence_of(value: str, terms: Terms) -> str | None:
    """Read a field that holds an SPDX expression of known licences, in any case (``cc-by-4.0``)."""
    try:
        alternatives = parse(value, terms)
    except BadInputError:
        return None
    known = [term for alternative in alternatives for term in alternative]
    if any(term.licence is None for term in known):
        return None
    return " OR ".join(
        sorted(" AND ".join(sorted(t.key for t in alternative)) for alternative in alternatives)
    )


def _document(file: EvidenceFile, text: str, terms: Terms) -> Iterator[Finding]:
    texts = legal_texts(text)
    for legal in texts:
        yield Finding(
            file.name,
            legal.line,
            legal.licence,
            "legal-text",
            _of_place(file, "work"),
            file.source,
            _at(text, legal.line),
        )
    for field in front_matter(text):
        yield from _field(file, field, terms)
    own = min((legal.line for legal in texts), default=None)
    closed = any("NC" in legal.licence or "ND" in legal.licence for legal in texts)
    grant: Statement | None = None
    question: Statement | None = None
    cut = list(statements(text))
    legend = explained(cut)
    for statement in cut:
        if statement in legend:
            continue
        if own is None or statement.lines[0] < own:
            named = list(_named(file, statement, terms, licensed=bool(texts)))
            grant = statement if any(f.scope in ("data", "work") for f in named) else grant
            yield from named
        if not closed:
            yield from _forbidden(file, statement, grant, terms, licensed=bool(texts))
        if denies_commerce(question, statement):
            said = _quote(statement.text, 0, 0)
            yield Finding(
                file.name, statement.lines[0], None, "rider", file.scope, file.source, said, NON_COMMERCIAL
            )
        question = question if is_label(statement) else statement


def _named(file: EvidenceFile, statement: Statement, terms: Terms, *, licensed: bool) -> Iterator[Finding]:
    named = mentions(statement.text, terms)[:MOST_NAMED]
    scopes = [_scope(file, statement, mention, named) for mention in named]
    joined = choice(statement, named)
    for mention, scope in zip(named, scopes, strict=True):
        if mention.licence == UNSPECIFIED and licensed:
            continue
        licence = joined if joined and scope in ("data", "work") else mention.licence
        yield Finding(
            file.name,
            statement.line(mention.start),
            licence,
            mention.kind,
            scope,
            file.source,
            _quote(statement.text, mention.start, mention.end),
        )


def _scope(file: EvidenceFile, statement: Statement, mention: Mention, named: list[Mention]) -> Scope:
    others = [m for m in named if m is not mention and m.licence != mention.licence]
    scope = scope_of(statement, mention, others)
    if (
        file.source == "licence"
        and scope == "other"
        and heading_scope(statement.headings) != "other"
        and file.scope != "work"
    ):
        scope = "work"
    return _of_place(file, scope)


def _of_place(file: EvidenceFile, scope: Scope) -> Scope:
    """Narrow a scope down to what the file's place and name say."""
    if file.scope in ("code", "upstream", "part", "data") and scope in ("work", "data"):
        return file.scope
    return scope


def _forbidden(
    file: EvidenceFile, statement: Statement, grant: Statement | None, terms: Terms, *, licensed: bool
) -> Iterator[Finding]:
    for rider in riders(statement.text):
        reserved = rider.forbids == RESERVED
        if reserved and licensed:
            continue
        kind: Kind = "condition" if is_condition(statement, grant) else "rider"
        told = rider_scope(statement, rider.start, rider.end)
        if reserved:
            kind = "reserved"
            after = statement.text[rider.end :].split(";", 1)[0]
            told = reserved_scope(statement, told, granted=bool(mentions(after, terms)))
        quoted = _quote(statement.text, rider.start, rider.end)
        line, scope = statement.line(rider.start), _of_place(file, told)
        yield Finding(file.name, line, None, kind, scope, file.source, quoted, rider.forbids)


def _at(text: str, line: int) -> str:
    return _quote(text.replace("\r\n", "\n").replace("\r", "\n").split("\n")[line - 1], 0, 0)


def _quote(text: str, start: int, end: int) -> str:
    """Quote a sentence, or of a long one what stands around the words that count."""
    room = max(0, _QUOTE - (end - start)) // 2
    cut = text[max(0, start - room) : max(end + room, _QUOTE if start < room else 0)]
    return " ".join(cut.split())
