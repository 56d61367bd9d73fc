"""``klue read`` as a user meets it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from pipeline.errors import ExitCode


@pytest.fixture
def klue(tmp_path):
    def klue(*arguments):
        command = [Path(sys.executable).parent / "klue", "read", *map(str, arguments)]
        return subprocess.run(command, capture_output=True, text=True, cwd=tmp_path)

    return klue


@pytest.fixture
def corpus(tmp_path):
    folder = tmp_path / "말뭉치"
    folder.mkdir()
    (folder / "a.jsonl").write_text('{"review": "재미있다."}\n{"review": "재미있다."}\n{"review"\n')
    (folder / "b.txt").write_bytes("오래된 글이다.\n그래도 읽는다.\n".encode("cp949"))
    (folder / "README.md").write_text("# 설명\n")
    (folder / "c.txt").write_bytes("mal\xe9\n".encode("latin-1"))
    return folder


def read_as(file_format, because, **options):
    return {"format": file_format, "files": 1, "because": because, "options": options}


def test_a_folder_is_looked_at(klue, corpus, tmp_path):
    ran = klue(corpus, "--licence", "CC0-1.0", "--output", "out/x.parquet", "--json")
    assert ran.returncode == ExitCode.OK, ran.stderr
    said = json.loads(ran.stdout)
    assert said == {
        "documents": 3,
        "characters": 21,
        "rejected": {"document.duplicate_text": 1, "json.syntax": 1},
        "incidents": {"document.duplicate_text": 1, "file.encoding": 1, "json.syntax": 1},
        "read_as": [
            {
                "format": "jsonlines",
                "files": 1,
                "because": "a JSON object a line",
                "options": {"text": ["review"]},
            },
            {"format": "plain", "files": 1, "because": "text of many lines", "options": {"unit": "line"}},
        ],
        "passed_over": ["README.md"],
        "output": "out/x.parquet",
        "incidents_file": "out/x.incidents.jsonl",
    }
    table = pq.read_table(tmp_path / "out" / "x.parquet")
    assert table["text"].to_pylist() == ["재미있다.", "오래된 글이다.", "그래도 읽는다."]
    assert set(table["licence"].to_pylist()) == {"CC0-1.0"}
    incidents = [
        json.loads(line) for line in (tmp_path / "out" / "x.incidents.jsonl").read_text().splitlines()
    ]
    assert [(each["check"], each["file"], each["row"], each["offset"]) for each in incidents] == [
        ("file.encoding", "c.txt", None, 3),
        ("json.syntax", "a.jsonl", 3, None),
        ("document.duplicate_text", "a.jsonl", 2, None),
    ]


def test_people_are_told_the_same_in_words(klue, corpus):
    ran = klue(corpus, "--licence", "CC-BY-NC-4.0", "-o", "x.parquet")
    assert ran.returncode == ExitCode.OK
    for words in ("Read as", "jsonlines", "passed over", "3 documents of 21 characters; 2 records rejected"):
        assert words in ran.stdout
    assert "warning: no release may hold these texts" in ran.stderr


def test_what_is_stated_outdoes_what_is_guessed(klue, tmp_path):
    (tmp_path / "x.csv").write_text("no;글;말\n7;하나;둘\n")
    stated = ("--format", "delimited", "--field", "text=말", "--field", "id=no", "--option", "delimiter=;")
    ran = klue("x.csv", "--licence", "CC0-1.0", "-o", "x.parquet", *stated)
    assert ran.returncode == ExitCode.OK, ran.stderr
    (row,) = pq.read_table(tmp_path / "x.parquet").to_pylist()
    assert (row["text"], row["native_id"]) == ("둘", "7")
    ran = klue("x.csv", "--licence", "CC0-1.0", "-o", "x.parquet", "--field", "text=글,말")
    assert pq.read_table(tmp_path / "x.parquet")["text"].to_pylist() == ["하나", "둘"], ran.stderr


def test_units_and_encodings_are_stated(klue, tmp_path):
    (tmp_path / "x.txt").write_bytes("굿\n\n굿굿\n".encode("cp949"))
    ran = klue(
        "x.txt", "--licence", "CC0-1.0", "-o", "x.parquet", "--unit", "document", "--encoding", "cp949"
    )
    assert ran.returncode == ExitCode.OK, ran.stderr
    assert pq.read_table(tmp_path / "x.parquet")["text"].to_pylist() == ["굿\n\n굿굿"]


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["gone", "--licence", "CC0-1.0"], ExitCode.BAD_INPUT, "gone: cannot be read"),
        (["x.txt", "--licence", "MIT AND"], ExitCode.USAGE, "--licence"),
        (["x.txt"], ExitCode.USAGE, "--licence"),
        (["x.txt", "--licence", "CC0-1.0", "--format", "pdf"], ExitCode.USAGE, "there is no format 'pdf'"),
        (["x.txt", "--licence", "CC0-1.0", "--field", "text"], ExitCode.USAGE, "say which field holds what"),
        (["x.txt", "--licence", "CC0-1.0", "--option", "x"], ExitCode.USAGE, "name and value"),
        (["x.txt", "--licence", "CC0-1.0", "--unit", "page"], ExitCode.USAGE, "'document', 'paragraph'"),
        (["x.txt", "--licence", "CC0-1.0", "--encoding", "klingon"], ExitCode.USAGE, "no encoding"),
        (["x.txt", "--licence", "CC0-1.0", "--genre", "rumour"], ExitCode.USAGE, "genre"),
        (
            ["x.csv", "--licence", "CC0-1.0", "--format", "delimited", "--field", "text=b"],
            ExitCode.BAD_INPUT,
            "there is no column 'b'",
        ),
        (["x.csv", "--licence", "CC0-1.0"], ExitCode.BAD_INPUT, "not one document came of it"),
        (["empty.txt", "--licence", "CC0-1.0"], ExitCode.BAD_INPUT, "not one document came of it"),
    ],
)
def test_what_is_wrong_is_said(klue, tmp_path, arguments, code, words):
    (tmp_path / "x.txt").write_text("글이다.\n")
    (tmp_path / "x.csv").write_text("a,c\n1,2\n")
    (tmp_path / "empty.txt").write_text("")
    ran = klue(*arguments, "-o", "out.parquet")
    assert (ran.returncode, words in ran.stderr) == (code, True), ran.stderr
    assert "Traceback" not in ran.stderr
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".klue")]
