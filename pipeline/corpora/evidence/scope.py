"""What a statement about a licence speaks of: the data, the code around them, their sources, others."""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.corpora.evidence.finding import Scope
from pipeline.corpora.evidence.mention import Mention
from pipeline.corpora.evidence.scope_words import (
    AUTHORS,
    CODE,
    DATA,
    FIELD,
    FOR,
    FROM_COLUMN,
    FUTURE,
    FUTURE_AFTER,
    GRANT,
    LICENCE_HEADING,
    METADATA,
    NEAR,
    NOT,
    NOT_AFTER,
    OTHER,
    OTHER_HEADING,
    PAIRED,
    PART_HEADING,
    PAST,
    PAST_AFTER,
    PAST_HEADING,
    PUBLISHERS,
    RELICENSED,
    SOFTWARE,
    THIS,
    UPSTREAM,
    UPSTREAM_AFTER,
    UPSTREAM_BRACKET,
    UPSTREAM_HEADING,
)
from pipeline.corpora.evidence.statements import Statement


def scope_of(statement: Statement, mention: Mention, others: list[Mention]) -> Scope:
    """Tell what a mention is about, from the words between it and its neighbours, and the headings above it.

    ``work`` where nothing narrows it down; ``other`` where it licenses nothing here, as in a comparison, a
    denial or the account of an earlier version.
    """
    start = max((m.end for m in others if m.end <= mention.start), default=0)
    stop = min((m.start for m in others if m.start >= mention.end), default=len(statement.text))
    before = statement.text[max(start, mention.start - NEAR) : mention.start]
    after = statement.text[mention.end : min(stop, mention.end + NEAR)]
    if _denied(before, after):
        return "other"
    if statement.columns:
        return _row_scope(statement, mention)
    if OTHER.search(before) and not THIS.search(_after_last(OTHER, before)):
        return "other"
    about = _subject(before, after, mention)
    if PAST.search(before) or PAST_AFTER.match(after) or FUTURE.search(before) or FUTURE_AFTER.match(after):
        return "other"
    if about == "code":
        return "code"
    if _upstream(before) or UPSTREAM_AFTER.match(after) or UPSTREAM_BRACKET.search(before):
        return "upstream"
    heading = heading_scope(statement.headings, field=bool(FIELD.match(statement.text)))
    if heading == "other" and RELICENSED.search(statement.text[: mention.start]):
        return about
    if about == "work":
        about = heading or "work"
    elif heading in ("other", "upstream") and not THIS.search(statement.text):
        about = heading
    grants = GRANT.search(statement.text) or any(LICENCE_HEADING.search(h) for h in statement.headings)
    bare = len(statement.text) - sum(m.end - m.start for m in (*others, mention)) <= 24
    linked = mention.kind in ("badge", "identifier")
    return about if grants or bare or linked else "other"


def reserved_scope(statement: Statement, scope: Scope, *, granted: bool) -> Scope:
    """Narrow down whose rights are reserved: those of a work upstream where others than the makers own it.

    Of authors it is not said where the words after it name a licence (``granted``): who keeps the copyright
    may license.
    """
    others = PUBLISHERS.search(statement.text) or (not granted and AUTHORS.search(statement.text))
    return "upstream" if scope in ("data", "work") and others else scope


def rider_scope(statement: Statement, start: int, end: int) -> Scope:
    """Tell what a restriction is about."""
    if len(statement.columns) > 1 and any(LICENCE_HEADING.search(head) for head in statement.columns):
        return _row_scope(statement, None)
    before = statement.text[:start]
    if OTHER.search(before) or PAST.search(before):
        return "other"
    here = statement.text[:end]
    if CODE.search(here) and not DATA.search(here):
        return "code"
    if _upstream(before):
        return "upstream"
    heading = heading_scope(statement.headings)
    if heading in ("other", "code") and not DATA.search(statement.text):
        return heading
    return "data" if DATA.search(here) else "work"


