"""The words by which it is told what a statement about a licence speaks of."""

from __future__ import annotations

import re

CODE = re.compile(
    (
        r"\b(?:source\s*code|codes?|scripts?|software|programs?|packages?|librar(?:y|ies)"
        r"|toolkits?|framework|models?|checkpoints?"
        r"|weights|themes?|templates?|web\s?sites?|fonts?|tools?|parsers?|crawlers?|modules?"
        r"|plugins?|demo|app|api|logos?|trademarks?|icons?"
        r"|dependenc(?:y|ies)|implementation|baselines?|tokenizers?|notebooks?)\b"
        r"|소스\s*코드|코드|모델|패키지|라이브러리|테마|템플릿|폰트|글꼴|프로그램|스크립트"
        r"|소프트웨어|도구|웹\s*사이트|홈페이지|로고|상표|아이콘|파서|크롤러"
    ),
    re.IGNORECASE,
)
DATA = re.compile(
    (
        r"\b(?:data\s?sets?|data|corpus|corpora|texts?|annotations?|treebank|sentences?"
        r"|documents?|articles?|contents?|dialogues?"
        r"|lexicon|dictionary|benchmark|questions?|transcripts?|translations?|labels?)\b"
        r"|데이터\s*셋|데이터|말뭉치|코퍼스|텍스트|문장|자료|저작물|게시물|콘텐츠|컨텐츠|주석"
        r"|대화|문서|기사|사전|번역|라벨|레이블|테이터셋"
    ),
    re.IGNORECASE,
)
UPSTREAM = re.compile(
    (
        r"\b(?:derived|translated|adapted|sourced|taken|extracted|sampled|collected|drawn|crawled|scraped|gathered"
        r"|built|based|created|compiled|re-?annotated)\s+(?:\w+\s+){0,2}?(?:from|on"
        r"|out\s+of)\b"
        r"|\b(?:translations?|derivatives?|versions?|subsets?)\s+of\b"
        r"|\boriginal\s+(?:data\s?set|data|corpus|texts?|sentences|english|source|license"
        r"|licence|work)"
        r"|\bupstream\b|\bsource\s+(?:data\s?set|data|corpus|corpora|texts?|articles?"
        r"|material)"
        r"|원본|원문|원저작물|원천|원\s*데이터|출처가|번역한|번역하여|기반으로|바탕으로|토대로"
        r"|수집한|수집하[여였]|크롤링|재가공|가공한|^\W*(?:sources?|출처)\s*[:：]"
    ),
    re.IGNORECASE,
)
UPSTREAM_AFTER = re.compile(
    r"^[\s)\]`'\"*]*(?:을|를|에서)\s*[^.]{0,20}?(?:번역|추출|수집|가져|발췌|가공|변환|재구성)"
)
UPSTREAM_BRACKET = re.compile(r"(?:\bfrom\s+[^.;()]{1,60}|출처\s*[:：]\s*[^.;()]{1,60})\(\s*$", re.IGNORECASE)
UPSTREAM_HEADING = re.compile(
    (
        r"\b(?:sources?|upstream|origins?|provenance|based\s+on|original|raw\s+data"
        r"|acknowledge?ments?|credits)\b|출처|원본|원천|원저작"
    ),
    re.IGNORECASE,
)
OTHER_HEADING = re.compile(
    (
        r"\b(?:related|comparisons?|compar(?:e|ing)|other\s+(?:corpora|data|resources|work)"
        r"|alternatives?|see\s+also|existing|previous\s+work"
        r"|similar|resources|links|bibliography|references)\b|관련|비교|다른\s*(?:말뭉치"
        r"|데이터|코퍼스)|참고|기존\s*(?:말뭉치|데이터|연구)"
    ),
    re.IGNORECASE,
)
PART_HEADING = re.compile(
    r"\b(?:components?|composition|contents?|subsets?|parts|tasks|included)\b|구성|수록|포함|과제",
    re.IGNORECASE,
)
FROM_COLUMN = re.compile(r"\b(?:sources?|origins?|upstream|original)\b|출처|원본|원천", re.IGNORECASE)
PUBLISHERS = re.compile(
    r"\b(?:newspapers?|publishers?|(?:news|media)\s+(?:companies|outlets|agenc\w+)|broadcasters?)\b"
    r"|언론사|신문사|방송사|출판사",
    re.IGNORECASE,
)
AUTHORS = re.compile(
    r"\brespective\b|(?:underlying|original)\s+(?:\w+\s+){0,2}?(?:articles?|texts?|authors?|works?|owners?)\b"
    r"|원저작자|각\s*(?:저작자|작성자|사이트|기관)",
    re.IGNORECASE,
)
PAST_HEADING = re.compile(
    (
        r"\b(?:change\s?log|history|release\s+notes|changes|legacy|deprecated)\b"
        r"|변경\s*(?:이력|내역)|이력|업데이트"
    ),
    re.IGNORECASE,
)
METADATA = re.compile(r"\bmeta-?data\b|메타\s*데이터", re.IGNORECASE)
LICENCE_HEADING = re.compile(
    r"licen[cs]|copyright|terms|rights|라이[선센]스|저작권|이용\s*(?:약관|조건|허락)|공공누리", re.IGNORECASE
)
OTHER = re.compile(
    (
        r"\b(?:unlike|in\s+contrast|compared?\s+(?:to|with)|whereas|(?:other|existing|previous"
        r"|prior|most|many)\s+(?:\w+\s+){0,2}(?:corpora|data\s?sets?|work|resources"
        r"|benchmarks?)|such\s+as|e\.g\.)"
        r"|와\s*달리|과\s*달리|달리|비해|다른\s*(?:말뭉치|데이터|코퍼스)|기존\s*(?:말뭉치"
        r"|데이터|코퍼스|연구)"
    ),
    re.IGNORECASE,
)
PAST = re.compile(
    (
        r"\b(?:previous(?:ly)?|formerly|originally\s+(?:released|published|licensed)"
        r"|used\s+to\s+be|earlier|older|old|prior|until|no\s+longer|"
        r"(?:changed|relicensed|switched|moved|migrated|updated)\s+(?:\w+\s+){0,3}?from"
        r"|instead\s+of|rather\s+than|replac\w+|legacy|obsolete"
        r"|(?:original|first|initial|early|beta)\s+(?:release|version)|before\s+(?:version"
        r"|v\.?\s*\d|release|20\d\d))\b"
        r"|이전|과거|예전|구\s*버전|기존\s*(?:버전|라이)|더\s*이상|종전|초기\s*(?:버전|배포)"
        r"|까지는"
    ),
    re.IGNORECASE,
)
RELICENSED = re.compile(
    r"\b(?:re-?licen[cs]ed|changed|switched|moved|migrated|updated)\b.{0,80}?\bto\s+(?:the\s+)?[\[(`'\"]*$"
    r"|에서\s*[\[(`'\"]*$",
    re.IGNORECASE,
)
PAST_AFTER = re.compile(
    (
        r"^[\s)\]`'\"*]*(?:license\s*)?(?:에서(?=\s*(?:CC|변경|[^.]{0,25}로\s*(?:변경|바뀌"
        r"|바꾸|전환)))|이었|였|\s*->|\s*→|\s+to\s+(?:the\s+)?(?:CC|Creative))"
    ),
    re.IGNORECASE,
)
FUTURE = re.compile(r"\b(?:will\s+be|going\s+to\s+be|plan(?:s|ned)?\s+to)\b|향후|추후", re.IGNORECASE)
FUTURE_AFTER = re.compile(r"^[^.;,]{0,30}?(?:예정|계획|바꿀|변경할)")
NOT = re.compile(
    r"\b(?:not|never|nor|neither|isn't|aren't)\s+(?:\w+\s+){0,3}(?:the\s+)?(?:a\s+)?[\[(`'\"*]*$",
    re.IGNORECASE,
)
NOT_AFTER = re.compile(r"^[\s\w)\]`'\"*]{0,8}?(?:가|이|은|는)?\s*(?:아니|아닌|아닙|미적용)")
THIS = re.compile(
    r"\b(?:this|our|ours|the\s+present)\b|본\s|우리|이\s*(?:데이터|말뭉치|코퍼스|저작물)", re.IGNORECASE
)
GRANT = re.compile(
    (
        r"licen[cs]|라이[선센]스|이용\s*허락|\b(?:used?|usable|reusable)\b[^.;]{0,80}?\bunder\b|released?\s+under|(?:made\s+)?available\s+under"
        r"|distributed\s+under|published\s+under|under\s+(?:the\s+)?(?:terms|conditions)"
        r"|provided\s+under|shared\s+under|covered\s+by|governed\s+by|copyright|rights|terms\b"
        r"|dedicat|public\s+domain|공개|배포|따릅|따른|따라|적용|이용할\s*수|저작권|저작물"
    ),
    re.IGNORECASE,
)
FOR = re.compile(
    (
        r"^[\s)\]`'\"*]*(?:\([^()]*\)\s*)?(?:licen[cs]es?\s*)?(?:[(–—-]\s*)?(?:for|covers?"
        r"|applies\s+to|governs|on)\s+(?P<what>[^,.;()]{0,60})"
    ),
    re.IGNORECASE,
)
PAIRED = re.compile(
    r"(?:^|[\s,`'\"*])(?:and|및|와|과|&|/|,|·|그리고|뿐만\s*아니라|as\s+well\s+as)(?:$|[\s,`'\"*])"
)
FIELD = re.compile(
    r"[\W_]*(?:data\s*(?:set)?\s+)?(?:licen[cs]es?|라이[선센]스|저작권|이용\s*조건)[\W_]*[:：]", re.IGNORECASE
)
NEAR = 200
"""Characters around a mention that may tell what it is about."""

SOFTWARE = ("MIT", "Apache", "BSD", "ISC", "GPL", "LGPL", "AGPL", "MPL", "Unlicense", "0BSD")
