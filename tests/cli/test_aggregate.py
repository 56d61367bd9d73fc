"""`klue aggregate` on tables as people have them."""

from __future__ import annotations

import bz2
import csv
import gzip
import json
import lzma

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipeline.cli import main
from pipeline.consensus import crowd
from pipeline.errors import ExitCode

METHODS = ["hierarchical", "majority", "dawid-skene", "one-coin", "mace", "glad"]
COLUMNS = ("--item", "task", "--annotator", "worker", "--value", "label")
TABLE = """task,worker,label
007,w1,new york
007,w2,new york
7,w1,"Paris, Texas"
7,w2,"Paris, Texas"
7,w3,new york
8,w1,서울
8,w2,서울
8,w3,서울
"""


@pytest.fixture
def klue(monkeypatch, capsys):
    """Run the command line in this process: exit code, output, errors."""

    def run(*arguments):
        monkeypatch.setattr("sys.argv", ["klue", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            main()
        captured = capsys.readouterr()
        assert "Traceback" not in captured.err
        return ended.value.code, captured.out, captured.err

    return run


@pytest.fixture
def aggregate(klue, tmp_path):
    """Aggregate a table of the given name and content: the report and the rows written."""

    def run(name, content, *options, output="out.csv"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        code, out, err = klue(
            "aggregate", "--input", path, "--output", tmp_path / output, *COLUMNS, "--json", *options
        )
        assert code == ExitCode.OK, err
        return json.loads(out), tmp_path / output

    return run


def rows_of(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


@pytest.mark.parametrize("method", METHODS)
def test_items_come_back_as_they_were_written(aggregate, method):
    report, output = aggregate("table.csv", TABLE, "--method", method)
    rows = rows_of(output)
    assert rows[0] == ["item", "value", "confidence"]
    assert [row[:2] for row in rows[1:]] == [["007", "new york"], ["7", "Paris, Texas"], ["8", "서울"]]
    assert all(0 < float(row[2]) <= 1 for row in rows[1:])
    assert (report["items"], report["annotators"], report["ratings"], report["classes"]) == (3, 3, 8, 3)
    assert report["method"] == method
    assert (report["objective"] is None) == (method == "majority")


def test_formats_agree(aggregate):
    frame = pd.read_csv(pd.io.common.StringIO(TABLE), dtype=str)
    parquet = pa.BufferOutputStream()
    pq.write_table(pa.Table.from_pandas(frame), parquet)
    lines = frame.to_json(orient="records", lines=True, force_ascii=False)
    tsv = frame.to_csv(sep="\t", index=False)
    contents = {
        "a.csv": TABLE,
        "bom.csv": "\ufeff" + TABLE,
        "crlf.csv": TABLE.replace("\n", "\r\n"),
        "korean.csv": TABLE.encode("cp949"),
        "semicolon.csv": frame.to_csv(sep=";", index=False),
        "a.tsv": tsv,
        "a.txt": tsv,
        "a.csv.gz": gzip.compress(TABLE.encode()),
        "a.tsv.bz2": bz2.compress(tsv.encode()),
        "a.jsonl.xz": lzma.compress(lines.encode()),
        "a.json": frame.to_json(orient="records", force_ascii=False),
        "a.parquet": parquet.getvalue().to_pybytes(),
    }
    results = {name: aggregate(name, content)[1].read_bytes() for name, content in contents.items()}
    assert len(set(results.values())) == 1


def test_outputs_agree(aggregate):
    expected = [row[:2] for row in rows_of(aggregate("a.csv", TABLE)[1])[1:]]
    lines = aggregate("a.csv", TABLE, output="o.jsonl")[1].read_text("utf-8").splitlines()
    assert [[row["item"], row["value"]] for row in map(json.loads, lines)] == expected
    table = pq.read_table(aggregate("a.csv", TABLE, output="o.parquet")[1])
    assert [[row["item"], row["value"]] for row in table.to_pylist()] == expected
    tsv = gzip.decompress(aggregate("a.csv", TABLE, output="o.tsv.gz")[1].read_bytes()).decode()
    assert tsv.splitlines()[2].split("\t")[:2] == ["7", "Paris, Texas"]


def test_typed_tables_keep_their_types(aggregate):
    columns = {
        "task": [5, 2**60 + 1, 5, 2**60 + 1],
        "worker": [1, 1, None, 2],
        "label": [False, True, True, True],
    }
    parquet = pa.BufferOutputStream()
    pq.write_table(pa.table(columns), parquet)
    table = pq.read_table(aggregate("t.parquet", parquet.getvalue().to_pybytes(), output="o.parquet")[1])
    assert [(row["item"], row["value"]) for row in table.to_pylist()] == [(5, False), (2**60 + 1, True)]
    lines = '{"task": 1, "worker": "a", "label": 3}\n{"task": 2, "worker": "a", "label": null, "more": [1]}\n'
    report, output = aggregate("t.jsonl", lines, output="o.jsonl")
    assert json.loads(output.read_text()) == {"item": 1, "value": 3, "confidence": 1.0}
    assert (report["rows_without_value"], report["items_without_answers"]) == (1, 1)


def test_quotes_in_tab_separated_free_text(aggregate):
    text = 'task\tworker\tlabel\n1\ta\t5" nail\n2\ta\t"\n3\ta\t"said ""so"""\n4\ta\t"a" or "b"\n'
    rows = rows_of(aggregate("free.tsv", text)[1])
    assert [row[1] for row in rows[1:]] == ['5" nail', '"', 'said "so"', '"a" or "b"']
    quoted = 'task\tworker\tlabel\n1\ta\t"two\nlines"\n'
    assert rows_of(aggregate("lines.tsv", quoted)[1])[1][1] == "two\nlines"


def test_incidents_are_counted_and_shown(aggregate, klue, tmp_path):
    table = TABLE + "007,w1,서울\n,w1,서울\n9,,서울\n10,w1,\n007,w1,new york\n"
    report, output = aggregate("dirty.csv", table, "--method", "majority")
    assert report["repeated_answers_dropped"] == 2
    assert [(i["check"], i["row"]) for i in report["incidents"]] == [
        ("answer.repeated", 9),
        ("answer.repeated", 13),
        ("answer.owner", 10),
        ("answer.owner", 11),
    ]
    assert (report["rows_without_owner"], report["rows_without_value"]) == (2, 1)
    assert rows_of(output)[1] == ["007", "new york", "1.0"]
    _, out, _ = klue(
        *("aggregate", "--input", tmp_path / "dirty.csv", "--output", tmp_path / "o.csv", *COLUMNS),
        *("--method", "dawid-skene"),
    )
    assert "2 rows answer an item again; an annotator's first answer counts (rows 9, 13)" in out
    assert "2 rows have no item or no annotator and were left out (rows 10, 11)" in out
    assert "1 rows have no value and are no answers (rows 12)" in out
    assert "warning: annotators gave each of their values 1.0 times on average" in out


@pytest.mark.parametrize(
    ("name", "gold"),
    [
        ("named.csv", "task,label\n007,new york\n7,서울\n99,서울\n"),
        ("gold.csv", "item,gold,label\n007,new york,x\n7,서울,x\n99,서울,x\n"),
        ("truth.tsv", "task\ttruth\n007\tnew york\n7\t서울\n99\t서울\n"),
        ("partly.csv", "task,gold\n007,new york\n007,new york\n7,서울\n8,\n99,서울\n"),
    ],
)
def test_gold(aggregate, tmp_path, name, gold):
    (tmp_path / name).write_text(gold, "utf-8")
    options = ("--method", "majority", "--gold", tmp_path / name)
    report, _ = aggregate("a.csv", TABLE, *options)
    assert (report["gold_items"], report["gold_items_without_answers"]) == (2, 1)
    assert (report["accuracy"], report["gold_used"]) == (0.5, False)
    report, output = aggregate("a.csv", TABLE, *options, "--use-gold")
    assert (report["accuracy"], report["gold_used"]) == (None, True)
    assert rows_of(output)[2] == ["7", "서울", "1.0"]


def test_gold_in_the_table_itself_and_as_rounded_numbers(aggregate, tmp_path):
    table = "task,worker,label,gold\n1,a,0,0\n1,b,0,0\n2,a,1,0\n2,b,1,0\n"
    (tmp_path / "self.csv").write_text(table)
    report, _ = aggregate("self.csv", table, "--gold", tmp_path / "self.csv")
    assert (report["gold_items"], report["accuracy"]) == (2, 0.5)
    (tmp_path / "floats.csv").write_text("task,gold\n1,0.0\n2,1.0\n3,\n")
    report, _ = aggregate("self.csv", table, "--gold", tmp_path / "floats.csv")
    assert report["accuracy"] == 1.0


@pytest.mark.parametrize(
    ("options", "code", "words"),
    [
        (["--input", "none.csv", "-o", "o.csv"], ExitCode.BAD_INPUT, "none.csv: no such file"),
        (["--input", "a.csv", "-o", "o.xlsx"], ExitCode.USAGE, "o.xlsx: cannot tell the format"),
        (["--input", "a.csv", "-o", "none/o.csv"], ExitCode.USAGE, "there is no folder none"),
        (["--input", "a.csv", "-o", "a.csv"], ExitCode.USAGE, "a.csv: is an input"),
        (["--input", "a.csv", "-o", "two.csv", "--gold", "two.csv"], ExitCode.USAGE, "two.csv: is an input"),
        (["--input", "a.csv", "-o", "o.csv", "--item", "x"], ExitCode.BAD_INPUT, "has no column x"),
        (["--input", "a.csv", "-o", "o.csv", "--item", "Tasks"], ExitCode.BAD_INPUT, "did you mean task?"),
        (
            ["--input", "a.csv", "-o", "o.csv", "--item", "label"],
            ExitCode.USAGE,
            "column label cannot be two",
        ),
        (
            ["--input", "a.csv", "-o", "o.csv", "--method", "bias-noise"],
            ExitCode.BAD_INPUT,
            "is not a number",
        ),
        (
            ["--input", "a.csv", "-o", "o.csv", "--method", "majority", "--starts", "2"],
            ExitCode.USAGE,
            "--starts",
        ),
        (
            ["--input", "a.csv", "-o", "o.csv", "--method", "bias-noise", "--gold", "two.csv", "--use-gold"],
            ExitCode.USAGE,
            "bias-noise cannot take known values",
        ),
        (["--input", "a.csv", "-o", "o.csv", "--use-gold"], ExitCode.USAGE, "--use-gold needs known values"),
        (["--input", "a.csv", "-o", "o.csv", "--method", "x"], ExitCode.USAGE, "--method"),
        (
            ["--input", "a.csv", "-o", "o.csv", "--gold", "bad.csv"],
            ExitCode.BAD_INPUT,
            "which column is which",
        ),
        (
            ["--input", "a.csv", "-o", "o.csv", "--gold", "two.csv"],
            ExitCode.BAD_INPUT,
            "item 7 has two values",
        ),
        (["--input", "long.csv", "-o", "o.csv"], ExitCode.BAD_INPUT, "line 3: has 4 cells, and the header 3"),
        (["--input", "quote.csv", "-o", "o.csv"], ExitCode.BAD_INPUT, "are its quotes in pairs?"),
        (["--input", "empty.csv", "-o", "o.csv"], ExitCode.BAD_INPUT, "empty.csv: is empty"),
        (["--input", "head.csv", "-o", "o.csv"], ExitCode.BAD_INPUT, "there are no answers"),
        (["--input", "bytes.csv", "-o", "o.csv"], ExitCode.BAD_INPUT, "bytes.csv: cannot be decoded"),
        (["--input", "cut.csv.gz", "-o", "o.csv"], ExitCode.BAD_INPUT, "cut.csv.gz: cannot be read"),
        (["--input", "cut.parquet", "-o", "o.csv"], ExitCode.BAD_INPUT, "cut.parquet: cannot be read"),
        (["--input", "list.jsonl", "-o", "o.csv"], ExitCode.BAD_INPUT, "record 1 is no JSON object"),
    ],
)
def test_mistakes(klue, tmp_path, monkeypatch, options, code, words):
    monkeypatch.chdir(tmp_path)
    for name, content in {
        "a.csv": TABLE.encode(),
        "bad.csv": b"question,truth\n7,x\n",
        "two.csv": b"task,gold\n7,x\n7,y\n",
        "long.csv": b"task,worker,label\n1,a,x\n1,b,x,y\n",
        "quote.csv": b'task,worker,label\n1,a,"x\n1,b,x\n',
        "empty.csv": b"",
        "head.csv": b"task,worker,label\n",
        "bytes.csv": b"task,worker,label\n1,a,\xff\xff\xff\n",
        "cut.csv.gz": gzip.compress(TABLE.encode())[:-12],
        "cut.parquet": b"PAR1",
        "list.jsonl": b"3\n",
    }.items():
        (tmp_path / name).write_bytes(content)
    before = sorted(tmp_path.iterdir())
    given, out, err = klue("aggregate", *COLUMNS, *options)
    assert (given, out) == (code, "")
    assert words in err
    assert sorted(tmp_path.iterdir()) == before


def test_too_many_words_on_one_item_name_a_remedy(klue, tmp_path, monkeypatch):
    monkeypatch.setattr("pipeline.consensus.crowd.truncated.LARGEST", 3)
    for model in ("dawid_skene", "hierarchical"):
        defaults = getattr(crowd, model).__kwdefaults__
        monkeypatch.setattr(f"pipeline.consensus.crowd.{model}.__kwdefaults__", {**defaults, "dense": 0})
    (tmp_path / "a.csv").write_text(TABLE, "utf-8")
    options = ("--input", tmp_path / "a.csv", "--output", tmp_path / "o.csv", *COLUMNS)
    for method in ("dawid-skene", "hierarchical"):
        code, _, err = klue("aggregate", *options, "--method", method)
        assert code == ExitCode.USAGE
        assert "use --method majority, one-coin, mace or glad" in err
    assert klue("aggregate", *options, "--method", "mace")[0] == ExitCode.OK


def test_ties_go_to_what_appears_first(aggregate):
    rows = "1,a,z\n1,b,a\n2,a,a\n2,b,z\n3,a,m\n3,b,a\n"
    _, output = aggregate("ties.csv", "task,worker,label\n" + rows, "--method", "majority")
    assert [row[1] for row in rows_of(output)[1:]] == ["z", "z", "a"]


def test_numbers(aggregate, tmp_path):
    table = "task,worker,label\n" + "".join(
        f"{item},{who},{item % 5 + off}\n"
        for item in range(40)
        for who, off in (("a", 0), ("b", 0.5), ("c", -0.5))
    )
    (tmp_path / "gold.csv").write_text(
        "task,gold\n" + "".join(f"{n},{n % 5}\n" for n in range(40)) + "x,none\n"
    )
    report, output = aggregate("n.csv", table, "--method", "bias-noise", "--gold", tmp_path / "gold.csv")
    assert rows_of(output)[0] == ["item", "value", "confidence", "deviation"]
    assert report["mean_absolute_error"] < 0.05
    assert report["correlation"] > 0.99
    assert report["accuracy"] is None
    assert report["warning"] is None


def test_many_numbers_are_hardly_labels(aggregate):
    table = "task,worker,label\n" + "".join(f"{n},{w},{n}\n" for n in range(30) for w in "ab")
    assert "bias-noise" in aggregate("n.csv", table)[0]["warning"]
    assert aggregate("n.csv", table.replace(",29\n", ",many\n"))[0]["warning"] is None


def test_calibration_is_reported(aggregate, klue, tmp_path):
    (tmp_path / "gold.csv").write_text("task,gold\n007,new york\n7,서울\n", "utf-8")
    report, _ = aggregate("a.csv", TABLE, "--method", "majority", "--gold", tmp_path / "gold.csv")
    measured = report["calibration"]
    assert measured["expected_error"] == pytest.approx((0 + 2 / 3) / 2)
    assert measured["brier"] == pytest.approx((0 + 4 / 9) / 2)
    assert [bin_["items"] for bin_ in measured["bins"]] == [1, 1]
    _, out, _ = klue(
        *("aggregate", "--input", tmp_path / "a.csv", "--output", tmp_path / "o.csv", *COLUMNS),
        *("--gold", tmp_path / "gold.csv"),
    )
    assert "expected calibration error" in out
    assert "Confidence beside the share that is right" in out


def test_more_starts_are_no_less_likely(aggregate):
    rows = [(n, w, "ab"[(n * w) % 3 == 0]) for n in range(30) for w in range(1, 5)]
    table = "task,worker,label\n" + "".join(f"{n},{w},{v}\n" for n, w, v in rows)
    one, several = (
        aggregate("a.csv", table, "--method", "dawid-skene", "--starts", starts)[0] for starts in (1, 5)
    )
    assert several["objective"] >= one["objective"]
    assert several["converged"]


def test_tables_without_a_header(aggregate, tmp_path):
    (tmp_path / "gold.txt").write_text("007\tnew york\n7\tParis, Texas\n", "utf-8")
    columns = ("--item", "1", "--annotator", "2", "--value", "3", "--no-header")
    bare = TABLE.split("\n", 1)[1]
    report, output = aggregate("bare.csv", bare, *columns, "--gold", tmp_path / "gold.txt")
    assert (report["ratings"], report["accuracy"]) == (8, 1.0)
    assert [row[0] for row in rows_of(output)] == ["item", "007", "7", "8"]


def test_spaces_may_separate(aggregate):
    table = "task worker  label\n1 a  yes\n1 b yes\n2  a no\n"
    assert [row[:2] for row in rows_of(aggregate("s.txt", table)[1])[1:]] == [["1", "yes"], ["2", "no"]]


def test_columns_that_are_not_asked_for_may_be_in_any_encoding(aggregate, klue, tmp_path):
    table = "task,worker,label,note\n1,a,x,caf\u00e9 \u2014\n1,b,x,\u00fc\n".encode("cp1252")
    assert rows_of(aggregate("western.csv", table)[1])[1][:2] == ["1", "x"]
    (tmp_path / "bad.csv").write_bytes(table.replace(b",x,", b",\xe9\x97,"))
    code, _, err = klue("aggregate", "--input", tmp_path / "bad.csv", "-o", tmp_path / "o.csv", *COLUMNS)
    assert code == ExitCode.BAD_INPUT
    assert "bad.csv: cannot be decoded" in err
