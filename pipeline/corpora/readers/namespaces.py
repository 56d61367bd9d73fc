"""Prefixes of wiki links, by what they mean for a Korean article."""

from __future__ import annotations

import re
from typing import Literal

Kind = Literal["article", "file", "category", "language", "elsewhere"]

_FILES = frozenset({"파일", "그림", "미디어", "file", "image", "media"})
_CATEGORIES = frozenset({"분류", "category"})
_OTHERS = frozenset(
    {
        "사용자",
        "위키백과",
        "백과",
        "미디어위키",
        "틀",
        "도움말",
        "포털",
        "위키프로젝트",
        "초안",
        "모듈",
        "특수",
    }
    | {
        "user",
        "wikipedia",
        "project",
        "mediawiki",
        "template",
        "help",
        "portal",
        "draft",
        "module",
        "special",
    }
    | {"토론", "사용자토론", "talk", "user talk"}
)
_WIKIS = re.compile(r"[a-z]|wikt|wiktionary|commons|wikidata|meta|mw|doi")
_LANGUAGES = re.compile(
    "a[abefkmnrsvyz]|b[aeghimnors]|c[aehorsuvy]|d[aevz]|e[elnostu]|f[afijory]|g[adlnuv]|h[aeiortuyz]|"
    "i[adegikostu]|j[av]|k[agijklmnorsuvwy]|l[abginotv]|m[ghiklnorsty]|n[abdeglnorvy]|o[cjmrs]|p[ailst]|qu|"
    "r[mnouw]|s[acdeghiklmnoqrstuvw]|t[aeghiklnorstwy]|u[gkrz]|v[eio]|w[ao]|xh|y[io]|z[ahu]|"
    "ceb|war|arz|simple|zh-[a-z-]+"
)
"""The two-letter codes of ISO 639, and the other large Wikipedias."""


def kind(title: str, namespaces: frozenset[str]) -> Kind:
    """Tell what a link title points to; ``namespaces`` are the lower-case names that its wiki has.

    >>> kind("파일:A.jpg", frozenset()), kind("ja:ベルリン", frozenset()), kind("인셉션: 꿈", frozenset())
    ('file', 'language', 'article')
    """
    prefix, colon, _ = title.partition(":")
    name = prefix.strip().lower()
    if not colon:
        return "article"
    if name in _FILES:
        return "file"
    if name in _CATEGORIES:
        return "category"
    if _LANGUAGES.fullmatch(name):
        return "language"
    if name in _OTHERS or name in namespaces or _WIKIS.fullmatch(name):
        return "elsewhere"
    return "article"
