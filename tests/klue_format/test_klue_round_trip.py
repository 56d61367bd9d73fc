from __future__ import annotations

import json
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from klue_format.klue_rows import EXAMPLES, NASTY, ROWS

from pipeline.errors import BadInputError
from pipeline.klue_format import FORMATS, KlueFile, export_table, from_release, to_release
from pipeline.tasks.dp.row import DpRow
from pipeline.tasks.ner.row import NerRow

TASKS = sorted(FORMATS)


def test_every_task_has_a_format():
    assert set(FORMATS) == {"tc", "sts", "nli", "ner", "re", "dp", "mrc", "tod"}
    assert all(FORMATS[task].task == task for task in FORMATS)


@pytest.mark.parametrize("task", TASKS)
@given(data=st.data())
def test_what_was_written_is_read_and_written_again_the_same(task: str, data: st.DataObject):
    rows = tuple(data.draw(st.lists(ROWS[task], max_size=4)))
    klue = FORMATS[task]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "file"
        klue.write(KlueFile(rows, klue.frame), path)
        written = path.read_bytes()
        read = klue.read(path)
        assert read.rows == rows
        klue.write(read, path)
        assert path.read_bytes() == written


@pytest.mark.parametrize("task", TASKS)
@settings(max_examples=30)
@given(data=st.data())
def test_the_release_table_keeps_the_rows(task: str, data: st.DataObject):
    rows = data.draw(st.lists(ROWS[task], max_size=4))
    table = to_release(task, rows, "CC-BY-SA-4.0")
    assert table.num_rows == len(rows)
    assert from_release(task, table) == rows


@pytest.mark.parametrize("task", ["tc", "sts", "nli", "re", "mrc", "tod"])
@pytest.mark.parametrize("half", ["\ud83d", "한\udc00글"], ids=["first", "second"])
def test_json_refuses_half_a_surrogate_pair(task: str, half: str, tmp_path: Path):
    row = replace(EXAMPLES[task], guid=half)
    with pytest.raises(BadInputError, match=r"guid: .*half of a surrogate pair"):
        FORMATS[task].write(KlueFile((row,), FORMATS[task].frame), tmp_path / "file")
    assert not (tmp_path / "file").exists()


@pytest.mark.parametrize("infinite", [float("inf"), float("nan")])
def test_json_refuses_numbers_it_does_not_have(infinite: float, tmp_path: Path):
    row = EXAMPLES["sts"]
    row = replace(row, labels=replace(row.labels, real_label=infinite))
    with pytest.raises(BadInputError, match=r"labels\.real-label: a finite number is wanted"):
        FORMATS["sts"].write(KlueFile((row,), FORMATS["sts"].frame), tmp_path / "file")


NER = NerRow("n1", "가나", (), ("O", "O"), "가나")
DP = DpRow("d1", "가나.", (1,), ("가나.",), ("가나 .",), ("NNG+SF",), (0,), ("NP",))
DECOMPOSED = "\u1112\u1161\u11ab"
UNWRITABLE = [
    *[replace(NER, sentence=f"가{c}", inline="가") for c in "\t\n\r\ud800"],
    *[replace(NER, inline=f"가{c}나") for c in "\t\n\r\ud800"],
    replace(NER, guid="n 1"),
    replace(NER, guid=""),
    replace(NER, tags=("O",)),
    replace(NER, tags=("O", "")),
    replace(NER, tags=("O", "B\tPS")),
    replace(NER, tags=("B-PS", "I-PS")),
    *[replace(DP, sentence=f"가{c}나") for c in "\t\n\r\ud800"],
    *[
        replace(DP, **{field: (f"가{c}나",)})
        for c in "\t\n\r"
        for field in ("word_form", "lemma", "pos", "deprel")
    ],
    replace(DP, guid="d\u00a01"),
    replace(DP, head=(0, 1)),
]


@pytest.mark.parametrize("row", UNWRITABLE, ids=range(len(UNWRITABLE)))
def test_tabular_files_refuse_what_they_cannot_hold(row: NerRow | DpRow, tmp_path: Path):
    klue = FORMATS["ner" if isinstance(row, NerRow) else "dp"]
    path = tmp_path / "file"
    path.write_text("kept", encoding="utf-8")
    with pytest.raises(BadInputError, match=r"^.*: cannot be written: ") as caught:
        klue.write(KlueFile((row,), klue.frame), path)
    assert caught.value.remedy
    assert path.read_text(encoding="utf-8") == "kept"


@pytest.mark.parametrize(
    "row",
    [
        replace(NER, sentence=DECOMPOSED, tags=("O", "O", "O"), inline=DECOMPOSED),
        replace(DP, sentence=DECOMPOSED, word_form=(DECOMPOSED,)),
    ],
    ids=["ner", "dp"],
)
def test_decomposed_text_stays_decomposed(row: NerRow | DpRow, tmp_path: Path):
    klue = FORMATS["ner" if isinstance(row, NerRow) else "dp"]
    klue.write(KlueFile((row,), klue.frame), tmp_path / "file")
    assert DECOMPOSED in (tmp_path / "file").read_text(encoding="utf-8")
    assert klue.read(tmp_path / "file").rows == (row,)


@pytest.mark.parametrize("nasty", NASTY, ids=range(len(NASTY)))
def test_json_holds_everything_else(nasty: str, tmp_path: Path):
    row = replace(EXAMPLES["re"], sentence=nasty)
    FORMATS["re"].write(KlueFile((row,), FORMATS["re"].frame), tmp_path / "file")
    assert json.loads((tmp_path / "file").read_text(encoding="utf-8"))[0]["sentence"] == nasty


@pytest.mark.parametrize("task", TASKS)
def test_an_exported_table_is_a_file_of_the_task(task: str, tmp_path: Path):
    rows = [EXAMPLES[task], EXAMPLES[task]]
    export_table(to_release(task, rows, "CC0-1.0"), task, tmp_path / "file")
    assert list(FORMATS[task].read(tmp_path / "file").rows) == rows
