"""Slurs and abuse that can be told by the word alone."""

from __future__ import annotations

import re

from pipeline.audit.check import Family, Finds, Found
from pipeline.audit.records import Record

FAMILY = Family("Hate and abuse")

_STEMS = (
    # People by their origin.
    "짱깨|짱꼴라|쪽바리|쪽발이|조센징|똥남아|전라디언|절라디언|홍어족|개쌍도",
    # Women, men, the young, the old, parents, the disabled, homosexuals.
    "김치녀|된장녀|보슬아치|맘충|한남충|한남또|급식충|틀딱|애비충|똥꼬충|장애새끼|게이새끼",
    # Abuse that names nobody.
    "씨발|씨팔|씨빨|ㅅㅂ놈|ㅅㅂ년|개새끼|개색기|개색히|씹새끼|씹년|씹놈|좆같|좆까|좆나|좆도|좆밥",
    "미친년|미친새끼|호로새끼|후레자식|느금마|니애미|엠창|육시랄",
    # A year, a day and a dance have the name as well.
    "병신(?=같|들|새끼|짓|아|아냐|이냐|인가|아니)",
)
_ABUSE = re.compile(rf"(?<![가-힣])(?:{'|'.join(_STEMS)})")


@FAMILY.record(
    "text.abuse",
    "info",
    "a slur or a term of abuse",
    explanation=(
        "The word at the beginning of an eojeol is used to abuse, and means nothing else; 시발점 and 병신년 "
        "are no such words. A news text may quote it, and a text may be hostile without it: the check finds "
        "words, not hate."
    ),
    repair="Read the record; drop it, or keep it knowingly and say so on the card.",
)
def check_abuse(record: Record[object]) -> Finds:
    """Find words of the lexicon at the beginning of an eojeol."""
    for each in record.fresh:
        for found in _ABUSE.finditer(each.text):
            yield Found(f"{each.field}: {found[0]!r}", found.start())
