"""The formats, by the name that the catalogue uses."""

from __future__ import annotations

from typing import Any

from pipeline.corpora.readers import (
    cirrus,
    columnar,
    conllu,
    delimited,
    huggingface,
    jsonlines,
    klue,
    mediawiki,
    plain,
    squad,
)
from pipeline.corpora.readers.base import Format

FORMATS: dict[str, Format[Any]] = {
    module.FORMAT.name: module.FORMAT
    for module in (cirrus, columnar, conllu, delimited, huggingface, jsonlines, klue, mediawiki, plain, squad)
}
