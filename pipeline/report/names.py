"""What the page calls things that the pipeline knows by machine names; an unknown name stands for itself."""

from __future__ import annotations

import re
from collections.abc import Mapping

from pipeline.corpora.licences import VerdictName
from pipeline.model import Level, RoundName, Status
from pipeline.report.phrases import Phrase
from pipeline.sampling.traits import Facet
from pipeline.tasks.base import SKIP_REASONS
from pipeline.tasks.registry import TASKS

ROUNDS: dict[RoundName, Phrase] = {
    "write": Phrase("작성", "write"),
    "label": Phrase("라벨", "label"),
    "adjudicate": Phrase("판정", "adjudicate"),
}
STATUSES: dict[Status, Phrase] = {
    "accepted": Phrase("받아들임", "accepted"),
    "settled": Phrase("판정으로 정함", "settled"),
    "adjudicate": Phrase("판정 대기", "in dispute"),
    "discarded": Phrase("버림", "discarded"),
}
VERDICTS: dict[VerdictName, Phrase] = {
    "accept": Phrase("받음", "accepted"),
    "accept-with-warning": Phrase("받음 (주의)", "accepted, with a warning"),
    "quarantine": Phrase("격리", "quarantined"),
    "refuse": Phrase("거절", "refused"),
}
SPLIT = Phrase("분할", "split")
FACETS: dict[Facet, Phrase] = {
    "source": Phrase("출처", "source"),
    "genre": Phrase("갈래", "genre"),
    "stratum": Phrase("층", "stratum"),
    "length": Phrase("길이", "length"),
    "difficulty": Phrase("난도", "difficulty"),
}

LEVELS: dict[Level, Phrase] = {
    "error": Phrase("오류", "error"),
    "warning": Phrase("주의", "warning"),
    "info": Phrase("참고", "info"),
}
_GENRES = {
    "news": Phrase("뉴스", "news"),
    "encyclopaedia": Phrase("백과사전", "encyclopaedia"),
    "review": Phrase("평", "review"),
    "speech": Phrase("말", "speech"),
    "literature": Phrase("문학", "literature"),
    "law": Phrase("법령", "law"),
    "query": Phrase("질의", "query"),
    "parallel": Phrase("문장 짝", "parallel"),
    "web": Phrase("웹", "web"),
}
_GATES = {
    "agreement": Phrase("일치도", "agreement"),
    "rows": Phrase("분할별 행 수", "rows in every split"),
    "no_leak": Phrase("분할 사이 누출 없음", "no leak between splits"),
    "closed": Phrase("모든 답이 모임", "everything answered"),
    "contract": Phrase("데이터 계약", "data contract"),
}
_DISCARDS = {
    "no_answers": Phrase("아무도 답하지 않음", "nobody answered"),
    "no_topic": Phrase("맞는 주제가 없음", "no topic fits"),
    "too_few_scores": Phrase("점수가 너무 적음", "too few scores"),
    "unexplained": Phrase("이유를 적지 않음", "no reason given"),
}
_SKIPS = {
    "privacy": "personal data",
    "hate": "hate speech",
    "broken": "broken sentence",
    "unclear": "guide is unclear",
}
_FLAGS = {
    "personal_data.phone": Phrase("개인정보: 전화번호", "personal data: phone number"),
    "personal_data.email": Phrase("개인정보: 전자 우편 주소", "personal data: e-mail address"),
    "personal_data.resident_number": Phrase("개인정보: 주민등록번호", "personal data: resident number"),
    "personal_data.card": Phrase("개인정보: 카드 번호", "personal data: card number"),
    "personal_data.address": Phrase("개인정보: 주소", "personal data: street address"),
    "personal_data.ip": Phrase("개인정보: IP 주소", "personal data: IP address"),
    "personal_data.foreigner_number": Phrase("개인정보: 외국인등록번호", "personal data: foreigner's number"),
    "personal_data.passport": Phrase("개인정보: 여권번호", "personal data: passport number"),
    "personal_data.driving_licence": Phrase("개인정보: 운전면허번호", "personal data: driving licence"),
    "personal_data.service_number": Phrase("개인정보: 대표 번호", "personal data: service number"),
    "personal_data.account": Phrase("개인정보: 계좌번호", "personal data: bank account"),
    "personal_data.business_number": Phrase("개인정보: 사업자등록번호", "personal data: business number"),
    "personal_data.plate": Phrase("개인정보: 차량 번호", "personal data: licence plate"),
    "personal_data.url_secret": Phrase("개인정보: URL 속 비밀", "personal data: secret in a URL"),
    "quality.hangul": Phrase("품질: 한글이 적음", "quality: little Hangul"),
    "quality.symbols": Phrase("품질: 기호가 많음", "quality: many symbols"),
    "quality.repetition": Phrase("품질: 되풀이가 많음", "quality: repetitive"),
    "abuse.profanity": Phrase("욕설", "profanity"),
    "abuse.hate": Phrase("혐오 표현", "words of hatred"),
    "boilerplate": Phrase("상투 문구", "boilerplate"),
    "broken.isolated_jamo": Phrase("깨짐: 홀로 남은 자모", "broken: isolated jamo"),
    "broken.replacement": Phrase("깨짐: 대체 문자", "broken: replacement character"),
    "broken.private_use": Phrase("깨짐: 사용자 정의 문자", "broken: private-use character"),
    "broken.surrogate": Phrase("깨짐: 반쪽 대리 코드", "broken: lone surrogate"),
    "too_short": Phrase("너무 짧음", "too short"),
    "too_long": Phrase("너무 김", "too long"),
}
_REASONS = {
    "it has not been measured": "아직 재지 않았습니다",
    "it has no interval": "구간이 없습니다",
    "no unit has answers from two annotators": "두 사람 이상이 답한 항목이 없습니다",
    "only one value was used, so agreement cannot be told from chance": (
        "한 가지 값만 쓰여 우연과 가려낼 수 없습니다"
    ),
    "the values that were used are at no distance from each other": "쓰인 값들 사이에 거리가 없습니다",
    "nobody marked a span": "표시한 구간이 없습니다",
    "all characters have one value": "모든 글자의 값이 같습니다",
    "nobody else answered the same items": "같은 항목에 답한 다른 사람이 없습니다",
    "no item of theirs was adjudicated": "판정을 받은 항목이 없습니다",
    "no item of theirs has a consensus": "합의가 나온 항목이 없습니다",
    "no item was timed for two others": "다른 두 사람의 시간을 잰 항목이 없습니다",
    "no seconds were taken": "시간을 재지 않았습니다",
    "nothing was suggested": "제안이 없었습니다",
    "there are no answers": "답이 없습니다",
    "no interval: there are fewer than two groups": "구간 없음: 묶음이 둘보다 적습니다",
}
_FEWER = re.compile(r"fewer than (\d+) comparable answers")
_LOST_RESAMPLES = re.compile(r"no interval: the measure is undefined in (\d+) of (\d+) resamples")
_LEVELS_OF_MEASUREMENT = {
    "nominal": Phrase("명목", "nominal"),
    "ordinal": Phrase("순서", "ordinal"),
    "interval": Phrase("등간", "interval"),
    "ratio": Phrase("비율", "ratio"),
}
_ALPHA = re.compile(r"alpha_(nominal|ordinal|interval|ratio)(?:_|$)")


