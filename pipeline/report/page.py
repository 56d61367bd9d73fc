"""From sections to one HTML file that needs nothing else: styles and script are in it."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from functools import cache

import jinja2
from markupsafe import Markup

from pipeline.report import formats, names
from pipeline.report.check_names import check_name
from pipeline.report.masthead import masthead
from pipeline.report.material import Material
from pipeline.report.phrases import Phrase, breakable, clip, visible
from pipeline.report.sections import SECTIONS
from pipeline.report.sections.base import Section


@dataclass(frozen=True, slots=True)
class Shown:
    """A section with what it has to show."""

    section: Section
    data: object


def render(material: Material) -> str:
    """Write the page; the same workspace gives the same page."""
    built = [Shown(section, section.build(material)) for section in SECTIONS]
    environment = _environment()
    script = environment.get_template("page.js").render()
    return environment.get_template("page.html.j2").render(
        head=masthead(material),
        sections=[shown for shown in built if shown.data is not None],
        script=Markup(script),  # noqa: S704 (our own file)
        script_hash=base64.b64encode(hashlib.sha256(script.encode()).digest()).decode(),
    )


@cache
def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("pipeline.report"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        finalize=_finalize,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(t=Phrase, names=names, check_name=check_name, web_address=_is_web_address)
    environment.filters.update(
        whole=formats.whole,
        figure=formats.figure,
        seconds=formats.seconds,
        signed=formats.signed,
        chance=formats.chance,
        size=formats.size,
        clip=clip,
        breakable=breakable,
    )
    environment.globals.update(share=formats.share, interval=formats.interval)
    return environment


def _finalize(value: object) -> object:
    """Make what cannot be seen visible in every text that a template shows."""
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _is_web_address(text: str | None) -> bool:
    return text is not None and text.startswith(("https://", "http://"))
