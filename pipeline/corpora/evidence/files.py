"""Which files of a folder are evidence, and of what kind.

No text of the corpus is evidence: of data files only comments and fields at their head are read, and files
of plain text that are neither licence nor README not at all. What lies in folders of dependencies is not
read either.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.corpora.evidence.finding import Scope, Source
from pipeline.corpora.evidence.metadata import is_metadata

MOST_PAGES = 40
MOST_FILES = 5000
"""Pages and files beyond these are not read; a finding says so."""

_SKIPPED = frozenset(
    (
        *("node_modules", "vendor", "vendors", "third_party", "third-party", "thirdparty", "3rdparty"),
        "bower_components",
        *("site-packages", "__pycache__", "venv", "env", "dist-info", "_vendor", "deps"),
    )
)  # fmt: skip
_CODE_FOLDERS = frozenset(
    (
        *("src", "code", "codes", "scripts", "script", "tools", "tool", "lib", "web", "site"),
        *("_theme", "theme", "themes", "app", "demo", "assets", "static", "models", "model"),
        *("baseline", "baselines", "fonts", "parser", "template", "templates"),
    )
)  # fmt: skip
_UPSTREAM_FOLDERS = frozenset(("upstream", "original", "originals", "raw", "source", "sources", "orig"))
_LICENCE_WORDS = frozenset(
    (
        *("license", "licence", "licenses", "licences", "copying", "copyright", "unlicense", "notice"),
        *("eula", "lizenz"),
        *("라이선스", "라이센스", "이용약관", "이용허락", "저작권", "공공누리", "이용조건"),
    )
)  # fmt: skip
_TERMS = re.compile(
    r"terms[-_ ]?(?:of|and|&)?[-_ ]?(?:use|service|conditions)?$|data[-_ ]?use|usage[-_ ]?policy",
    re.IGNORECASE,
)
_README = re.compile(
    r"(?:^|[._\- ])(?:read[-_ ]?me|datasheet|data[-_ ]?card|읽어보기|읽어주세요|안내)(?:$|[._\- ])",
    re.IGNORECASE,
)
_PAGES = frozenset((".html", ".htm", ".xhtml", ".md", ".markdown", ".rst", ".adoc", ".org"))
_PROSE = frozenset(("", ".txt", ".text", ".ko", ".en", ".kr", ".1st", *_PAGES))
_UNREADABLE = frozenset((".pdf", ".doc", ".docx", ".hwp", ".hwpx", ".odt", ".rtf"))
_PICTURES = frozenset((".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".bmp"))
_HEADED = frozenset(
    (
        ".conllu",
        ".conll",
        ".conllx",
        ".tsv",
        ".csv",
        ".xml",
        ".tei",
        ".json",
        ".jsonl",
        ".ndjson",
        ".sgml",
    )
)
_SCRIPTS = frozenset(
    (
        ".py",
        ".js",
        ".ts",
        ".java",
        ".c",
        ".h",
        ".sh",
        ".css",
        ".go",
        ".rs",
        ".yml",
        ".yaml",
        ".toml",
        ".ipynb",
    )
)
_PART_WORDS = frozenset(
    (
        *("license", "licence", "licenses", "licences", "copying", "copyright", "notice", "md", "txt"),
        *("rst", "html", "htm"),
        *("pdf", "docx", "hwp", "doc", "the", "of", "for", "file", "text", "full", "legal", "ko", "en"),
        *("kr", "kor", "eng", "korean"),
        *("english", "main", "cc", "by", "sa", "nc", "nd", "cc0", "zero", "mit", "apache", "gpl"),
        *("lgpl", "agpl", "bsd", "mpl", "isc"),
        *("gfdl", "odbl", "kogl", "creative", "commons", "creativecommons", "unlicense", "lesser"),
        *("attribution", "and", "v2", "v3", "eula"),
        *("international", "public", "domain", "readme", "international", "unported", "lic", "2"),
        *("new", "old", "data", "dataset", "corpus", "only", "or", "later", "clause", "odc", "pddl"),
    )
)  # fmt: skip
_CODE_WORDS = frozenset(
    (
        "code",
        "software",
        "scripts",
        "script",
        "source",
        "src",
        "model",
        "models",
        "theme",
        "fonts",
        "font",
        "tools",
    )
)
_THIRD_PARTY = re.compile(r"third[-_ ]?part", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class EvidenceFile:
    """A file to be read as evidence; ``scope`` is what its place and name say that it is about.

    ``readable`` is false for a document in a form that is not read, ``outside`` true for a link that leaves
    the folder.
    """

    path: Path
    name: str
    source: Source
    scope: Scope
    readable: bool = True
    outside: bool = False


@dataclass(frozen=True, slots=True)
class Survey:
    """The evidence of a folder, and how many pages and files were left unread for being too many."""

    files: tuple[EvidenceFile, ...]
    unread_pages: int
    unread_files: int


def survey(folder: Path) -> Survey:
    """Find the evidence in a folder by depth and name; links are followed to files inside only."""
    root = folder.resolve()
    found: list[EvidenceFile] = []
    seen = 0
    for path in _walk(folder):
        seen += 1
        if seen > MOST_FILES:
            continue
        name = unicodedata.normalize("NFC", path.relative_to(folder).as_posix())
        file = describe(path, name)
        if file is not None and path.is_symlink():
            target = path.resolve()
            inside = target.is_relative_to(root) and target.is_file()
            file = EvidenceFile(path, name, file.source, file.scope, inside and file.readable, not inside)
        if file is not None:
            found.append(file)
    found.sort(key=lambda file: (file.name.count("/"), file.name))
    pages = [file for file in found if file.source == "page"]
    left_out = {file.name for file in pages[MOST_PAGES:]}
    kept = tuple(file for file in found if file.name not in left_out)
    return Survey(kept, len(left_out), max(0, seen - MOST_FILES))


def describe(path: Path, name: str) -> EvidenceFile | None:
    """Tell what kind of evidence a file is by its name, None if it is none."""
    *folders, last = name.split("/")
    stem, suffix = _split(last)
    tokens = frozenset(token for token in re.split(r"[^0-9a-z가-힣]+", last.lower()) if token)
    licence = bool(tokens & _LICENCE_WORDS) or any(
        w in last for w in ("이용약관", "라이선스", "라이센스", "저작권", "공공누리")
    )
    licence = licence or _TERMS.match(stem) is not None or _is_reuse(folders, tokens)
    document = suffix in _PROSE or (
        licence and re.fullmatch(r"\.[\w-]{1,12}", suffix) is not None and not _is_data(suffix)
    )
    if suffix in _UNREADABLE and (licence or _README.search(last)):
        return EvidenceFile(
            path, name, "licence" if licence else "readme", _scope(folders, tokens, last), readable=False
        )
    if licence and document:
        return EvidenceFile(path, name, "licence", _scope(folders, tokens, last))
    if _README.search(last) and suffix in _PROSE:
        return EvidenceFile(path, name, "readme", _place(folders))
    if is_metadata(last):
        return EvidenceFile(path, name, "metadata", _place(folders))
    if suffix in _PAGES:
        return EvidenceFile(path, name, "page", _place(folders))
    if suffix in _PICTURES:
        return EvidenceFile(path, name, "picture", _place(folders))
    if suffix == ".py" and "." not in stem:
        return EvidenceFile(path, name, "header", _place(folders))
    if suffix in _HEADED or path.stat(follow_symlinks=False).st_size < 200:
        return EvidenceFile(path, name, "header", _place(folders))
    return None


def _is_reuse(folders: list[str], tokens: frozenset[str]) -> bool:
    """Tell whether a file is named after a licence and lies in a folder of licences, as REUSE has them."""
    return folders[-1:] in (["LICENSES"], ["licenses"]) and all(_is_plain(token) for token in tokens)


def _is_plain(token: str) -> bool:
    """Tell whether a part of a licence file's name tells nothing of what it licenses."""
    return token in _PART_WORDS or token in _LICENCE_WORDS or re.fullmatch(r"v?\d+", token) is not None


