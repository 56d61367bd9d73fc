"""JSON lines, and JSON arrays of records."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterable, Iterator

from pipeline.corpora.checks import incident
from pipeline.corpora.readers import fields
from pipeline.corpora.readers.base import Format, Found, InputFile
from pipeline.corpora.readers.json_stream import JsonStream
from pipeline.corpora.readers.streams import open_text
from pipeline.model import Incident
from pipeline.yamlfile import Json


class Options(fields.FieldOptions[str]):
    """Names of the records' fields; a mapped field must be there, and null says that it holds nothing."""


def read(file: InputFile, options: Options) -> Iterator[Found]:
    """Read a JSON object a line, or one array of objects.

    A line that is not JSON costs that line. Behind the place where an array is malformed, records cannot be
    told apart.

    Raises:
        DamagedFileError: an array is malformed or breaks off.
    """
    if _is_array(file, options):
        with open_text(file, options) as text:
            stream = JsonStream(text.blocks(), file.name)
            yield from fields.read_records(stream.elements(), options, file)
            stream.end()
        return
    with open_text(file, options) as text:
        yield from fields.read_records(_lines(text, file), options, file)
        yield from text.incidents()


def _is_array(file: InputFile, options: Options) -> bool:
    """Tell by the first character that is no white space; a megabyte of it is no array."""
    with open_text(file, options) as text:
        beginning = "".join(itertools.islice(text.blocks(), 1))
        return beginning.lstrip().startswith("[")


def _lines(lines: Iterable[str], file: InputFile) -> Iterator[tuple[int, Json | Incident]]:
    for row, line in enumerate(lines, start=1):
        if line.isspace():
            continue
        try:
            yield row, json.loads(line)
        except (ValueError, RecursionError) as error:
            yield row, incident("json.syntax", f"the line is not JSON: {error}", file=file.name, row=row)


FORMAT = Format("jsonlines", Options, read)
