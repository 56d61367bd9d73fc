import json

import pytest
from reading import places, read

from pipeline.corpora.readers.base import DamagedFileError

NLI = {
    "guid": "nli_1",
    "source": "wiki",
    "premise": "비가 온다.",
    "hypothesis": "맑다.",
    "gold_label": "모순",
}
STS = {"guid": "sts_1", "source": "wiki", "sentence1": "춥다.", "sentence2": "쌀쌀하다.", "labels": {}}
TC = {
    "guid": "tc_1",
    "title": "새 다리 놓인다",
    "predefined_news_category": "사회",
    "url": "https://a.example/1",
}
RE = {
    "guid": "re_1",
    "sentence": "가람은 서울에 산다.",
    "subject_entity": {},
    "object_entity": {},
    "source": "wiki",
}
TOD = {
    "guid": "wos_1",
    "domains": ["식당"],
    "dialogue": [
        {"role": "user", "text": "식당 찾아줘.", "state": []},
        {"role": "sys", "text": "찾았습니다."},
    ],
}
MRC = {
    "title": "가",
    "news_category": "경제",
    "source": "x",
    "paragraphs": [{"context": "본문이다.", "qas": []}],
}
DP = """## 칼럼명 : INDEX\tWORD_FORM\tLEMMA\tPOS\tHEAD\tDEPREL

## dp_1\t새가 운다.
1\t새가\t새 가\tNNG+JKS\t2\tNP_SBJ
2\t운다.\t울 ㄴ다 .\tVV+EF+SF\t0\tVP

## dp_2\t간다.
1\t간다.\t가 ㄴ다 .\tVV+EF+SF\t0\tVP
"""
NER = """## 컬럼명 : CHAR\tNE_TAG

## ner_1\t<서울:LC> 간다
서\tB-LC
울\tI-LC
 \tO
간\tO
다\tO
"""


@pytest.fixture
def write(tmp_path):
    def write(content):
        path = tmp_path / "dev"
        path.write_text(content if isinstance(content, str) else json.dumps(content, ensure_ascii=False))
        return path

    return write


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (
            [NLI],
            [
                ("비가 온다.", "nli_1#premise", "nli_1", "wiki"),
                ("맑다.", "nli_1#hypothesis", "nli_1", "wiki"),
            ],
        ),
        (
            [STS],
            [
                ("춥다.", "sts_1#sentence1", "sts_1", "wiki"),
                ("쌀쌀하다.", "sts_1#sentence2", "sts_1", "wiki"),
            ],
        ),
        ([TC], [("새 다리 놓인다", "tc_1", None, "사회")]),
        ([RE], [("가람은 서울에 산다.", "re_1", None, "wiki")]),
        ([TOD], [("식당 찾아줘.\n찾았습니다.", "wos_1", None, None)]),
        ({"version": "1", "data": [MRC]}, [("본문이다.", None, "가", "경제")]),
        (DP, [("새가 운다.", "dp_1", None, None), ("간다.", "dp_2", None, None)]),
        (NER, [("서울 간다", "ner_1", None, None)]),
    ],
)
def test_the_texts_of_each_task(write, content, expected):
    documents, incidents = read(write(content), "klue")
    assert [(d.text, d.native_id, d.native_group, d.category) for d in documents] == expected
    assert incidents == []


def test_a_headline_is_its_own_title(write):
    ((document,), _) = read(write([TC]), "klue")
    assert (document.title, document.url) == ("새 다리 놓인다", "https://a.example/1")


def test_rows_are_those_of_the_guid_lines(write):
    documents, _ = read(write(DP), "klue")
    assert [document.row for document in documents] == [3, 7]


def test_what_is_of_no_task_is_said(write):
    documents, incidents = read(write([NLI, {"guid": "x", "text": "글"}, 3]), "klue")
    assert len(documents) == 2
    assert places(incidents) == [("record.field", 1), ("record.field", 1)]
    documents, incidents = read(write("서\tB-LC\n울\tI-LC\n\n" + NER), "klue")
    assert [document.text for document in documents] == ["서울 간다"]
    assert places(incidents) == [("record.field", 1)]
    with pytest.raises(DamagedFileError):
        read(write({"relations": []}), "klue")


REAL = {
    "klue/klue_benchmark/klue-dp-v1.1/klue-dp-v1.1_dev.tsv": 2_000,
    "klue/klue_benchmark/klue-ner-v1.1/klue-ner-v1.1_dev.tsv": 5_000,
    "klue/klue_benchmark/klue-nli-v1.1/klue-nli-v1.1_dev.json": 2 * 3_000,
    "klue/klue_benchmark/klue-sts-v1.1/klue-sts-v1.1_dev.json": 2 * 519,
    "klue-v1/klue_benchmark/klue-dp-v1/klue-dp-v1_dev.tsv": 2_000,
    "klue-v1/klue_benchmark/klue-ner-v1/klue-ner-v1_dev.tsv": 5_000,
    "klue-wos-sample/data/wos-v1.1/wos-v1.1_dev_sample_10.json": 10,
    "klue-ynat-sample/data/ynat-v1/ynat-v1_dev_sample_10.json": 10,
}


@pytest.mark.parametrize("name", REAL)
def test_real_files_in_full_and_with_the_texts_that_their_own_format_gives(real_data, name):
    from pipeline.klue_format.files import load
    from pipeline.klue_format.registry import detect

    documents, incidents = read(real_data / name, "klue")
    assert (len(documents), incidents) == (REAL[name], [])
    shape = detect(load(real_data / name))
    rows = shape.read(real_data / name).rows
    texts = {
        "dp": lambda row: [row.sentence],
        "ner": lambda row: [row.sentence],
        "nli": lambda row: [row.premise, row.hypothesis],
        "sts": lambda row: [row.sentence1, row.sentence2],
        "tc": lambda row: [row.title],
        "tod": lambda row: ["\n".join(turn.text for turn in row.dialogue)],
    }[shape.task]
    assert [document.text for document in documents] == [text for row in rows for text in texts(row)]