def _split(last: str) -> tuple[str, str]:
    stem, dot, suffix = last.rpartition(".")
    if not dot or not stem or not re.fullmatch(r"[A-Za-z][\w-]{0,11}|1st", suffix):
        return last, ""
    return stem, f".{suffix.lower()}"


def _is_data(suffix: str) -> bool:
    return suffix in _HEADED | _PICTURES | _UNREADABLE | _SCRIPTS


def _place(folders: list[str]) -> Scope:
    """Tell what a file is about by its folder: code, a work upstream, or as much as lies beside it."""
    names = [folder.lower() for folder in folders]
    if any(name in _CODE_FOLDERS for name in names):
        return "code"
    if any(name in _UPSTREAM_FOLDERS for name in names):
        return "upstream"
    return "work"


def _scope(folders: list[str], tokens: frozenset[str], last: str) -> Scope:
    """Tell what a licence file is about: its name may say so (LICENSE-CODE, DATA_LICENSE, XNLI-LICENSE)."""
    place = _place(folders)
    if place != "work":
        return place
    if _THIRD_PARTY.search(last):
        return "upstream"
    if tokens & _CODE_WORDS:
        return "code"
    if tokens & {"data", "dataset", "corpus", "데이터", "말뭉치"}:
        return "data"
    strange = {token for token in tokens if not _is_plain(token)}
    if strange & {"upstream", "original", "orig"} or (
        strange and tokens & _LICENCE_WORDS and not any("가" <= c <= "힣" for c in last)
    ):
        return "upstream"
    return "part" if folders and not _is_reuse(folders, tokens) else "work"


def _walk(folder: Path) -> Iterator[Path]:
    for home, folders, names in os.walk(folder, followlinks=False):
        folders[:] = sorted(name for name in folders if not _is_skipped(name))
        for name in sorted(names):
            path = Path(home) / name
            if path.is_symlink() or path.is_file():
                yield path


def _is_skipped(name: str) -> bool:
    return (
        name.lower() in _SKIPPED
        or name.endswith((".dist-info", ".egg-info"))
        or (name.startswith(".") and name != ".")
    )
