"""Rows of all eight tasks, hostile ones too, for the tests of the formats."""

from __future__ import annotations

from hypothesis import strategies as st

from pipeline.klue_format.ner import entities_of
from pipeline.tasks.dp.row import DpRow
from pipeline.tasks.mrc.row import AnswerText, MrcRow
from pipeline.tasks.ner.row import EntitySpan, NerRow
from pipeline.tasks.nli.row import NliRow
from pipeline.tasks.re.row import EntityMention, ReRow
from pipeline.tasks.sts.row import Annotations as StsAnnotations
from pipeline.tasks.sts.row import Labels, StsRow
from pipeline.tasks.tc.row import Annotations as TcAnnotations
from pipeline.tasks.tc.row import Scopes, TcRow
from pipeline.tasks.tod.row import TodRow, Utterance

NASTY = (
    "\t\n\r",
    "각\u1100\u1161\u11a8ㅋㅋ\u110f\u110f",
    "<경찰:OG>",
    '"\\/\b\x00\u2028\x85',
    "\ufeff😀\u200b",
    "## a\tb",
)

texts = st.text(max_size=12) | st.sampled_from(NASTY)
lines = st.text(
    st.characters(exclude_characters="\t\n\r", exclude_categories=("Cs",)), max_size=12
) | st.sampled_from([text for text in NASTY if not set(text) & set("\t\n\r")])
words = st.text(st.characters(categories=("L", "N", "P", "S")), min_size=1, max_size=12)
numbers = st.floats(allow_nan=False, allow_infinity=False)
small = st.integers(-(2**31), 2**31 - 1)
tags = st.sampled_from(["O", "B-PS", "I-PS", "B-QT", "I-QT", "X"])


def tuples(element: st.SearchStrategy, **sizes: int) -> st.SearchStrategy:
    return st.lists(element, **{"max_size": 3, **sizes}).map(tuple)


@st.composite
def ner(draw: st.DrawFn) -> NerRow:
    sentence = draw(lines)
    tagged = tuple(draw(tags) for _ in sentence)
    return NerRow(draw(words), sentence, entities_of(sentence, tagged), tagged, draw(lines))


@st.composite
def dp(draw: st.DrawFn) -> DpRow:
    cells = draw(st.lists(st.tuples(lines, lines, lines, st.integers(-1, 40), lines), max_size=4))
    columns = list(zip(*cells, strict=True)) or [()] * 5
    index = tuple(range(1, len(cells) + 1))
    return DpRow(draw(words), draw(lines), index, *columns)


answers = tuples(st.builds(AnswerText, texts, small))
mentions = st.builds(EntityMention, texts, small, small, texts)
ROWS: dict[str, st.SearchStrategy] = {
    "tc": st.builds(
        TcRow,
        texts,
        texts,
        texts,
        texts,
        st.builds(
            TcAnnotations, tuples(texts), st.builds(Scopes, tuples(texts), tuples(texts), tuples(texts))
        ),
        texts,
        texts,
    ),
    "sts": st.builds(
        StsRow,
        texts,
        texts,
        texts,
        texts,
        st.builds(Labels, numbers, numbers, small),
        st.builds(StsAnnotations, texts, tuples(texts), tuples(small)),
    ),
    "nli": st.builds(NliRow, *[texts] * 6, *[st.none() | texts] * 4),
    "ner": ner(),
    "re": st.builds(ReRow, texts, texts, mentions, mentions, texts, texts),
    "dp": dp(),
    "mrc": st.builds(
        MrcRow,
        guid=texts,
        title=st.sampled_from(["", "첫째", "둘째"]),
        context=st.sampled_from(["한 문단", "다른 문단\n\n끝"]),
        news_category=st.sampled_from(["", "종합"]),
        source=st.sampled_from(["", "wikipedia"]),
        question=texts,
        question_type=small,
        is_impossible=st.booleans(),
        answers=answers,
        plausible_answers=answers,
    ),
    "tod": st.builds(
        TodRow,
        texts,
        tuples(texts),
        tuples(st.builds(Utterance, st.sampled_from(["user", "sys", ""]), texts, tuples(texts))),
    ),
}

_SPAN = EntityMention("서다온", 0, 2, "PER")
EXAMPLES: dict[str, object] = {
    "tc": TcRow(
        "tc1",
        "정선군 아리랑 시장에 새 지붕",
        "경제",
        "사회",
        TcAnnotations(
            ("18", "03", "15"),
            Scopes(
                ("사회", "사회", "경제"), ("해당없음", "경제", "사회"), ("해당없음", "해당없음", "생활문화")
            ),
        ),
        "https://news.example/1",
        "2026.01.02. 오후 5:09",
    ),
    "sts": StsRow(
        "sts1",
        "airbnb-rtt",
        "거실 불 좀 켜 줘",
        "거실 조명을 켜 주세요",
        Labels(4.7, 4.666666666666667, 1),
        StsAnnotations("0:0:0:0:1:2", ("17", "07", "10"), (5, 5, 4)),
    ),
    "nli": NliRow(
        "nli1",
        "wikinews",
        "비가 왔다.",
        "맑았다.",
        "contradiction",
        "contradiction",
        "contradiction",
        "neutral",
        None,
        None,
    ),
    "ner": NerRow(
        "klue-ner-v1_dev_00000-nsmc",
        "서다온 님",
        (EntitySpan(0, 3, "PS", "서다온"),),
        ("B-PS", "I-PS", "I-PS", "O", "O"),
        "<서다온:PS> 님",
    ),
    "re": ReRow(
        "re1", "서다온은 정선 사람이다.", _SPAN, EntityMention("정선", 5, 6, "LOC"), "per:origin", "wikipedia"
    ),
    "dp": DpRow(
        "klue-dp-v1_dev_00000_wikitree",
        "비가 왔다.",
        (1, 2),
        ("비가", "왔다."),
        ("비 가", "오 았 다 ."),
        ("NNG+JKS", "VV+EP+EF+SF"),
        (2, 0),
        ("NP_SBJ", "VP"),
    ),
    "mrc": MrcRow(
        guid="mrc1",
        title="정선",
        context="정선은 강원도에 있다.",
        news_category="",
        source="wikipedia",
        question="정선은 어디에 있는가?",
        question_type=1,
        is_impossible=False,
        answers=(AnswerText("강원도", 4), AnswerText("강원", 4)),
        plausible_answers=(),
    ),
    "tod": TodRow(
        "tod1",
        ("숙소",),
        (Utterance("user", "서울 북쪽 숙소요.", ("숙소-지역-서울 북쪽",)), Utterance("sys", "네.", ())),
    ),
}
