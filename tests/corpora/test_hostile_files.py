"""What an attacker or an accident puts into a corpus: a reason for everything, and no crash."""

from __future__ import annotations

import gzip
import json
import os
import tracemalloc
import zipfile

import pytest

from pipeline.config import Config
from pipeline.context import Context, Processes
from pipeline.corpora.look.choose import Request
from pipeline.corpora.look.read import read_corpus
from pipeline.errors import BadInputError
from pipeline.model import Document
from pipeline.tables import from_table, read_parquet

LINE = "이 문장은 아무 해가 없다.\n"


@pytest.fixture
def look(tmp_path):
    """Read a file or folder, and give texts, and incidents as (check, file, row)."""

    def look(path, file_format="auto", **options):
        context = Context(Config(), map=Processes(1))
        output = tmp_path / "out" / "x.parquet"
        result = read_corpus(context, Request(path, output, "CC0-1.0", file_format, options=options))
        documents = from_table(read_parquet([output], context.schema("documents")), Document)
        said = [json.loads(line) for line in result.incidents_file.read_text().splitlines()]
        assert sorted(path.name for path in output.parent.iterdir()) == ["x.incidents.jsonl", "x.parquet"]
        assert len(documents) == result.documents
        return [d.text for d in documents], [(each["check"], each["file"], each["row"]) for each in said]

    return look


def write(tmp_path, name, content):
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass"))
    return path


def test_nul_bytes_are_taken_out_and_said(tmp_path, look):
    content = LINE + "영\0이 \0들어 있다.\n" + LINE
    for name, options in (("x.txt", {"unit": "line"}), ("x.csv", {"text": "t"})):
        body = content if name == "x.txt" else "t\n" + content
        texts, said = look(write(tmp_path, name, body), **options)
        assert texts[1] == "영이 들어 있다."
        assert ("text.dropped", name, 2 if name == "x.txt" else 3) in said


def test_half_a_pair_of_surrogates_costs_its_document(tmp_path, look):
    records = [r'{"t": "앞 \ud800 뒤"}', r'{"t": "온전한 \ud83d\ude00 글"}', r'{"t": 1.5, "\udcff": 1}']
    path = write(tmp_path, "x.jsonl", "\n".join([*records, r'"\ud800"', r'{"t": "날", "d": "\udfff"}']))
    texts, said = look(path, "jsonlines", text="t")
    assert texts == ["온전한 😀 글", "날"]
    assert said == [
        ("text.surrogate", "x.jsonl", 1),
        ("record.field", "x.jsonl", 3),
        ("record.field", "x.jsonl", 4),
    ]


def test_half_a_pair_in_a_date_or_key_is_said_in_escapes(tmp_path, look):
    path = write(tmp_path, "x.jsonl", '{"t": "글", "d": "\\ud800"}\n')
    texts, said = look(path, "jsonlines", text="t", published="d")
    assert (texts, said) == (["글"], [("document.date", "x.jsonl", 1)])


def test_surrogates_in_utf_8_are_no_utf_8(tmp_path, look):
    path = write(tmp_path, "x.txt", LINE * 3 + "\ud800\n" + LINE)
    assert look(path) == ([], [("file.encoding", "x.txt", None)])


def test_bytes_that_are_no_utf_8_stop_the_reading_there(tmp_path, look):
    sound = (LINE.strip() * 60 + "\n").encode() * 700
    texts, said = look(write(tmp_path, "x.txt", sound + b"\xff\xfe\n" + sound), "plain", unit="line")
    assert texts == [LINE.strip() * 60]
    assert ("file.encoding", "x.txt", None) in said


def test_one_line_of_a_hundred_megabytes_costs_that_line_and_little_memory(tmp_path, look):
    path = tmp_path / "x.jsonl"
    with path.open("w") as file:
        file.write('{"t": "앞"}\n{"t": "')
        for _ in range(100):
            file.write("x" * 1_000_000)
        file.write('"}\n{"t": "뒤"}\n')
    tracemalloc.start()
    texts, said = look(path, "jsonlines", text="t")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (texts, said) == (["앞", "뒤"], [("file.line", "x.jsonl", 2)])
    assert peak < 120_000_000


@pytest.mark.parametrize("opening", ['[{"t": "앞"}, {"t": "', '[{"t": "앞"}, ' + "["])
def test_an_element_without_an_end_stops_an_array(tmp_path, look, opening):
    path = write(tmp_path, "x.json", opening + "x" * 40_000_000)
    texts, said = look(path, "jsonlines", text="t")
    assert (texts, said) == (["앞"], [("file.syntax", "x.json", 1)])


def test_a_quote_without_an_end_does_not_swallow_the_memory(tmp_path, look):
    path = write(tmp_path, "x.csv", 't\n앞\n"' + "끝이 없다\n" * 3_000_000)
    texts, said = look(path, "delimited", text="t")
    assert texts == ["앞"]
    assert said[0][0] == "file.syntax"


def test_native_ids_that_repeat_are_said(tmp_path, look):
    path = write(tmp_path, "x.csv", "id,t\n1,하나\n1,하나\n1,또 하나\n2,둘\n")
    texts, said = look(path, "delimited", id="id", text="t")
    assert texts == ["하나", "둘"]
    assert said == [("document.duplicate_id", "x.csv", 3), ("document.duplicate_id", "x.csv", 4)]


def test_a_folder_of_everything(tmp_path, look):
    folder = tmp_path / "corpus"
    write(folder, "a.txt", LINE)
    write(folder, "README.md", "# 설명\n")
    write(folder, ".hidden", LINE)
    (folder / "b.txt").mkdir()
    write(folder / "b.txt", "c.txt", "다른 문장이다.\n")
    os.mkfifo(folder / "pipe.txt")
    (folder / "dangling.txt").symlink_to("nowhere")
    (folder / "loop").symlink_to(folder)
    (folder / "to-a.txt").symlink_to("a.txt")
    write(folder, "cut.txt.gz", gzip.compress(os.urandom(1000))[:50])
    write(folder, "pointer.txt", "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n")
    write(folder, os.fsdecode("이름".encode("cp949")) + ".txt", "이름이 낡았다.\n")
    with zipfile.ZipFile(folder / "z.zip", "w") as archive:
        archive.writestr("../../evil.txt", "밖")
        archive.writestr("in.txt", "꾸러미 안이다.")
    texts, said = look(folder)
    line = LINE.strip()
    assert sorted(texts) == sorted(["꾸러미 안이다.", "다른 문장이다.", "이름이 낡았다.", line, line])
    assert sorted(said, key=str) == [
        ("archive.path", "z.zip", None),
        ("file.broken", "cut.txt.gz", None),
        ("file.pointer", "pointer.txt", None),
        ("file.special", "dangling.txt", None),
        ("file.special", "loop", None),
        ("file.special", "pipe.txt", None),
    ]
    assert not (tmp_path / "evil.txt").exists()


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is forbidden to root")
def test_a_file_that_must_not_be_read_is_named(tmp_path, look):
    path = write(tmp_path, "x.txt", LINE)
    path.chmod(0)
    with pytest.raises(BadInputError, match=r"x\.txt: cannot be read \(Permission denied\)"):
        look(path)


def test_what_is_no_file_is_refused(tmp_path, look):
    os.mkfifo(tmp_path / "pipe")
    for path, problem in (
        (tmp_path / "pipe", "neither a file nor a folder"),
        (tmp_path / "gone", "cannot be read"),
        (tmp_path / "empty", "no files to read"),
    ):
        if path.name == "empty":
            path.mkdir()
        with pytest.raises(BadInputError, match=problem):
            look(path)
