"""Profanity, and words of hatred against groups: whole words only, so that "시발점" is neither.

The lists are short on purpose. A word that has a harmless meaning is there only with what makes it an
insult; words of hatred are those made for it, not every rude word for somebody.
"""

from __future__ import annotations

import re

# What may follow a word that stands alone.
_OVER = r"(?=[\s!?.,~…ㄱ-ㅎㅏ-ㅣ)\"']|$)"
_STOP = r"(?=[\s!?.,~]|$)"

_ANIMALS = "고양이|강아지|사자|곰|호랑이|돼지|양|말|소|오리|거북|고래|펭귄|개|새"
_JAMO = "ㅅㅂ|ㅆㅂ|ㅂㅅ|ㅄ|ㅈㄹ|ㅈㄴ|ㅅㄲ|ㄱㅅㄲ|ㄲㅈ|ㅁㅊㄴ"

_WORDS_ALONE = (
    # Not the point of departure, nor the car of 1955, nor the germination (발아) of a seed (씨).
    (
        "(?:아|이런|개|야|와|에이)? ?[시씨쉬씌][발빨팔벌][1!ㄹ]?"
        rf"(?:{_OVER}(?! ?(?:점|역|자동차|택시|열차|버스|노선))|놈|년|새끼|새키|롬|럼아|것들|같|아{_STOP})"
    ),
    "씨[0-9]발",
    # Not the year 병신년, nor the dance.
    (
        "(?:개|등|상|이런)?[병븅빙]신"
        rf"(?:{_OVER}(?! ?(?:년|춤))|같|새끼|놈|들아|들이|짓|이냐|인가|이네|아{_STOP})"
    ),
    "(?:개|생|쌩|별)?지랄(?!까|탄|지도)",
    "(?:개|쥐|씹|호로|잡|쌍)새[끼키](?! ?(?:손|발가락|줄))",
    # Not the young of an animal, nor the little finger.
    (
        r"(?:이|저|그|요|미친|나쁜|더러운) ?새[끼키](?=[\s!?.,~…ㄱ-ㅎ]|$|들|가|는|야|지|도)"
        rf"(?!(?:들|가|는)? ?[가-힣]*(?:손가락|를 낳|{_ANIMALS}))"
    ),
    "존나",
    "졸라 ?(?:짜증|웃|못|재미|재밌|많|싫|병|멍청)",
    "씹(?:새|할|창|년|놈|쌔)",
    "(?:쌍|화냥|미친 ?)[놈년](?! ?[가-힣]*(?:듯이|처럼 (?:일|뛰)))",
    "(?:니|느|네) ?(?:애미|에미|금마)",
    "엿 ?(?:먹어라|이나 먹|먹으라)",
    "아가리 ?닥",
    rf"닥쳐라?{_OVER}",
    "염병할",
    "육시랄",
    "제기랄",
    "[뒤뒈]져라",
)
_PROFANITY = re.compile(rf"(?<![가-힣])(?:{'|'.join(_WORDS_ALONE)})|좆|썅|(?<![ㄱ-ㅎ])(?:{_JAMO})(?![ㄱ-ㅎ])")

# Literals alone: without one of them nothing above matches, and a search for them leaps over the text.
_PROFANITY_SIGNS = re.compile(
    "|".join(f"{first}{second}" for first in "시씨쉬씌" for second in "발빨팔벌0123456789")
    + "|병신|븅신|빙신|지랄|새끼|새키|좆|썅|존나|졸라|씹|쌍놈|쌍년|화냥|미친놈|미친년|미친 놈|미친 년"
    + f"|애미|에미|금마|엿|아가리|닥쳐|염병|육시|제기|뒤져|뒈져|{_JAMO}"
)

_GROUPS = (
    # women and men
    "김치녀|된장녀|보슬아치|맘충|꼴페미|페미(?:년|나치|충)|메갈(?:년|리안년)|한남(?:충|또)|한녀충",
    "보[지짓]년|걸레년|쿵쾅이|삼일한",
    # regions
    "전라디언|절라디언|홍어(?:새끼|족|놈|년|충)|개쌍도|경상디언|멍청도|전라도 ?(?:놈|새끼)",
    # origin
    "짱[깨께]|짱꼴라|쪽[바빠]리|조센징|깜둥이|똥남아|바퀴벌레 ?조선족|불체자|난민충",
    # faith
    r"(?<![가-힣])(?:개독|개슬람|먹사(?=[\s들가는]|$))|땡중",
    # sexual minorities
    "똥꼬충|젠신병자|게이 ?새끼|호모 ?새끼|트젠충|레즈년",
    # age, class, disability, politics
    r"틀딱|급식충|(?:노인|연금|임대|장애|일베|벌레)충(?=[\s들이은는아]|$)|휴거지|엘사거지",
    r"(?<![가-힣])(?:찐따|애자 ?새끼|토착 ?왜구)|장애인 ?새끼|정신병자 ?새끼|좌빨|좌좀|수꼴",
)
_HATE = re.compile("|".join(_GROUPS))
_HATE_SIGNS = re.compile(
    "김치녀|된장녀|보슬|맘충|꼴페|페미|메갈|한남|한녀|보지년|보짓년|걸레|쿵쾅|삼일한|전라|절라|홍어|개쌍|경상|멍청도"
    "|짱|쪽바|쪽빠|조센징|깜둥|똥|바퀴|불체자|난민충|개독|개슬|먹사|땡중|젠신|게이|호모|트젠|레즈|틀딱|급식|노인충"
    "|연금충|임대충|장애|일베|벌레충|휴거지|엘사|찐따|애자|토착|정신병자|좌빨|좌좀|수꼴"
)


def profanity(text: str) -> int:
    """Count swear words, also written as initial consonants or with a digit between.

    >>> profanity("시발점에서 출발"), profanity("아 시발 뭐야")
    (0, 1)
    """
    return len(_PROFANITY.findall(text)) if _PROFANITY_SIGNS.search(text) else 0


def hate(text: str) -> int:
    """Count words of hatred against a group.

    >>> hate("홍어를 먹었다"), hate("틀딱들이 또")
    (0, 1)
    """
    return len(_HATE.findall(text)) if _HATE_SIGNS.search(text) else 0
