"""The words that take a restriction back, in English and in Korean, and sentences that hold none."""

from __future__ import annotations

import re

from pipeline.corpora.evidence.rider_words import (
    NO_CHANGES,
    NO_REDISTRIBUTION,
    NON_COMMERCIAL,
    RESERVED,
    USE,
)

DENIALS: dict[str, re.Pattern[str]] = {
    forbids: re.compile(pattern, re.IGNORECASE)
    for forbids, pattern in (
        (
            NON_COMMERCIAL,
            (
                r"\b(?:not|never|n[o']t|no\s+longer)\s+(?:be\s+|been\s+)?(?:restricted|limited"
                r"|confined|only)\b|\bno\s+(?:restrictions?|limits?)\b|\bnot\s+only\b"
                r"|\bboth\s+commercial\b|\b(?:non[\s-]?commercial(?:ly)?\s+(?:and|or|as\s+well\s+as"
                r"|and/or)\s+commercial|commercial(?:ly)?\s+(?:and|or|as\s+well\s+as|and/or)\s+(?:non"
                r"|research|academic))"
                r"|\b(?:may|can|is|are|even|including|also|allowed|permitted|free)\b(?:(?!\bnot\b"
                r"|\bno\b"
                r"|\bnon)[^.;]){0,50}?(?<!non-)(?<!non )(?<!non)"
                r"\bcommercial(?:ly)?\b(?![^.;]{0,40}?(?:prohibit"
                r"|forbid|not\s+(?:allowed|permitted)|require|contact|permission|prior))"
                r"|\bdrop(?:ped|s)?\b|\bremov(?:ed?|es|ing)\b|\blift(?:ed|s)?\b|\bno\s+longer\b"
                r"|\bwithout\s+(?:any\s+)?(?:restriction|limitation)"
                r"|\bfor\s+any\s+purpose|\bcommercial\s+(?:and|or)\s+non"
                r"|상업적?\s*(?:이용|사용|활용|목적)?(?:이나|도|에도|으로도|까지|을\s*포함"
                r"|이용도)?\s*(?:모두\s*)?(?:이용|사용|활용)?(?:도|이|은|을)?\s*(?:가능|허용됩|허용합"
                r"|허락합|자유|할\s*수\s*있)"
                r"|상업적?\s*(?:이용\s*)?(?:[·,/]|및|과|와|또는)\s*비\s*상업|비\s*(?:상업"
                r"|영리)적?\s*(?:[·,/]|및|과|와|또는|이용)\s*(?:상업|영리)|비\s*(?:상업"
                r"|영리)(?:적)?[^.。]{0,15}?(?:한정|제한)(?:하지|되지)\s*않"
                r"|영리\s*목적(?:을|까지|도)?\s*(?:포함|가능)|목적에?\s*(?:관계|상관|구애)\s*없"
                r"|제한\s*없이|상관\s*없이|에\s*한정(?:되지|하지)\s*않|제한(?:이|을|되지|하지)\s*(?:없"
                r"|않|두지)|금지(?:하지|되지)\s*않"
            ),
        ),
        (
            NO_CHANGES,
            r"\bunder\s+(?:the\s+)?terms\b|제한\s*없이|자유롭게",
        ),
        (
            NO_REDISTRIBUTION,
            (
                r"\bwithout\b[^.;]{0,30}?\b(?:notice|attribution|credit|citation|naming|citing|licen[cs]e)\b"
                r"|출처[^.。]{0,12}?(?:없이|않고|않은)"
                r"|\b(?:may|can|free\s+to)\s+(?:be\s+)?(?:freely\s+)?re-?distribut"
                r"|\bno\s+restrictions?\b|\bnot\s+(?:only|restricted|limited)\b"
                r"|자유롭게\s*(?:재\s*)?배포|금지(?:하지|되지)\s*않"
            ),
        ),
        (RESERVED, r"\b(?:some|no)\s+rights\s+reserved"),
        (USE, r"(?!)"),
    )
}
CITE = re.compile(
    (
        r"\bif\s+you\s+(?:use|find)\b[^.]{0,80}?\b(?:cite|reference|credit)|\bplease\s+cite\b"
        r"|인용\s*(?:해|하여|부탁|을)"
    ),
    re.IGNORECASE,
)
BOILERPLATE = re.compile(
    (
        r"\bredistributions?\s+(?:of\s+source|in\s+binary)|\b(?:endorse|promote|advertising)\b"
        r"|merchantab|\bexcept\s+(?:as\s+expressly|according\s+to)"
        r"|royalty-free\s+redistribution|noncommercial(?:ly"
        r"|\s+distribution),?\s+and\s+only\s+if|notice\s+may\s+not|against\s+the\s+drafter"
        r"|derivative\s+of\s+any\s+portion|distribute\s+so\s+as\s+to"
        r"|the\s+copyright\s+or\s+license\s+text|must\s+not\s+be\s+misrepresented"
        r"|not-for-profit\s+corporation"
    ),
    re.IGNORECASE,
)
"""Sentences of licences that forbid nothing beyond what the algebra knows."""
