"""What a project shows: the labelling configuration and the guide, each with its version."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from markdown_it import MarkdownIt

from pipeline.errors import BadInputError
from pipeline.model import RoundName
from pipeline.studio.client import Interface
from pipeline.studio.slots import Versions

_VERSION = re.compile(r"^\|\s*판(?:\(version\))?\s*\|\s*`?(\d+\.\d+\.\d+)`?\s*\|", re.MULTILINE)
_STYLE = """\
.guide h1 { font-size: 22px; font-weight: 700; margin: 0 0 12px }
.guide h2 { font-size: 18px; font-weight: 700; margin: 20px 0 8px }
.guide h3 { font-size: 15px; font-weight: 700; margin: 14px 0 6px }
.guide p { margin: 6px 0; line-height: 1.6 }
.guide ul { list-style: disc; padding-left: 22px; margin: 6px 0 }
.guide ol { list-style: decimal; padding-left: 22px; margin: 6px 0 }
.guide table { border-collapse: collapse; margin: 8px 0 }
.guide th, .guide td { border: 1px solid #bbb; padding: 4px 8px; text-align: left; vertical-align: top }
"""
"""Label Studio resets the look of every element, and strips style attributes but keeps a style element."""


def read_interface(guides: Path, task: str, round_name: RoundName) -> Interface:
    """Read a round's labelling configuration and guide.

    Raises:
        BadInputError: a file is missing or is not UTF-8, or the guide does not state its version.
    """
    xml = _read(guides / task / f"labeling.{round_name}.xml")
    guide_path = guides / task / "guide.ko.md"
    guide = _read(guide_path)
    version = _VERSION.search(guide)
    if version is None:
        raise BadInputError(f"{guide_path}: states no version", "its first table has a row: | 판 | 1.0.0 |")
    digest = hashlib.blake2b(xml.encode(), digest_size=6).hexdigest()
    return Interface(xml, guide_html(guide), Versions(guide=version[1], config=digest))


def guide_html(markdown: str) -> str:
    """Turn a guide into the HTML that Label Studio shows as instructions; raw HTML in it is escaped."""
    html: str = MarkdownIt("commonmark", {"html": False}).enable("table").render(markdown)
    return f'<style>\n{_STYLE}</style>\n<div class="guide">\n{html}</div>\n'


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise BadInputError(f"{path}: no such file") from None
    except UnicodeDecodeError as error:
        raise BadInputError(f"{path}: cannot be read as UTF-8 text ({error})") from None
