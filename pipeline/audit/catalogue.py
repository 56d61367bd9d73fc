"""The checks as a document: ``docs/checks.md``."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.audit.registry import FAMILIES

DOCUMENT = "docs/checks.md"

_HEAD = """\
# Checks

What `klue audit` looks for in a finished data set: in KLUE's files, in release tables, in folders of either.
This page is generated: `klue audit --list --markdown > docs/checks.md`.

An **error** is provably broken, a **warning** very probably is, an **info** is worth a look. Offsets are in
code points, in the field that the finding names. The line of a record of KLUE's JSON files is that of its
guid; in tables it is the row, from 1.
"""


def markdown() -> str:
    """Write the document."""
    return "\n".join([_HEAD, *_contents(), *_sections()]) + "\n"


def _contents() -> Iterator[str]:
    yield "| check | level | finds | tasks |"
    yield "|---|---|---|---|"
    for family in FAMILIES:
        for check in family.checks:
            tasks = ", ".join(check.tasks) or "all"
            yield f"| [`{check.id}`](#{check.id}) | {check.level} | {check.title} | {tasks} |"


def _sections() -> Iterator[str]:
    for family in FAMILIES:
        yield f"\n## {family.title}"
        for check in family.checks:
            yield f'\n### <a id="{check.id}"></a>`{check.id}`: {check.title}\n'
            asked = " Runs only when it is asked for." if check.on_request else ""
            yield f"*{check.level}, looks at a {check.view}.*{asked} {check.explanation}\n"
            yield f"**Repair.** {check.repair}"