def task_title(task: str) -> Phrase:
    """Name a task."""
    known = TASKS.get(task)
    return Phrase(task, task) if known is None else Phrase(known.title, known.english)


def genre(name: str) -> Phrase:
    """Name a genre of sources."""
    return _find(_GENRES, name)


def gate(kind: str) -> Phrase:
    """Name a gate by the part of its name after the task."""
    return _find(_GATES, kind)


def flag(name: str) -> Phrase:
    """Name what was found in a sentence."""
    return _find(_FLAGS, name)


def discard(because: str) -> Phrase:
    """Say why an item was discarded; an adjudicator's reason says that it is one."""
    if because.startswith("adjudicator:"):
        reason = skip(because.removeprefix("adjudicator:"))
        return Phrase(f"판정자: {reason.ko}", f"adjudicator: {reason.en}")
    return _find(_DISCARDS, because)


def skip(reason: str) -> Phrase:
    """Say why there is no answer; a reason may name a rule of the guide after a colon."""
    kind, _, rule = reason.partition(":")
    if kind not in SKIP_REASONS:
        return _find(_DISCARDS, reason)
    after = f" ({rule})" if rule else ""
    return Phrase(SKIP_REASONS[kind] + after, _SKIPS.get(kind, kind) + after)


def undefined(because: str) -> Phrase:
    """Say why a figure or its interval is not there."""
    lost = _LOST_RESAMPLES.fullmatch(because)
    if lost is not None:
        return Phrase(f"구간 없음: 재표집 {lost[2]}번 가운데 {lost[1]}번에서 계산할 수 없습니다", because)
    fewer = _FEWER.fullmatch(because)
    if fewer is not None:
        return Phrase(f"견줄 수 있는 답이 {fewer[1]}개보다 적습니다", because)
    return Phrase(_REASONS.get(because, because), because)


def measure(name: str) -> Phrase | None:
    """Describe a measure whose name says what it is; None for others."""
    found = _ALPHA.match(name)
    if found is None:
        return None
    level = _LEVELS_OF_MEASUREMENT[found[1]]
    return Phrase(f"크리펜도르프 α ({level.ko})", f"Krippendorff’s α ({level.en})")


def _find(names: Mapping[str, Phrase], name: str) -> Phrase:
    return names.get(name, Phrase.same(name))
