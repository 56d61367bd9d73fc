from __future__ import annotations

import pickle
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.errors import BadInputError
from pipeline.klue_format import FORMATS, KlueFile, MalformedError
from pipeline.klue_format.blocks import BlockFrame, source_in_guid
from pipeline.klue_format.ner import entities_of
from pipeline.tasks.ner.row import EntitySpan

NER_HEADER = "\n".join(FORMATS["ner"].frame.header) + "\n"
DP_HEADER = "\n".join(FORMATS["dp"].frame.header) + "\n"
NER = "## n1_00000-nsmc\t<#:PS>\n#\tB-PS\n \tO\n\n"
DP = "## d1\t가 나\n1\t가\t가\tNNG\t2\tNP\n2\t나\t\t\t0\tVP\n\n"


def written(folder: Path, text: str) -> Path:
    path = folder / "file.tsv"
    path.write_bytes(text.encode())
    return path


def test_ner(tmp_path: Path):
    path = written(tmp_path, NER_HEADER + NER)
    file = FORMATS["ner"].read(path)
    (row,) = file.rows
    assert (row.guid, row.sentence, row.tags, row.inline) == ("n1_00000-nsmc", "# ", ("B-PS", "O"), "<#:PS>")
    assert row.entities == (EntitySpan(0, 1, "PS", "#"),)
    assert source_in_guid(row) == ("nsmc",)
    FORMATS["ner"].write(file, path)
    assert path.read_bytes().decode() == NER_HEADER + NER


def test_dp_with_empty_cells(tmp_path: Path):
    path = written(tmp_path, (DP_HEADER + DP).replace("\n", "\r\n"))
    file = FORMATS["dp"].read(path)
    (row,) = file.rows
    assert (row.index, row.lemma, row.head) == ((1, 2), ("가", ""), (2, 0))
    assert file.newline == "\r\n"
    FORMATS["dp"].write(file, path)
    assert path.read_bytes().decode() == DP_HEADER + DP


@pytest.mark.parametrize(
    ("tags", "spans"),
    [
        (["B-PS", "I-PS", "B-PS", "O"], [(0, 2, "PS"), (2, 3, "PS")]),
        (["I-PS", "O", "B-LC", "I-PS"], [(2, 3, "LC")]),
        (["O", "O", "O", "B-DT"], [(3, 4, "DT")]),
        (["B-", "I-", "X", ""], [(0, 2, "")]),
    ],
)
def test_entities_are_read_off_tags(tags: list[str], spans: list[tuple[int, int, str]]):
    assert [(e.start, e.end, e.type) for e in entities_of("가나다라", tags)] == spans


def test_other_header_lines_are_kept(tmp_path: Path):
    text = "## 버전 : 2\n## n1\t\n\n"
    path = written(tmp_path, text)
    file = FORMATS["ner"].read(path)
    assert file.frame == BlockFrame(("## 버전 : 2",))
    FORMATS["ner"].write(file, path)
    assert path.read_text(encoding="utf-8") == text


def test_no_rows_and_no_final_blank_line(tmp_path: Path):
    path = tmp_path / "file.tsv"
    FORMATS["ner"].write(KlueFile((), FORMATS["ner"].frame), path)
    assert FORMATS["ner"].read(path).rows == ()
    assert len(FORMATS["ner"].read(written(tmp_path, NER_HEADER + NER.rstrip("\n") + "\n")).rows) == 1


@pytest.mark.parametrize(
    ("task", "text", "line", "problem"),
    [
        ("dp", DP_HEADER + DP.replace("\tNNG\t", "\t"), 7, "d1: 6 columns are wanted, not 5"),
        ("dp", DP_HEADER + DP.replace("\tNP\n", "\tNP\t\n"), 7, "d1: 6 columns are wanted, not 7"),
        ("dp", DP_HEADER + DP.replace("2\t나", "02\t나"), 8, "INDEX is no whole number but '02'"),
        ("dp", DP_HEADER + DP.replace("\t0\tVP", "\t_\tVP"), 8, "HEAD is no whole number but '_'"),
        ("dp", DP_HEADER + DP.replace("\t0\tVP", "\t٣\tVP"), 8, "HEAD is no whole number"),
        ("dp", DP_HEADER + DP[:-4], 8, "6 columns are wanted|may break off"),
        ("dp", DP_HEADER + DP[:-2], 8, "the last line is not ended"),
        ("dp", DP_HEADER + DP + "## 덧붙임\n" + DP, 10, "a comment that is no sentence's head"),
        ("dp", DP_HEADER + DP[:-1] + DP, 9, "d1: no blank line ends the sentence"),
        ("ner", NER_HEADER + NER + "가\tO\n나\tO\n\n", 10, "no sentence's head stands before"),
        ("ner", NER_HEADER + NER.replace(" \tO", "\tO"), 8, "one character, a tab and its tag"),
        ("ner", NER_HEADER + NER.replace(" \tO", "가나\tO"), 8, "one character, a tab and its tag"),
        ("ner", NER_HEADER + NER.replace(" \tO", "\t\tO"), 8, "one character, a tab and its tag"),
        ("ner", NER_HEADER + NER.replace(" \tO", " "), 8, "one character, a tab and its tag"),
        ("ner", NER_HEADER + NER.replace(" \tO", " \tO\tx"), 8, "one character, a tab and its tag"),
        ("ner", NER_HEADER + NER.replace(" \tO", " \tO\rx"), 8, "a carriage return stands inside"),
        ("ner", DP_HEADER + DP, 7, "one character"),
        ("ner", "", 1, "the file is empty"),
    ],
)
def test_malformed_files_are_refused_with_their_lines(
    task: str, text: str, line: int, problem: str, tmp_path: Path
):
    with pytest.raises(BadInputError, match=rf"file\.tsv:{line}: .*({problem})"):
        FORMATS[task].read(written(tmp_path, text))


def test_all_problems_are_named_and_the_first_shown(tmp_path: Path):
    path = written(tmp_path, NER_HEADER + "## n\t가\n가\n\n" * 12 + "가\tO\n")
    with pytest.raises(MalformedError) as caught:
        FORMATS["ner"].read(path)
    incidents = caught.value.incidents
    assert [incident.row for incident in incidents] == [7 + 3 * n for n in range(12)] + [42]
    assert {incident.check for incident in incidents} == {"klue_format.shape"}
    assert incidents[0].guid == "n"
    assert "… and 3 more" in caught.value.what
    assert "\x1b" not in MalformedError(tuple(replace(i, guid="\x1b[2J") for i in incidents)).what
    assert pickle.loads(pickle.dumps(caught.value)).incidents == incidents
