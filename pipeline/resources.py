"""Where the files that ship with the program are: contracts, guides, sample corpora."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal

Shipped = Literal["annotation_guides", "data_contracts", "sample_corpora"]

_PACKAGE = Path(__file__).parent


def shipped(name: Shipped) -> Path:
    """Give a shipped folder: beside the package in a checkout, inside it in an installed wheel."""
    checkout = _PACKAGE.parent / name
    return checkout if checkout.is_dir() else _PACKAGE / "_shipped" / name


def installed(program: Literal["label-studio"]) -> Path:
    """Give the path where ``make setup`` installs a server's program."""
    return _PACKAGE.parent / ".venv-studio" / "bin" / program


@cache
def code_digest(*packages: str) -> str:
    """Hash the source of modules and packages below ``pipeline``, for fingerprints."""
    import hashlib

    digest = hashlib.blake2b(digest_size=16)
    for package in packages:
        path = _PACKAGE / package
        files = sorted(path.rglob("*.py")) if path.is_dir() else [path.with_suffix(".py")]
        for file in files:
            digest.update(file.relative_to(_PACKAGE).as_posix().encode())
            digest.update(file.read_bytes())
    return digest.hexdigest()
