"""For each check a data set that passes it and one that fails it."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

from audit_data import (
    DP,
    MRC,
    PERSON,
    data,
    data_file,
    dp,
    dp_with,
    impossible,
    mrc,
    ner,
    nli,
    re_,
    sts,
    tagged,
    tc,
    tod,
    train_and,
)

from pipeline.audit.records import DataSet
from pipeline.klue_format.problems import Problem
from pipeline.tasks.mrc.row import AnswerText
from pipeline.tasks.ner.row import EntitySpan
from pipeline.tasks.re.row import EntityMention
from pipeline.tasks.tod.row import Utterance

LONG = "어제 오후 정선에서 열린 아리랑 축제에 사람들이 많이 모였다고 합니다"
OTHER = "서울의 한 도서관이 다음 달부터 밤에도 문을 연다고 알렸다"
ONTOLOGY = {"숙소-지역": frozenset({"서울 북쪽", "none", "dontcare"}), "숙소-이름": frozenset({"은여울"})}


def title(text):
    return data("tc", tc(text))


def raters(*columns, names="abc"):
    """Pairs of sentences with the scores of three annotators, one list each."""
    return [
        sts(scores, guid=f"sts{number}", names=tuple(names), one=f"문장 {number}")
        for number, scores in enumerate(zip(*columns, strict=True))
    ]


STEPS = [number % 6 for number in range(60)]
CASES = {
    "text.nfkc": (data("tc", tc("웃기네 ᄏᄏ"), tc("5㎞ 남았다", guid="tc2")), title("웃기네 ᄏᄏ")),
    "text.isolated_jamo": (title("가 ㄴ 말"), title("가 \u11ab 말")),
    "text.nfkc_file": (
        data("tc", tc("웃기네 ᄏᄏ"), tc("값은 ㎞당 100원…", guid="tc2")),
        data("tc", tc("웃기네 ᄏᄏ"), tc("값은 km당 100원", guid="tc2")),
    ),
    "text.nfd": (title("한글"), title(unicodedata.normalize("NFD", "한글"))),
    "text.not_nfc": (title("旅行 안내"), title("\uf983行 안내")),
    "text.odd_space": (title("띄어 쓰기"), title("띄어\u00a0쓰기")),
    "text.zero_width": (title("가족 👨\u200d👩\u200d👧 나들이"), title("너비\u200b없음")),
    "text.bidi_control": (title("\u200fשלום 인사"), title("방향\u200e없음")),
    "text.control": (title("멀쩡한 제목"), title("종\u0007소리")),
    "text.replacement": (title("멀쩡한 제목"), title("깨진 \ufffd 글자")),
    "text.private_use": (title("멀쩡한 제목"), title("글꼴 \ue001 글자")),
    "text.mojibake": (
        title("déjà vu 旅行 안내 ÄÖÜß"),
        title("날씨가 좋다".encode().decode("latin-1")),
    ),
    "text.abuse": (title("시발점은 서울역, 병신년 새해"), title("이 짱꼴라들은 빠져라")),
    "shape.record": (title("멀쩡한 제목"), data("tc", tc(), dropped=(Problem(7, "no key 'label'", "tc2"),))),
    "shape.keys": (title("멀쩡한 제목"), data("tc", tc(), noted=(Problem(7, "unknown key 'id'", "tc2"),))),
    "text.html_entity": (title("R&B; A&T &notin &param; 공연"), title("로미오 &amp; 줄리엣")),
    "text.markup": (title("최초 > 최고 <레이> <A>씨 [[단독]]"), title("굵은 <b>글씨</b>")),
    "text.entity_markup": (
        data("ner", ner("가장 재미있는 1위>ㅁ<!", ())),
        data("ner", ner("한<일:;LC>월드컵", ())),
    ),
    "text.empty": (data("mrc", mrc(title="")), data("nli", nli(hypothesis="  "))),
    "text.double_space": (title("띄어 쓰기"), title("띄어  쓰기")),
    "text.edge_space": (title("제목"), title("제목 ")),
    "text.line_break": (data("mrc", mrc()), data("mrc", mrc(question="어느 도에\n있는가?"))),
    "text.spreadsheet": (title("#NAME? 오류란"), title("#NAME?")),
    "privacy.contact": (title("문의 1588-0000"), title("문의 010-0000-0000")),
    "privacy.identity": (title("번호 123456-1234567"), title("카드 4111 1111 1111 1111")),
    "dup.guid": (data("tc", tc(), tc(OTHER, guid="tc2")), data("tc", tc(), tc(OTHER))),
    "dup.exact": (
        data("nli", nli(), nli(guid="nli2", hypothesis="비가 왔다.")),
        data("nli", nli(), nli(guid="nli2")),
    ),
    "dup.conflict": (
        data("nli", nli(), nli(guid="nli2")),
        data("nli", nli(), nli(guid="nli2", gold="neutral")),
    ),
    "dup.cross_split": (
        train_and("ner", [ner()], [ner("다른 문장이다.", (), guid="t1")]),
        train_and("ner", [ner()], [ner(guid="t1")]),
    ),
    "dup.shared_text": (
        train_and("nli", [nli()], [nli(guid="t1", premise="눈이 내렸다.")]),
        train_and("nli", [nli()], [nli(guid="t1", hypothesis="비가 왔다.")]),
    ),
    "dup.cross_task": (
        DataSet((data_file("ner", ner(OTHER, ())), data_file("dp", dp()))),
        DataSet((data_file("ner", ner(DP.sentence, ())), data_file("dp", dp()))),
    ),
    "dup.near": (
        data("tc", tc(LONG), tc(OTHER, guid="tc2")),
        data("tc", tc(LONG + "."), tc(LONG + "!", guid="tc2")),
    ),
    "dup.near_cross_split": (
        train_and("tc", [tc(LONG)], [tc(OTHER, guid="t1")]),
        train_and("tc", [tc(LONG + ".")], [tc(LONG + "!", guid="t1")]),
    ),
    "schema.keys": (
        train_and(
            "mrc", [mrc()], [mrc(guid="t1")], keys={"data[].paragraphs[].qas[].plausible_answers": False}
        ),
        DataSet(
            (
                data_file("nli", nli(), keys={"guid": True, "source": True}),
                data_file(
                    "nli", nli(guid="t1"), path="t.json", split="train", keys={"guid": True, "genre": True}
                ),
            )
        ),
    ),
    "schema.labels": (
        train_and("tc", [tc(guid=f"d{i}") for i in range(9)], [tc(guid=f"t{i}") for i in range(9)]),
        train_and(
            "tc", [tc(guid=f"d{i}", label="세계") for i in range(9)], [tc(guid=f"t{i}") for i in range(9)]
        ),
    ),
    "version.nfkc": (
        DataSet((data_file("ner", ner()), data_file("ner", ner(), path="other"))),
        DataSet(
            (data_file("ner", ner("ㅋㅋ 서다온", ())), data_file("ner", ner("ᄏᄏ 서다온", ()), path="2"))
        ),
    ),
    "version.changed": (
        DataSet((data_file("ner", ner()), data_file("ner", ner(), path="other"))),
        DataSet((data_file("ner", ner()), data_file("ner", ner(spans=()), path="other"))),
    ),
    "label.unknown": (data("tc", tc()), data("tc", tc(label="연예", votes=("연예",)))),
    "label.lost_vote": (
        data("tc", tc(label="경제"), settled=True),
        data("nli", nli(votes=("neutral",) * 3 + ("contradiction",) * 2)),
    ),
    "label.no_majority": (
        data("tc", tc()),
        data("nli", nli(votes=("neutral", "neutral", "entailment", "contradiction", "contradiction"))),
    ),
    "label.alignment": (data("sts", sts()), data("sts", sts(names=("a", "b")))),
    "label.repeated_annotator": (data("sts", sts()), data("sts", sts(names=("a", "b", "a")))),
    "tc.ranks": (
        data("tc", tc(second=("경제", "해당없음", "해당없음"))),
        data("tc", tc(third=("경제", "해당없음", "해당없음"))),
    ),
    "sts.score": (data("sts", sts()), data("sts", sts((6, 5, 4)))),
    "sts.derived": (data("sts", sts((2, 3, 2, 2))), data("sts", sts(labels={"binary_label": 0}))),
    "sts.spread": (data("sts", sts((1, 4, 4))), data("sts", sts((0, 4, 4)))),
    "rating.agreement": (
        data("sts", *raters(STEPS, STEPS, STEPS)),
        data("sts", *raters(STEPS, STEPS[::-1], STEPS)),
    ),
    "rating.source": (
        data("sts", *raters(STEPS, STEPS, STEPS)),
        data(
            "sts",
            *[replace(row, source="a", guid=f"a{row.guid}") for row in raters(STEPS, STEPS, STEPS)],
            *[replace(row, source="b") for row in raters(STEPS, STEPS[::-1], STEPS)],
        ),
    ),
    "rating.annotator": (
        data("sts", *raters(STEPS, STEPS, STEPS)),
        data("sts", *raters(STEPS, STEPS, STEPS, STEPS[::-1], names="abcd")),
    ),
    "rating.bias": (
        data("sts", *raters(STEPS, STEPS, STEPS)),
        data("sts", *raters([1, 2, 3] * 20, [1, 2, 3] * 20, [2, 3, 4] * 20)),
    ),
    "label.suspect": (
        data(
            "tc",
            *(
                tc(f"{n}번 {word} 소식", label, guid=f"{n}{label}")
                for n in range(60)
                for word, label in (("야구", "스포츠"), ("증시", "경제"))
            ),
        ),
        data(
            "tc",
            *(
                tc(f"{n}번 {word} 소식", label, guid=f"{n}{label}")
                for n in range(60)
                for word, label in (("야구", "스포츠"), ("증시", "경제"))
            ),
            tc("99번 야구 소식", "경제", guid="wrong"),
        ),
    ),
    "ner.tag": (data("ner", ner()), data("ner", tagged("서다온", "B-XX", "I-XX", "O"))),
    "ner.tag_count": (data("ner", ner()), data("ner", ner(tags=("O",)))),
    "ner.stray_inside": (
        data("ner", tagged("정선 군", "B-LC", "I-LC", "O", "O")),
        data("ner", tagged("정선 군", "B-LC", "I-LC", "O", "I-LC")),
    ),
    "ner.edge_space": (data("ner", ner()), data("ner", ner("겨우 24살", ((2, 6, "QT"),)))),
    "ner.surface": (data("ner", ner()), data("ner", ner(entities=(EntitySpan(1, 4, "PS", "서다온"),)))),
    "ner.overlap": (
        data("ner", ner()),
        data("ner", ner(entities=(EntitySpan(0, 3, "PS", "서다온"), EntitySpan(2, 5, "OG", "온 님")))),
    ),
    "ner.spans": (data("ner", ner()), data("ner", ner(entities=()))),
    "ner.inline": (
        data("ner", ner("영화 <레이>는 1위", ((4, 6, "OG"),))),
        data("ner", ner(inline="서다온 님은 <정선:LC>에 산다.")),
    ),
    "re.offset": (data("re", re_()), data("re", re_(subject=replace(PERSON, end_idx=3)))),
    "re.edge_space": (data("re", re_()), data("re", re_(object_=EntityMention(" 정선", 4, 6, "LOC")))),
    "re.overlap": (data("re", re_()), data("re", re_(object_=EntityMention("온은 정선", 2, 6, "LOC")))),
    "re.label": (data("re", re_()), data("re", re_("per:hobby"))),
    "re.type": (data("re", re_()), data("re", re_(subject=replace(PERSON, type="LOC")))),
    "re.prefix": (data("re", re_("no_relation")), data("re", re_("org:members"))),
    "dp.lists": (data("dp", dp()), data("dp", dp(pos=DP.pos[:-1]))),
    "dp.index": (data("dp", dp()), data("dp", dp(index=(0, 1, 2, 3)))),
    "dp.head_range": (data("dp", dp()), data("dp", dp(head=(5, 3, 4, 0)))),
    "dp.cycle": (data("dp", dp()), data("dp", dp(head=(2, 1, 4, 0)))),
    "dp.root": (data("dp", dp()), data("dp", dp(head=(4, 3, 0, 0)))),
    "dp.head_final": (data("dp", dp()), data("dp", dp(head=(4, 1, 4, 0)))),
    "dp.crossing": (data("dp", dp()), data("dp", dp(head=(3, 4, 4, 0)))),
    "dp.relation": (data("dp", dp()), data("dp", dp(deprel=("AP", "VP_MOD", "NP_SVJ", "VP")))),
    "dp.spreadsheet": (
        data("dp", dp_with("15.7%", "15 . 7 %", "SN+SF+SN+SW")),
        data("dp", dp_with("15.70%", "15 . 7 %", "SN+SF+SN+SW", sentence="15.7% 큰 비가 왔다.")),
    ),
    "dp.quotes": (
        data("dp", dp_with('"어제"', '" 어제 "', "SS+MAG+SS")),
        data("dp", dp_with("어제", "어제", "MAG", sentence='"어제" 큰 비가 왔다.')),
    ),
    "dp.form": (data("dp", dp()), data("dp", dp_with("오늘", "오늘", "MAG", sentence=DP.sentence))),
    "dp.count": (data("dp", dp()), data("dp", dp_with("100%", "100%", "SN+SW"))),
    "dp.tag": (data("dp", dp()), data("dp", dp_with("어제", "어제", "MA"))),
    "dp.characters": (data("dp", dp()), data("dp", dp_with("3%", "0 ㄴ", "SN+SW"))),
    "dp.lemma_jamo": (data("dp", dp()), data("dp", dp_with("간", "가 \u11ab", "VV+ETM"))),
    "mrc.answer_offset": (data("mrc", mrc()), data("mrc", mrc(answers=(AnswerText("강원도", 5),)))),
    "mrc.empty_answer": (data("mrc", mrc()), data("mrc", mrc(answers=(AnswerText("", 5),)))),
    "mrc.answer_edge": (data("mrc", mrc()), data("mrc", mrc(answers=(AnswerText(" 강원도", 3),)))),
    "mrc.no_answer": (data("mrc", impossible()), data("mrc", mrc(answers=()))),
    "mrc.impossible_answer": (data("mrc", impossible()), data("mrc", impossible(answers=MRC.answers))),
    "mrc.type": (data("mrc", impossible()), data("mrc", impossible(question_type=1))),
    "mrc.repeated_answer": (
        data("mrc", mrc(answers=(*MRC.answers, AnswerText("강원", 4)))),
        data("mrc", mrc(answers=MRC.answers * 2)),
    ),
    "tod.state_form": (data("tod", tod()), data("tod", tod(("숙소 지역 서울",)))),
    "tod.slot": (data("tod", tod()), data("tod", tod(("숙소-날씨-맑음",)))),
    "tod.time": (
        data("tod", tod(("식당-예약 시간-09:05",), domains=("식당",))),
        data("tod", tod(("식당-예약 시간-9:05",), domains=("식당",))),
    ),
    "tod.value": (
        data("tod", tod(), ontology=ONTOLOGY),
        data("tod", tod(("숙소-지역-서울 위쪽",)), ontology=ONTOLOGY),
    ),
    "tod.unlisted": (
        data("tod", tod(("숙소-이름-은여울",)), ontology=ONTOLOGY),
        data("tod", tod(("숙소-이름-은여을",)), ontology=ONTOLOGY),
    ),
    "tod.two_values": (
        data("tod", tod(("숙소-지역-서울 북쪽",), ("숙소-지역-서울 남쪽",))),
        data("tod", tod(("숙소-지역-서울 북쪽", "숙소-지역-서울 남쪽"))),
    ),
    "tod.domain": (data("tod", tod()), data("tod", tod(domains=("식당",)))),
    "tod.system_state": (
        data("tod", tod()),
        data(
            "tod",
            replace(tod(), dialogue=(*tod().dialogue[:1], Utterance("sys", "네.", ("숙소-지역-서울 북쪽",)))),
        ),
    ),
    "tod.turns": (data("tod", tod()), data("tod", tod(roles=("sys", "user")))),
}
