"""The formats, by the name that the catalogue uses."""

from __future__ import annotations

from typing import Any

from pipeline.corpora.readers import conllu, delimited, jsonlines, mediawiki, plain
from pipeline.corpora.readers.base import Format

FORMATS: dict[str, Format[Any]] = {
    module.FORMAT.name: module.FORMAT for module in (conllu, delimited, jsonlines, mediawiki, plain)
}
