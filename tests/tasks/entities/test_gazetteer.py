from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from pipeline.errors import BadInputError
from pipeline.resources import shipped
from pipeline.tasks.entities import gazetteer, read_gazetteer

SHIPPED = shipped("data_contracts") / "gazetteer.yaml"


def test_shipped_gazetteer():
    known = gazetteer()
    assert known.names["강원도"] == known.names["포르투갈"] == "LC"
    assert known.names["국회"] == "OG"
    assert known.suffixes["협동조합"] == "OG"
    assert known.moments["이듬해"] == "DT"
    assert known.moments["새벽"] == "TI"
    assert {"남궁", "김"} <= known.surnames
    assert "교수" in known.titles
    assert gazetteer() is known


def test_words_are_listed_once():
    lines = [line.split("#")[0] for line in SHIPPED.read_text(encoding="utf-8").splitlines()]
    assert not any("\t" in line or line != line.rstrip() for line in lines)
    known = gazetteer()
    assert all(count == 1 for count in Counter(known.units).values())


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        ("honorifics:", "honorific:", "honorific"),
        ("OG:\n    state: [", "OG:\n    state: [한국, ", "한국 is LC and OG"),
        ("units: [", "units: [[], ", "valid string"),
    ],
)
def test_mistakes_are_named_with_file_and_line(tmp_path: Path, before: str, after: str, message: str):
    text = SHIPPED.read_text(encoding="utf-8")
    assert before in text
    path = tmp_path / "gazetteer.yaml"
    path.write_text(text.replace(before, after, 1), encoding="utf-8")
    with pytest.raises(BadInputError, match=rf"gazetteer\.yaml:\d+: .*{message}"):
        read_gazetteer(path)
