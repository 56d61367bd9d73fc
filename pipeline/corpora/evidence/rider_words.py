"""The words of restrictions, in English and in Korean."""

from __future__ import annotations

import re

NON_COMMERCIAL = "commercial use"
NO_CHANGES = "changes"
NO_REDISTRIBUTION = "redistribution"
RESERVED = "all rights reserved"
USE = "some uses"

_COMMERCIAL = r"(?:commerc(?:e|ial(?:ly|isation|ization)?)|for[\s-]profit|profit|monetar(?:y|il[ey]))"
_COMMERCIAL_USE = (
    r"(?:commercially|commerciali[sz]\w+|commercial(?:\s+(?:or|and)\s+\w+)?\s+(?:use|usage"
    r"|purposes?|applications?|gain|exploitation"
    r"|benefit|ends?|advantage)"
    r"|(?:in|into|for|as|use[ds]?|using)\s+(?:\w+\s+)?commercial\s+(?:products?|services?|activit\w+)"
    r"|for[\s-]profit(?!\s+corporation)|be\s+sold)\b"
)
_BAN = (
    r"(?:prohibited|forbidden|not\s+(?:be\s+)?(?:allowed|permitted|granted|authori[sz]ed"
    r"|possible)|disallowed|banned"
    r"|restricted|excluded|strictly)"
)
_WORK = (
    r"(?:research|academic|scientific|educational?|scholarly|study|personal|private"
    r"|non[\s-]?commercial|non[\s-]?profit|evaluation|teaching)"
)
_WORKS = rf"{_WORK}(?:[\s,/]++(?:(?:and/or|and|or|&)\s*+)?{_WORK})*"
_END = r"(?:use[sd]?|usage|purposes?|research|projects?|applications?)"
_KO_COMMERCIAL = r"(?:상업|영리|상용|수익|판매)"
_KO_USE = r"(?:이용|사용|활용|배포|목적|용도|서비스|행위|판매)"
_KO_BAN = (
    r"(?:금지|금합니다|금하|불가|불허|불가능|할\s*수\s*없|수\s*없|안\s*됩|안\s*된"
    r"|안\s*되|아니\s*(?:된|됩|되|하)|못\s*(?:한|합|하)|허용(?:되지|하지)\s*않|허락(?:되지|하지)\s*않|제한(?:됩|되|합|하))"
)
_KO_ASK = (
    r"(?:문의|연락|협의|사전\s*(?:승인|허가|허락|동의)|별도(?:의|로)?\s*(?:계약|허가|허락"
    r"|승인|문의|라이|이용\s*허락)|허가를\s*받|허락을\s*받|승인을\s*받)"
)

PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (forbids, re.compile(pattern, re.IGNORECASE))
    for forbids, pattern in (
        # English: no commercial use
        (NON_COMMERCIAL, rf"\b(?:not|never|n[o']t|cannot|no)\b[^.;]{{0,60}}?\b{_COMMERCIAL_USE}"),
        (
            NON_COMMERCIAL,
            (
                rf"\b{_COMMERCIAL}\b[^.;]{{0,60}}?\b(?:is|are|be|use|uses)[\s|:]+(?:strictly\s+"
                rf"|explicitly\s+)?{_BAN}"
            ),
        ),
        (
            NON_COMMERCIAL,
            (
                r"\b(?:prohibits?|forbids?|excludes?|excluding"
                rf"|disallows?)\b[^.;]{{0,40}}?\b{_COMMERCIAL}\b"
            ),
        ),
        (
            NON_COMMERCIAL,
            (
                r"\b(?:for|strictly|only|solely|purely)\s+(?:any\s+|the\s+|your\s+|own\s+"
                rf"|personal,?\s+(?:and\s+)?)*non[\s-]?{_COMMERCIAL}\b"
            ),
        ),
        (
            NON_COMMERCIAL,
            (
                r"\bnon[\s-]?commercial(?:(?:,|\s+and|\s+or|\s*/)?\s*[\w-]+){0,2}?,?\s+(?:use|usage"
                r"|purposes?|licen[cs]e|basis|only)\b"
            ),
        ),
        (
            NON_COMMERCIAL,
            (
                r"\bcommercial\s+(?:use|usage|users?|licen[cs](?:e|ing)|purposes?"
                r"|applications?)\b[^.;]{0,60}?\b(?:contact|requires?|permission|separate|inquir"
                r"|enquir|ask|negotiat|e-?mail|prior)"
            ),
        ),
        (
            NON_COMMERCIAL,
            (
                r"\b(?:contact|permission|ask|e-?mail|inquire)\b[^.;]{0,60}?\bcommercial\s+(?:use"
                r"|usage|licen[cs]|purposes?)"
            ),
        ),
        (
            NON_COMMERCIAL,
            (
                r"\b(?:only|solely|exclusively|strictly|limited|restricted)\b[^.;]{0,30}?\b(?:for"
                rf"|to)\b\s+(?:the\s+|any\s+)?(?:purposes?\s+of\s+)?{_WORKS}(?:\s+{_END})?(?![\w-])"
            ),
        ),
        (NON_COMMERCIAL, r"\bcommercial(?:\s+us(?:e|age))?[^\w✗✘❌]{1,12}(?:no\b(?!\s+\w)|✗|✘|❌|x\b)"),
        (
            NON_COMMERCIAL,
            rf"\bfor\s+{_WORKS}\s+{_END}(?:\s+by\s+[^.;,]{{1,40}}?)?\s*(?:only\b|,?\s*and\s+not\b|\(only\))",
        ),
        (NON_COMMERCIAL, rf"(?:^|[\s:\"(*]){_WORKS}[\s-]+(?:{_END}\s+)?only\b"),
        (
            NON_COMMERCIAL,
            (
                r"\b(?:free|freely\s+available|available|provided|granted"
                r"|may\s+be\s+used)\s+(?:only\s+)?(?:to\s+(?:the\s+)?(?:research|academic)\s+communit"
                r"|for\s+(?:non[\s-]?commercial|academic\s+use|academic\s+(?:and|or)"
                r"|research\s+use\b))"
            ),
        ),
        # English: no changes, no redistribution
        (
            NO_CHANGES,
            (
                r"\b(?:no|not|never|n[o']t|cannot|without)\b[^.;]{0,30}?\b(?:derivative\s+works?"
                r"|modif(?:y|ied|ications?)|alter(?:ed|ations?)?|adapt(?:ed|ations?)?"
                rf"|remix(?:ed)?)\b[^.;]{{0,40}}?(?:{_BAN}|distribut|shar|publish|creat|permission|data"
                r"|corpus|text)"
            ),
        ),
        (
            NO_CHANGES,
            (
                r"\b(?:modifications?|derivative(?:s|\s+works?)?|adaptations?"
                rf"|alterations?)\s+(?:of\b[^.;]{{0,30}})?(?:is|are)\s+(?:strictly\s+)?{_BAN}"
            ),
        ),
        (NO_CHANGES, r"\bno[\s-]+derivatives?\b(?!\s*\d)"),
        (
            NO_REDISTRIBUTION,
            (
                r"\b(?:no|not|never|n[o']t|cannot|without)\b[^.;]{0,40}?\b(?:re-?distribut\w*"
                r"|re-?publish\w*|re-?shar\w*|(?:passed|given)\s+(?:on\s+)?to\s+third\s+part\w+)"
            ),
        ),
        (
            NO_REDISTRIBUTION,
            (
                r"\b(?:do\s+not|don[’']t|must\s+not|may\s+not|cannot|can[’']t"
                r"|should\s+not)\s+(?:\w+\s+(?:or|and)\s+)?(?:distribute|share|publish|upload|pass)\b"
            ),
        ),
        (
            NO_REDISTRIBUTION,
            (
                r"\b(?:re-?distribution|re-?publication|reproduction)\b[^.;]{0,60}?\b(?:is|are"
                rf"|be)\s+(?:strictly\s+)?{_BAN}"
            ),
        ),
        (RESERVED, r"\ball\s+rights\s+(?:are\s+)?reserved\b"),
        (USE, r"\b(?:must|may|shall|should)\s+not\s+be\s+used\b(?=[^.;]{0,30}\b(?:to|for|as)\b)"),
        # Korean
        (
            NON_COMMERCIAL,
            (
                rf"(?<!비)(?<!비\s){_KO_COMMERCIAL}(?:적|용|성)?(?:인|으로|의)?\s*(?:{_KO_USE}|이익"
                rf"|로)[^.。]{{0,25}}?{_KO_BAN}"
            ),
        ),
        (
            NON_COMMERCIAL,
            (
                rf"(?<!비)(?<!비\s){_KO_COMMERCIAL}(?:적|용)?(?:인|으로"
                rf"|의)?\s*{_KO_USE}.{{0,60}}?{_KO_ASK}"
            ),
        ),
        (
            NON_COMMERCIAL,
            (
                rf"(?:비\s*상업|비\s*영리)(?:적|용)?(?:인|으로|의)?\s*(?:{_KO_USE}|연구|학술"
                r"|교육)?[^.。]{0,12}?(?:으로만|로만|에만|만\b|에서만|에\s*한(?:해|하|정)|한정"
                r"|일\s*경우|인\s*경우|라이[선센]스)"
            ),
        ),
        (
            NON_COMMERCIAL,
            (
                r"(?:비\s*상업|비\s*영리)(?:적|용)?(?:인|으로|의)?\s*(?:이용|사용|활용|목적"
                r"|용도)(?:으로|로|을|를|에)?\s*(?:만|허용|허락|자유|가능|공개|제공|배포|이용|사용)"
            ),
        ),
        (
            NON_COMMERCIAL,
            (
                r"(?:연구|학술|교육|학습)(?:\s*[·,/및과와또는]+\s*(?:연구|학술|교육|학습))*\s*(?:목적"
                r"|용도|용)?(?:으로만|로만|에만|에\s*한(?:해|하|정)|에\s*한하여|만을\s*위)"
            ),
        ),
        (
            NO_CHANGES,
            (
                r"(?:변경|수정|개작|가공|변형|2차적?\s*저작물(?:의)?\s*(?:작성)?)(?:을|를|은|는|이"
                rf"|가)?\s*(?:하는\s*것을|하거나[^.。]{{0,20}})?\s*{_KO_BAN}"
            ),
        ),
        (
            NO_REDISTRIBUTION,
            (
                r"(?:재\s*배포|무단\s*배포|제\s*[3삼]\s*자(?:에게|에|와)?\s*(?:제공|배포|양도|공유|대여|판매|열람|유출)|복제\s*(?:및|·"
                rf"|,)?\s*배포)[^.。]{{0,40}}?{_KO_BAN}"
            ),
        ),
        (NON_COMMERCIAL, rf"판매(?:를|는|하는|하거나|하여서는|해서는|할)[^.。]{{0,25}}?{_KO_BAN}"),
        (
            NON_COMMERCIAL,
            (
                r"(?:연구|학술|교육|학습)(?:\s*(?:[·,/및과와]|또는)?\s*(?:개발|연구|학술|교육|학습))*(?:\s*목적)?"
                rf"\s*(?:이외|외)의?\s*(?:다른\s*)?{_KO_USE}[^.。]{{0,25}}?{_KO_BAN}"
            ),
        ),
        (NO_REDISTRIBUTION, rf"무단\s*(?:전재|복제|배포|사용|이용|도용|수집)[^.。]{{0,30}}?{_KO_BAN}"),
        (
            NO_REDISTRIBUTION,
            (
                r"(?:외부\s*(?:유출|공개|반출)|국외\s*반출|공유|(?<!재)배포)(?:을|를|은|는|이"
                r"|가)?\s*(?:엄격히\s*)?(?:금지|금합니다|불가)"
            ),
        ),
        (
            RESERVED,
            (
                r"저작권(?:은|이)\s[^.。]{0,40}?(?:에게|에)\s*(?:있|귀속)"
                r"|\bcopyrights?\b[^.;]{0,60}?\b(?:belongs?\s+to|(?:is|are)\s+(?:owned|held"
                r"|retained)\s+by|remains?\s+with)"
            ),
        ),
        (
            RESERVED,
            (
                r"\b(?:re-?use|use|usage|reproduction|copying)\s+of\b[^.;]{0,60}?\b(?:requires?|needs?|is\s+subject\s+to)\b"
                r"[^.;]{0,30}?\b(?:permission|consent)\b"
            ),
        ),
        (RESERVED, r"모든\s*권리(?:는|를|가)?[^.。]{0,20}?(?:보유|귀속|유보|있)"),
    )
)

STEMS: dict[str, re.Pattern[str]] = {
    forbids: re.compile(pattern, re.IGNORECASE)
    for forbids, pattern in (
        (
            NON_COMMERCIAL,
            (
                "commerc|profit|monetar|sold|research|academ|scien|educat|scholar|study|personal|private"
                "|evaluat|teach|\\bsell|상업|영리|상용|수익|판매|연구|학술|교육|학습"
            ),
        ),
        (NO_CHANGES, "deriv|modif|alter|adapt|remix|변경|수정|개작|가공|변형|저작물"),
        (
            NO_REDISTRIBUTION,
            "distribut|publi|shar|third|upload|pass|reproduc|배포|3자|무단|유출|공개|반출|공유",
        ),
        (RESERVED, "right|permission|consent|저작권|권리"),
        (USE, "used"),
    )
}
"""Letters of which some stand in all that a pattern of the restriction matches: a cheap first look."""
