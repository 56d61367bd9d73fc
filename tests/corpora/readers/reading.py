"""Reads a file with a format, as the ingest stage would."""

from pathlib import Path

from pipeline.corpora.readers.base import InputFile, RawDocument
from pipeline.corpora.readers.registry import FORMATS
from pipeline.model import Incident


def read(path: Path, format_name: str, **options):
    """Give the documents and the incidents of a file."""
    reader = FORMATS[format_name]
    found = list(reader.read(InputFile(path, path.name), reader.options.model_validate(options)))
    return (
        [document for document in found if isinstance(document, RawDocument)],
        [incident for incident in found if isinstance(incident, Incident)],
    )


def places(incidents):
    return [(incident.check, incident.row) for incident in incidents]
