"""Relation extraction: ``klue-re-v1.1_dev.json``."""

from __future__ import annotations

from pipeline.klue_format.base import named_source, none_given
from pipeline.klue_format.json_rows import array_format
from pipeline.tasks.re.row import ReRow

FORMAT = array_format(
    "re",
    ReRow,
    frozenset({"subject_entity", "object_entity"}),
    blanks={"guid": "", "source": ""},
    sources=named_source,
    given=none_given,
)
