"""What the page calls the checks behind incidents; an unknown check stands for itself."""

from __future__ import annotations

from pipeline.report.phrases import Phrase

_CHECKS = {
    "source.refused": Phrase("조건 때문에 거절한 출처", "source refused for its terms"),
    "source.quarantined": Phrase("조건을 몰라 격리한 출처", "source quarantined, its terms are unknown"),
    "source.warned": Phrase("주의하며 받은 출처", "source accepted with a warning"),
    "text.empty": Phrase("빈 글", "empty text"),
    "text.surrogate": Phrase("반쪽 대리 코드가 있는 글", "text with a lone surrogate"),
    "text.dropped": Phrase("지운 글자가 있는 글", "text of which characters were dropped"),
    "text.damaged": Phrase("깨진 글", "damaged text"),
    "document.date": Phrase("읽을 수 없는 날짜", "unreadable date"),
    "document.duplicate_id": Phrase("겹치는 문서 열쇠", "repeated key of a document"),
    "document.duplicate_text": Phrase("되풀이된 글", "repeated text"),
    "record.field": Phrase("칸이 빠지거나 틀린 기록", "record with a missing or wrong field"),
    "json.syntax": Phrase("JSON이 아닌 줄", "line that is not JSON"),
    "delimited.columns": Phrase("칸 수가 다른 줄", "row with another number of columns"),
    "conllu.no_text": Phrase("원문이 없는 문장", "sentence without its text"),
    "wiki.redirect": Phrase("위키 넘겨주기", "wiki: redirect"),
    "wiki.namespace": Phrase("위키: 문서 이름공간이 아님", "wiki: not an article"),
    "wiki.model": Phrase("위키: 위키 글이 아님", "wiki: not wikitext"),
    "wiki.deleted": Phrase("위키: 지워지거나 숨겨진 판", "wiki: deleted or hidden revision"),
    "wiki.disambiguation": Phrase("위키: 동음이의 문서", "wiki: disambiguation page"),
    "wiki.markup": Phrase("위키: 풀 수 없는 문법", "wiki: markup that cannot be resolved"),
    "wiki.no_text": Phrase("위키: 글이 남지 않음", "wiki: no text left"),
    "exact_duplicate": Phrase("같은 글이라 뺀 문서", "document dropped as a duplicate"),
    "bridges_placements": Phrase("두 분할을 잇기에 뺀 문서", "document dropped, it would tie two splits"),
    "placements_tied": Phrase("이미 나뉜 분할을 잇는 문서", "document that ties splits already made"),
    "annotation.unknown_item": Phrase("배정한 적 없는 항목", "item that nobody was assigned"),
    "annotation.not_the_owner": Phrase("다른 사람이 남긴 답", "answered by somebody else"),
    "annotation.answered_twice": Phrase("두 번 답한 항목", "answered twice"),
    "annotation.missing_answer": Phrase("빠진 답", "answer is missing"),
    "annotation.malformed_result": Phrase("읽을 수 없는 답", "malformed answer"),
    "annotation.unknown_label": Phrase("없는 라벨", "unknown label"),
    "annotation.contradicting_answer": Phrase("서로 어긋나는 답", "answer contradicts itself"),
    "annotation.too_long": Phrase("너무 긴 답", "answer is too long"),
    "annotation.several_lines": Phrase("여러 줄로 쓴 답", "answer of several lines"),
    "annotation.repeated_topic": Phrase("두 번 고른 주제", "topic chosen twice"),
    "annotation.repeated_hypothesis": Phrase("같은 가설을 두 번 씀", "hypothesis written twice"),
    "annotation.copied_premise": Phrase("전제를 베낀 가설", "hypothesis that copies the premise"),
    "annotation.span_out_of_bounds": Phrase("글 밖으로 나간 구간", "span outside the text"),
    "annotation.span_blank": Phrase("빈 구간", "blank span"),
    "annotation.overlapping_spans": Phrase("겹치는 구간", "overlapping spans"),
    "annotation.head_not_right": Phrase("오른쪽에 있지 않은 지배소", "head that is not to the right"),
    "annotation.crossing_arcs": Phrase("엇갈리는 의존 관계", "crossing arcs"),
    "annotation.unknown_row": Phrase("없는 줄의 답", "answer to a row that is not there"),
    "annotation.unknown_slot": Phrase("없는 슬롯", "unknown slot"),
    "annotation.unknown_value": Phrase("없는 슬롯 값", "unknown slot value"),
    "annotation.two_values": Phrase("한 슬롯에 두 값", "two values of one slot"),
    "annotation.malformed_change": Phrase("읽을 수 없는 슬롯 변화", "malformed change of a slot"),
    "annotation.no_change": Phrase("바뀐 것이 없는 슬롯", "slot that does not change"),
    "agreement.reference_differs": Phrase(
        "두 번 계산한 일치도가 다름", "agreement differs from the independent computation"
    ),
}


def check_name(check: str) -> Phrase:
    """Name a check."""
    return _CHECKS.get(check, Phrase.same(check))
