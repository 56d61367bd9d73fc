"""Prefixes of wiki links, by what they mean for a Korean article."""

from __future__ import annotations

import re
from typing import Literal

Kind = Literal["article", "file", "category", "language", "elsewhere"]

_FILES = frozenset({"파일", "그림", "미디어", "file", "image", "media"})
_CATEGORIES = frozenset({"분류", "category"})
_OTHERS = frozenset(
    {"사용자", "위키백과", "미디어위키", "틀", "도움말", "포털", "들머리", "위키프로젝트", "초안", "모듈"}
    | {"사", "백", "들", "프", "특", "특수", "특수기능", "토론", "사토", "백토", "들토", "프토"}
    | {"user", "wikipedia", "wp", "project", "mediawiki", "template", "help", "portal", "draft", "module"}
    | {"special", "talk", "timedtext"}
)
_WIKIS = re.compile(
    "[bcdfmnqsvw]|wikt|wiktionary|wikinews|wikiquote|wikisource|wikibooks|wikiversity|wikivoyage|voy|"
    "wikispecies|species|commons|wikidata|meta|metawiki|mw|mediawikiwiki|foundation|incubator|outreach|"
    "phab|phabricator|toollabs|toolforge|doi|hdl|issn|arxiv|pmid|rfc|google|imdbtitle|imdbname"
)
_LANGUAGES = re.compile(
    "a[abefkmnrsvyz]|b[aeghimnors]|c[aehorsuvy]|d[aevz]|e[elnostu]|f[afijory]|g[adlnuv]|h[aeiortuyz]|"
    "i[adegikostu]|j[av]|k[agijklmnorsuvwy]|l[abginotv]|m[ghiklnorsty]|n[abdeglnorvy]|o[cjmrs]|p[ailst]|qu|"
    "r[mnouw]|s[acdeghiklmnoqrstuvw]|t[aeghiklnorstwy]|u[gkrz]|v[eio]|w[ao]|xh|y[io]|z[ahu]|"
    "ace|als|ang|arc|ary|arz|ast|bar|bjn|bug|cdo|ceb|chr|ckb|csb|cmn|dsb|eml|ext|frp|frr|fur|gag|gan|got|"
    "gsw|hak|haw|hif|hsb|hyw|ilo|jam|jbo|kaa|kab|kbd|krc|ksh|lad|lez|lij|lmo|ltg|lzh|mad|mai|mhr|min|mrj|mwl|myv|"
    "mzn|nah|nan|nap|nds|new|nov|nrm|nso|olo|pag|pam|pap|pcd|pdc|pfl|pms|pnb|pnt|roa|rue|sah|scn|sco|sgs|shi|smn|srn|stq|szl|tay|tcy|"
    "tet|tpi|trv|tum|tyv|udm|vec|vep|vls|war|wuu|xal|xmf|yue|zea|nds-nl|be-tarask|be-x-old|bat-smg|cbk-zam|"
    "fiu-vro|map-bms|roa-rup|roa-tara|simple|zh-[a-z-]+"
)
"""The two-letter codes of ISO 639, and the longer ones of Wikipedias."""


def kind(title: str, namespaces: frozenset[str]) -> Kind:
    """Tell what a link title points to; ``namespaces`` are the lower-case names that its wiki has.

    >>> kind("파일:A.jpg", frozenset()), kind("ja:ベルリン", frozenset()), kind("인셉션: 꿈", frozenset())
    ('file', 'language', 'article')
    """
    prefix, colon, _ = title.partition(":")
    if not colon:
        return "article"
    name = prefix.strip().lower()
    if name in _FILES:
        return "file"
    if name in _CATEGORIES:
        return "category"
    if _LANGUAGES.fullmatch(name):
        return "language"
    if name in _OTHERS or name in namespaces or _WIKIS.fullmatch(name) or _is_talk(name):
        return "elsewhere"
    return "article"


def _is_talk(name: str) -> bool:
    for suffix in ("토론", "talk"):
        about = name.removesuffix(suffix).rstrip()
        if about != name:
            return about in _OTHERS or about in _FILES or about in _CATEGORIES
    return False
