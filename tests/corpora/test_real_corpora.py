"""Every real corpus is read in full, or rejected with reasons; counts are those of its own notes."""

from __future__ import annotations

import json
import unicodedata

import pytest

from pipeline.config import Config
from pipeline.context import Context, Processes
from pipeline.corpora.look.choose import Request
from pipeline.corpora.look.read import read_corpus
from pipeline.model import Document
from pipeline.tables import from_table, read_parquet


@pytest.fixture
def look(real_data, tmp_path):
    def look(name, file_format="auto", **options):
        context = Context(Config(), map=Processes(1))
        request = Request(real_data / name, tmp_path / "x.parquet", "CC0-1.0", file_format, options=options)
        return read_corpus(context, request)

    return look


def documents(look):
    context = Context(Config())
    return from_table(read_parquet([look.output], context.schema("documents")), Document)


RECORDS = {
    "klue": 2_000 + 5_000 + 2 * 3_000 + 2 * 519,
    "klue-v1": 2_000 + 5_000 + 2 * 3_000 + 2 * 519,
    "klue-wos-sample": 10,
    "klue-ynat-sample": 10,
    "klue-re-sample": 1_500,
    "ynat-headlines": 5_000,
    "kornlu": 2 * (5_749 + 1_500 + 1_379),
    "kornli-xnli": 2 * (2_490 + 5_010),
    "nsmc": 18_482,
    "parakqc": 10_000,
    "korean-hate-speech/labeled": 471 + 7_896,
    "korean-hate-speech/news_title": 471 + 974 + 7_896 + 33_893,
    "korean-hate-speech/test.no_label.tsv": 974,
    "korean-hate-speech/unlabeled": 33_893,
    "songys-chatbot": 2 * 11_823,
    "unsmile": 3_737,
    "ud-ko-gsd": 1_939,
    "ud-ko-pud": 1_000,
    "korean-parallel/korean-english-jhe/jhe-koen-dev.ko": 720,
    "korean-parallel/korean-english-jhe/jhe-koen-eval.en": 720,
    "korean-parallel/korean-french-jim-v1/korean-french-park-v1.train.ko": 207,
    "korean-parallel/northkorean-english-news-v1": 2 * (1_000 + 2_000),
}
"""Records that the notes beside a corpus, or the lines and rows of its files, count."""


@pytest.mark.parametrize("name", RECORDS)
def test_every_record_is_a_document_or_has_a_reason(look, name):
    result = look(name)
    assert result.documents + sum(result.rejected.values()) == RECORDS[name]
    assert set(result.rejected) <= {"document.duplicate_text", "text.empty"}
    damages = {check for check in result.incidents if check.startswith("file.")}
    assert damages <= {"file.format"}
    assert sum(result.incidents.values()) == len(result.incidents_file.read_text().splitlines())


@pytest.mark.parametrize(("name", "records"), [("petitions_2017-08", 662), ("petitions_2019-04", 494)])
def test_petitions_without_a_suffix_are_json_lines(look, name, records):
    result = look(f"petitions/{name}")
    assert [reading.format for reading in result.readings] == ["jsonlines"]
    assert result.documents + sum(result.rejected.values()) == records


def test_korquad_has_its_paragraphs(look, real_data):
    articles = json.loads((real_data / "korquad/dataset/KorQuAD_v1.0_dev.json").read_text())["data"]
    contexts = [paragraph["context"] for article in articles for paragraph in article["paragraphs"]]
    result = look("korquad")
    assert len(articles) == 140
    assert result.documents == len(set(contexts)) == 961
    assert result.rejected == {"document.duplicate_text": len(contexts) - 961}


def test_a_pointer_in_place_of_data_is_said(real_data, tmp_path, look):
    result = look("kold")
    assert (result.documents, result.incidents) == (0, {"file.pointer": 1})


def test_members_of_real_archives_are_read(look):
    result = look("korean-parallel/korean-english-news-v1")
    assert result.documents + sum(result.rejected.values()) == 2 * 1_000 + 2 * 2_000
    titles = {document.source for document in documents(result)}
    assert titles == {"korean-english-news-v1"}


@pytest.mark.parametrize("name", ["cp949", "euckr", "utf16le-bom", "utf8-bom", "nfd"])
def test_the_constitution_is_its_oracle_in_every_encoding(look, real_data, name):
    oracle = (real_data / "konlpy-law/konlpy/data/corpus/kolaw/constitution.txt").read_text("utf-8")
    result = look(f"constructed-encodings/constitution.{name}.txt", "plain", unit="document")
    (document,) = documents(result)
    assert document.text == unicodedata.normalize("NFC", oracle).strip()


def test_the_mixed_constitution_is_an_incident_with_offsets(look):
    result = look("constructed-encodings/constitution.mixed-utf8-cp949.txt", "plain", unit="line")
    assert (result.documents, result.incidents) == (0, {"file.encoding": 1})
    (incident,) = result.examples
    assert incident.offset == 1_446
    assert "mostly utf-8; cp949 at bytes 1444–1500, 2602–2734" in incident.message


@pytest.mark.parametrize("name", ["konlpy-law", "snow2008", "cubam", "korean-parallel"])
def test_a_folder_of_many_things_is_read_without_a_crash(look, name):
    result = look(name)
    assert result.documents
    said = set(result.incidents) - set(result.rejected)
    assert said <= {"text.damaged", "text.dropped", "file.format", "file.syntax"}
