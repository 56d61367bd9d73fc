"""``klue read``: a first look at a corpus that no catalogue describes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.options import AsJson, Workers
from pipeline.cli.output import Bars, Row, print_json, print_table, print_warning, say
from pipeline.errors import BadInputError, UsageError

if TYPE_CHECKING:
    from pipeline.context import Context
    from pipeline.corpora.look.read import Look
    from pipeline.model import Incident


def read(
    path: Annotated[Path, typer.Argument(help="A file, an archive, or a folder of them; compressed or not.")],
    licence: Annotated[
        str, typer.Option("--licence", help="The texts' licence (SPDX), noted on every document.")
    ],
    output: Annotated[
        Path,
        typer.Option(
            "--output", "-o", help="The Parquet file of documents; the incidents go to NAME.incidents.jsonl."
        ),
    ],
    file_format: Annotated[
        str,
        typer.Option(
            "--format",
            help="cirrus, conllu, delimited (CSV, TSV), huggingface, jsonlines (and JSON arrays), klue, "
            "mediawiki, parquet, plain or squad; auto tells it by each file's beginning.",
        ),
    ] = "auto",
    fields: Annotated[
        list[str] | None,
        typer.Option(
            "--field",
            help="Which field or column (by name, or number from 1) holds what: text=review, "
            "text=question,answer, id=no, title=…, category=…, published=…, url=…, contributor=…",
            metavar="WHAT=FIELD",
        ),
    ] = None,
    unit: Annotated[
        str | None,
        typer.Option("--unit", help="What a document is; of plain text: document, paragraph or line."),
    ] = None,
    encoding: Annotated[
        str | None, typer.Option("--encoding", help="The encoding, if it cannot be told: cp949, johab, …")
    ] = None,
    options: Annotated[
        list[str] | None,
        typer.Option(
            "--option",
            help="Any other option of the format, as in a catalogue: quoted=false, split=train.",
            metavar="NAME=VALUE",
        ),
    ] = None,
    genre: Annotated[str, typer.Option("--genre", help="Register of the texts.")] = "web",
    workers: Workers = None,
    as_json: AsJson = False,
) -> None:
    """Read a file or folder without a catalogue: how many documents, what was rejected and why.

    What is meant for a benchmark is described in a catalogue; `klue ingest` then reads it in the same way.
    """
    from pipeline.corpora.look.choose import Request
    from pipeline.corpora.look.read import read_corpus

    judged = _judge(licence)
    context = _context(workers)
    given = {**_mapping(fields or []), **_options(options or [])}
    given |= {key: value for key, value in (("unit", unit), ("encoding", encoding)) if value is not None}
    look = read_corpus(context, Request(path, output, licence, file_format, genre, given))
    if as_json:
        print_json(_plain(look))
    else:
        _show(look)
    if judged is not None:
        print_warning(judged)
    if not look.documents:
        raise BadInputError(f"{path}: not one document came of it", f"see {look.incidents_file}")


def _judge(licence: str) -> str | None:
    """Give what speaks against a release of texts under this licence, if anything does."""
    from pipeline.corpora.licences import parse, verdict
    from pipeline.corpora.terms import shipped_terms
    from pipeline.settings import Release

    terms = shipped_terms()
    try:
        parse(licence, terms)
    except BadInputError as error:
        raise UsageError(f"--licence: {error.what}", error.remedy) from None
    judged = verdict(licence, terms.policy, Release().licence, terms)
    return None if judged.accepted else f"no release may hold these texts: {judged.reason}"


def _context(workers: int | None) -> Context:
    from pipeline.config import Config
    from pipeline.context import Context, Processes

    config = Config() if workers is None else Config(workers=workers)
    progress = Bars()
    return Context(config, progress, Processes(config.workers, progress))


def _mapping(fields: list[str]) -> dict[str, object]:
    mapping: dict[str, object] = {}
    for each in fields:
        what, equals, named = each.partition("=")
        if not equals or not named:
            raise UsageError(f"--field {each}: say which field holds what", "for example --field text=review")
        columns = [int(name) if name.isdecimal() else name for name in named.split(",")]
        mapping[what] = columns if what in ("id", "text") else columns[0]
    return mapping


def _options(options: list[str]) -> dict[str, object]:
    from pipeline.yamlfile import parse_yaml

    given: dict[str, object] = {}
    for each in options:
        name, equals, value = each.partition("=")
        if not equals:
            raise UsageError(
                f"--option {each}: name and value are wanted", "for example --option quoted=false"
            )
        try:
            given[name] = "\t" if value == r"\t" else parse_yaml(value)
        except ValueError as error:
            raise UsageError(f"--option {each}: {error}") from None
    return given


def _plain(look: Look) -> dict[str, object]:
    return {
        "documents": look.documents,
        "characters": look.characters,
        "rejected": look.rejected,
        "incidents": look.incidents,
        "read_as": [
            {"format": r.format, "files": r.files, "because": r.because, "options": r.options}
            for r in look.readings
        ],
        "passed_over": look.passed_over,
        "output": look.output,
        "incidents_file": look.incidents_file,
    }


def _show(look: Look) -> None:
    readings: list[Row] = [
        (
            r.format,
            r.files,
            r.because,
            ", ".join(f"{name}: {_word(value)}" for name, value in r.options.items()),
        )
        for r in look.readings
    ]
    print_table("Read as", ("format", "files", "because", "options"), readings, False)
    if look.passed_over:
        say(f"passed over, for they only describe the others: {', '.join(look.passed_over)}")
    if look.incidents:
        rows: list[Row] = [
            (
                each.level,
                each.check,
                look.incidents[each.check],
                look.rejected.get(each.check, 0),
                _first(each),
            )
            for each in look.examples
        ]
        print_table("Incidents", ("level", "check", "count", "rejected", "the first"), rows, False)
    rejected = sum(look.rejected.values())
    say(f"{look.documents:,} documents of {look.characters:,} characters; {rejected:,} records rejected")
    say(f"documents: {look.output}")
    say(f"incidents: {look.incidents_file}")


def _word(value: object) -> str:
    if isinstance(value, list | tuple):
        return " + ".join(map(str, value))
    return repr(value) if value == "\t" else str(value)


def _first(incident: Incident) -> str:
    row = "" if incident.row is None else f":{incident.row}"
    return incident.message if incident.file is None else f"{incident.file}{row}: {incident.message}"
