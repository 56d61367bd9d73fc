"""KLUE's own files to typed rows and back, without loss: one module a task."""

from pipeline.klue_format.base import KlueFile, KlueFormat
from pipeline.klue_format.problems import MalformedError
from pipeline.klue_format.registry import FORMATS
from pipeline.klue_format.release import export_table, from_release, import_file, to_release

__all__ = [
    "FORMATS",
    "KlueFile",
    "KlueFormat",
    "MalformedError",
    "export_table",
    "from_release",
    "import_file",
    "to_release",
]
