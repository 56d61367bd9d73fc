"""How annotators write the morphemes of an eojeol: ``정부/NNG+는/JX``."""

from __future__ import annotations

import re

from pipeline.tasks.dp.values import TAGS

_FINALS = dict(
    zip(range(0x11A8, 0x11C3), "ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ", strict=True)
)
_MORPHEME = re.compile(r"(?P<form>\++|[^+]+)/(?P<tag>[A-Z]+)(?:\+(?=.)|$)")


class NotationError(ValueError):
    """A text that is no sequence of morphemes; ``check`` is the machine name of what is wrong."""

    def __init__(self, check: str, message: str) -> None:
        super().__init__(message)
        self.check = check


def compatible(text: str) -> str:
    r"""Write final consonants that stand alone as compatibility jamo, as KLUE does; NFC leaves them apart.

    >>> compatible("\u11ab다") == "ㄴ다"
    True
    """
    return text.translate(_FINALS)


def write(lemma: str, pos: str) -> str:
    """Join morphemes and tags.

    >>> write("정부 는", "NNG+JX")
    '정부/NNG+는/JX'
    """
    pairs = zip(lemma.split(" "), pos.split("+"), strict=True)
    return "+".join(f"{form}/{tag}" for form, tag in pairs)


def read(text: str) -> tuple[str, str]:
    """Split into lemma and pos; white space does not matter, "+" and "/" may be morphemes themselves.

    Raises:
        NotationError: there is no morpheme, or one has no tag, an unknown one, or two.

    >>> read("1/SN++/SW+1/SN")
    ('1 + 1', 'SN+SW+SN')
    """
    left = compatible("".join(text.split()))
    if not left:
        raise NotationError("missing_answer", "no morphemes")
    morphemes = []
    while left:
        found = _MORPHEME.match(left)
        if found is None:
            raise NotationError("missing_tag", f"{left!r} has no part of speech: {text}")
        form, tag = found["form"], found["tag"]
        if tag not in TAGS:
            raise NotationError("unknown_tag", f"{tag} is no part of speech: {text}")
        if form.rpartition("/")[2] in TAGS and "/" in form:
            raise NotationError("unknown_tag", f"{form}/{tag} has two parts of speech: {text}")
        morphemes.append((form, tag))
        left = left[found.end() :]
    return " ".join(form for form, _ in morphemes), "+".join(tag for _, tag in morphemes)
