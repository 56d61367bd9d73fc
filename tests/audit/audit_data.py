"""Valid records of all tasks, and files of them, for the tests of the checks."""

from __future__ import annotations

from dataclasses import replace

from pipeline.audit.records import DataFile, DataSet, Record
from pipeline.audit.texts import ANATOMY
from pipeline.klue_format.ner import entities_of
from pipeline.tasks.dp.row import DpRow
from pipeline.tasks.mrc.row import AnswerText, MrcRow
from pipeline.tasks.ner.row import NerRow, inline_markup
from pipeline.tasks.ner.values import Entities, Entity
from pipeline.tasks.nli.row import NliRow
from pipeline.tasks.re.row import EntityMention, ReRow
from pipeline.tasks.sts.row import Annotations as Ratings
from pipeline.tasks.sts.row import Labels, StsRow, histogram
from pipeline.tasks.tc.row import Annotations, Scopes, TcRow
from pipeline.tasks.tod.row import TodRow, Utterance


def record(task, row, *, file="dev", line=1, **more):
    texts = ANATOMY[task].texts(row)
    return Record(row, task, file, line, row.guid, texts, texts, task in ("ner", "dp"), **more)


def data_file(task, *rows, path="klue_dev.json", split="dev", settled=False, **more):
    records = tuple(
        record(task, row, file=path, line=10 * number, settled=settled)
        for number, row in enumerate(rows, start=1)
    )
    return DataFile(path, task, split, records, **more)


def data(task, *rows, **more):
    return DataSet((data_file(task, *rows, **more),))


def train_and(task, dev_rows, train_rows, **more):
    """A dev file and the training data it is compared with."""
    train = data_file(task, *train_rows, path="klue_train.json", split="train", reference=True)
    return DataSet((data_file(task, *dev_rows, **more), train))


def tc(
    title="정선군 아리랑 시장에 새 지붕", label="사회", votes=("사회", "사회", "경제"), guid="tc1", **scopes
):
    none = ("해당없음",) * len(votes)
    ranked = Scopes(votes, scopes.get("second", none), scopes.get("third", none))
    names = scopes.get("names", tuple("abcdefgh"[: len(votes)]))
    return TcRow(guid, title, "경제", label, Annotations(names, ranked), "https://news.example/1", "2026")


def sts(scores=(5, 5, 4), guid="sts1", one="거실 불 좀 켜 줘", other="거실 조명을 켜 주세요", **more):
    mean = sum(scores) / len(scores)
    labels = Labels(round(mean, 1), mean, int(mean >= 3))
    names = more.pop("names", tuple("abcdefgh"[: len(scores)]))
    row = StsRow(
        guid,
        more.pop("source", "airbnb-rtt"),
        one,
        other,
        replace(labels, **more.pop("labels", {})),
        Ratings(histogram(scores), names, tuple(scores)),
    )
    return replace(row, **more)


def nli(gold="contradiction", votes=("contradiction",) * 5, guid="nli1", **more):
    row = NliRow(guid, "wikinews", "비가 오후 내내 내렸다.", "그날 오후는 맑았다.", gold, *votes)
    return replace(row, **more)


def ner(sentence="서다온 님은 정선에 산다.", spans=((0, 3, "PS"), (7, 9, "LC")), guid="ner1", **more):
    tags = ["O"] * len(sentence)
    for start, end, kind in spans:
        tags[start:end] = [f"B-{kind}", *[f"I-{kind}"] * (end - start - 1)]
    found = entities_of(sentence, tags)
    inline = inline_markup(sentence, Entities(tuple(Entity(e.start, e.end, e.type) for e in found)))
    return replace(NerRow(guid, sentence, found, tuple(tags), inline), **more)


def tagged(sentence, *tags):
    """A sentence whose entities and markup follow from its tags."""
    row = ner(sentence, ())
    return replace(row, tags=tags, entities=entities_of(sentence, tags))


PERSON, PLACE = EntityMention("서다온", 0, 2, "PER"), EntityMention("정선", 5, 6, "LOC")


def re_(label="per:origin", subject=PERSON, object_=PLACE, guid="re1", sentence="서다온은 정선 사람이다."):
    return ReRow(guid, sentence, subject, object_, label, "wikipedia")


DP = DpRow(
    "dp1",
    "어제 큰 비가 왔다.",
    (1, 2, 3, 4),
    ("어제", "큰", "비가", "왔다."),
    ("어제", "크 ㄴ", "비 가", "오 았 다 ."),
    ("MAG", "VA+ETM", "NNG+JKS", "VV+EP+EF+SF"),
    (4, 3, 4, 0),
    ("AP", "VP_MOD", "NP_SBJ", "VP"),
)


def dp(**more):
    return replace(DP, **more)


def dp_with(form, lemma, pos, sentence=None):
    """The sentence with its first eojeol exchanged."""
    return dp(
        sentence=sentence or DP.sentence.replace("어제", form),
        word_form=(form, *DP.word_form[1:]),
        lemma=(lemma, *DP.lemma[1:]),
        pos=(pos, *DP.pos[1:]),
    )


MRC = MrcRow(
    "mrc1",
    "정선",
    "정선은 강원도에 있는 군이다.\n\n아리랑으로 알려져 있다.",
    "종합",
    "wikipedia",
    "정선은 어느 도에 있는가?",
    1,
    False,
    (AnswerText("강원도", 4),),
    (),
)


def mrc(**more):
    return replace(MRC, **more)


def impossible(**more):
    row = mrc(question_type=3, is_impossible=True, answers=(), plausible_answers=MRC.answers)
    return replace(row, **more)


def tod(*states, domains=("숙소",), texts=None, roles=None, guid="tod1"):
    """A dialogue with a state for each turn of the user."""
    turns = []
    for number, state in enumerate(states or (("숙소-지역-서울 북쪽",),)):
        turns += [
            Utterance("user", f"{number}번째로 서울 숙소를 찾아요.", tuple(state)),
            Utterance("sys", f"{number}번째로 찾아봤습니다.", ()),
        ]
    if texts:
        turns = [replace(turn, text=text) for turn, text in zip(turns, texts, strict=True)]
    if roles:
        turns = [replace(turn, role=role) for turn, role in zip(turns, roles, strict=True)]
    return TodRow(guid, domains, tuple(turns))