@lru_cache(maxsize=64)
def heading_scope(headings: tuple[str, ...], *, field: bool = False) -> Scope | None:
    """Tell what stands below headings, from the lowest one that narrows it down.

    A ``License: …`` of its own line (``field``) below a change log is no account of changes.
    """
    for heading in reversed(headings):
        if METADATA.search(heading):
            return None
        licensing = bool(LICENCE_HEADING.search(heading))
        if (PAST_HEADING.search(heading) and not field) or (OTHER_HEADING.search(heading) and not licensing):
            return "other"
        if UPSTREAM_HEADING.search(heading) and not re.search(
            r"source\s*code|open\s*source|소스\s*코드", heading, re.IGNORECASE
        ):
            return "upstream"
        if licensing and CODE.search(heading) and not DATA.search(heading):
            return "code"
        if licensing and DATA.search(heading) and not CODE.search(heading):
            return "data"
        if licensing:
            return None
    return None


def is_licensing(headings: tuple[str, ...]) -> bool:
    """Tell whether a section is about licences."""
    return any(LICENCE_HEADING.search(heading) for heading in headings[-1:])


def _denied(before: str, after: str) -> bool:
    return bool(NOT.search(before) or NOT_AFTER.match(after))


def _upstream(before: str) -> bool:
    """Tell whether the words before a mention speak of a work upstream, and do not come back to this one."""
    if not UPSTREAM.search(before):
        return False
    rest = _after_last(UPSTREAM, before)
    returns = re.search(
        (
            r"\b(?:and|but|while)\b[^.]*?\b(?:is|are|released|licensed|distributed|available|this"
            r"|our|ours)\b|본\s|이며|고,?\s*(?:본|이)"
        ),
        rest,
    )
    relative = re.search(r"\b(?:which|that|whose|itself)\b|,\s*(?:is|are|under)\b", rest, re.IGNORECASE)
    return bool(relative) or not returns


def _after_last(pattern: re.Pattern[str], text: str) -> str:
    return text[max((m.end() for m in pattern.finditer(text)), default=0) :]


def _subject(before: str, after: str, mention: Mention) -> Scope:
    """Tell what is licensed; where a clause names both, software licences lean to code, others to data."""
    if what := FOR.match(after):
        named = _named(what["what"], mention)
        if named != "work":
            return named
    clause = re.split(r"[;:]\s|,\s+(?:and|but|while|whereas)\s|\b(?:while|whereas)\b|이며|이고|지만", before)[
        -1
    ]
    named = _named(clause, mention)
    if named == "work":
        named = _named(before, mention)
    if named == "work" and (bracket := re.match(r"[\s\]`'\"*]*\(([^()]{1,40})\)", after)):
        named = _named(bracket[1], mention)
    if named == "work" and re.match(r"[\s\]`'\"*)]*licensed\b|[\s\-]*라이[선센]스(?:의|인)\s", after):
        named = _named(after, mention)
    return named


def _named(words: str, mention: Mention | None) -> Scope:
    code, data = list(CODE.finditer(words)), list(DATA.finditer(words))
    if not code and not data:
        return "work"
    if not code or not data:
        return "code" if code else "data"
    between = words[min(code[-1].end(), data[-1].end()) : max(code[-1].start(), data[-1].start())]
    if len(between) <= 16 and PAIRED.search(between):
        return "data"
    return "code" if mention and mention.licence.startswith(SOFTWARE) else "data"


def _row_scope(statement: Statement, mention: Mention | None) -> Scope:
    """Tell what a row of a table licenses or restricts: its first cell names it, unless others are meant."""
    heading = heading_scope(statement.headings)
    first = statement.cells[0] if statement.cells else ""
    if heading in ("other", "upstream"):
        return heading
    if LICENCE_HEADING.search(first) or len(statement.columns) < 2:
        about = statement.text[: mention.start] if mention else first
        return _named(about, mention) if heading is None else heading
    named = _named(first, mention)
    if named != "work" or THIS.search(first):
        return "data" if named == "work" else named
    if any(FROM_COLUMN.search(column) for column in statement.columns[1:]):
        return "upstream"
    if any(LICENCE_HEADING.search(h) or PART_HEADING.search(h) for h in statement.headings[-1:]):
        return "part"
    return "other"
