"""What a section of the report is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from pipeline.report.material import Material
from pipeline.report.phrases import Phrase


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the page.

    ``name`` is its anchor and that of its template, ``sections/<name>.html.j2``, which is given what
    ``build`` makes of the tables as ``data``. A section that builds None has nothing to show and is left out.
    """

    name: str
    title: Phrase
    build: Callable[[Material], object | None]
