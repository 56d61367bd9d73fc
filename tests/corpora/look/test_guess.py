import json

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipeline.corpora.look.columns import guess_mapping
from pipeline.corpora.look.guess import guess_format
from pipeline.corpora.readers.base import DamagedFileError, InputFile

CONLLU = "# sent_id = 1\n# text = 새가 운다.\n1\t새가\t새\tNOUN\t_\t_\t2\tnsubj\t_\t_\n\n"
KLUE = "## 칼럼명 : CHAR\tNE_TAG\n\n## g1\t간다\n간\tO\n다\tO\n\n"
PAGE = '<mediawiki xmlns="http://www.mediawiki.org/xml/export-0.11/">\n<page/></mediawiki>'
RECORD = {"label": "7", "text": "글이다."}
NLI = {"guid": "1", "premise": "비가 온다.", "hypothesis": "맑다."}


@pytest.fixture
def guess(tmp_path):
    def guess(content, name="file", **arguments):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return guess_format(InputFile(path, name), **arguments)

    return guess


@pytest.mark.parametrize(
    ("content", "file_format", "options"),
    [
        (PAGE, "mediawiki", {}),
        (CONLLU, "conllu", {}),
        (KLUE, "klue", {}),
        (json.dumps([NLI]), "klue", {}),
        (json.dumps([RECORD]), "jsonlines", {"text": ["text"]}),
        (json.dumps(RECORD) + "\n" + json.dumps(RECORD), "jsonlines", {"text": ["text"]}),
        (json.dumps(RECORD), "jsonlines", {"text": ["text"]}),
        (json.dumps({"version": "1", "data": []}), "squad", {}),
        (json.dumps({"version": "1", "data": []}, indent=1), "squad", {}),
        ("한 줄이다.", "plain", {"unit": "document"}),
        ("한 줄이다.\n두 줄이다.\n", "plain", {"unit": "line"}),
        ("한 단락이다.\n\n두 단락이다.\n", "plain", {"unit": "paragraph"}),
        ("", "plain", {"unit": "document"}),
    ],
)
def test_a_format_is_told_by_the_beginning(guess, content, file_format, options):
    guessed = guess(content)
    assert (guessed.format, guessed.options) == (file_format, options)
    assert guessed.because


@pytest.mark.parametrize(
    ("name", "content", "options"),
    [
        ("x.csv", "no,review\n1,재미있다\n", {"delimiter": ",", "quoted": True, "text": ["review"]}),
        ("x.csv", "Q,A\n가나?,다라.\n", {"delimiter": ",", "quoted": True, "text": ["Q", "A"]}),
        ("x.csv", "a;b\n1;문장이다\n", {"delimiter": ";", "quoted": True, "header": True, "text": [2]}),
        (
            "x",
            "0\t1\t말해 줘\n0\t2\t알려 줘\n",
            {"delimiter": "\t", "quoted": False, "header": False, "text": [3]},
        ),
        ("x.tsv", 't\tn\n"열린\t1\n', {"delimiter": "\t", "quoted": False, "header": True, "text": [1]}),
        ("x.tsv", 'text\tn\n"둘러 ""싼"""\t1\n', {"delimiter": "\t", "quoted": True, "text": ["text"]}),
        ("x.tsv", "id\tname\n1\tname\n", {"delimiter": "\t", "quoted": False}),
    ],
)
def test_columns_are_told_by_name_or_content(guess, name, content, options):
    guessed = guess(content, name)
    assert (guessed.format, guessed.options) == ("delimited", options)


def test_a_stated_encoding_is_passed_on(guess):
    guessed = guess("굿".encode("cp949"), encoding="cp949")
    assert guessed.options == {"unit": "document", "encoding": "cp949"}


@pytest.mark.parametrize(
    "content", ['{"a": {"b": 1}, "relations": [],\n "x": 2}', "<html></html>", "\ufeff<rss/>"]
)
def test_what_is_no_corpus_is_said(guess, content):
    with pytest.raises(DamagedFileError) as raised:
        guess(content)
    assert raised.value.check == "file.format"


def test_tables_are_told_by_their_magic(tmp_path):
    table = pa.table({"n": [1], "content": ["글이다."]})
    pq.write_table(table, tmp_path / "p")
    assert guess_format(InputFile(tmp_path / "p", "p")).options == {"text": ["content"]}
    with pa.ipc.new_stream(tmp_path / "a.arrow", table.schema) as writer:
        writer.write_table(table)
    guessed = guess_format(InputFile(tmp_path / "a.arrow", "a.arrow"))
    assert (guessed.format, guessed.options) == ("huggingface", {"text": ["content"]})


def test_compressed_files_are_looked_into(guess):
    import gzip

    assert guess(gzip.compress(json.dumps(RECORD).encode()), "x.jsonl.gz").format == "jsonlines"


@pytest.mark.parametrize(
    ("rows", "mapping"),
    [
        ([{"title": "제목", "body": "본문"}], {"title": "title", "text": ["body"]}),
        ([{"title": "제목", "label": "사회"}], {"title": "title"}),
        ([{"Sentence": "문장"}], {"text": ["Sentence"]}),
        ([{"premise": "가", "hypothesis": "나", "text": "다"}], {"text": ["premise", "hypothesis"]}),
        ([{"x": "한글이 더 많다", "y": "적다"}], {"text": ["x"]}),
        ([{"x": "no Hangul"}], None),
        ([], None),
    ],
)
def test_fields_are_told_by_name_or_content(rows, mapping):
    found = guess_mapping(rows)
    assert (None if found is None else found[0]) == mapping
