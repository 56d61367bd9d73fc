"""The keys that a file's records have, for comparing files."""

from __future__ import annotations

import json
from collections import Counter

from pipeline.klue_format.blocks import columns
from pipeline.klue_format.files import Source


def keys_of(text: str) -> dict[str, bool]:
    """Give, for every path to a key of a file's records, whether all objects that may have it do.

    >>> keys_of('[{"a": 1, "b": [{"c": 1}, {}]}]')
    {'a': True, 'b': True, 'b[].c': False}
    """
    objects: Counter[str] = Counter()
    having: Counter[str] = Counter()
    root = json.loads(text)
    left = [("", root)]
    while left:
        path, value = left.pop()
        if isinstance(value, list):
            at = f"{path}[]" if path else ""
            left += [(at, element) for element in value if isinstance(element, dict | list)]
        elif isinstance(value, dict):
            objects[path] += 1
            for key, inner in value.items():
                below = f"{path}.{key}" if path else key
                having[below] += 1
                if isinstance(inner, dict | list):
                    left.append((below, inner))
    if isinstance(root, dict):
        having = Counter({path: count for path, count in having.items() if "[]." in path})
    return {path: count == objects[path.rpartition(".")[0]] for path, count in sorted(having.items())}


def columns_of(text: str) -> dict[str, bool]:
    """Give the columns that the header of a tabular file states."""
    return dict.fromkeys(sorted(columns(Source("", text))), True)
