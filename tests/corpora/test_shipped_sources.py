"""The descriptions of real sources that are shipped."""

import pytest
import yaml

from pipeline.corpora.catalogue import load_catalogue
from pipeline.corpora.gate import judge
from pipeline.corpora.terms import shipped_terms
from pipeline.resources import shipped

SOURCES = shipped("data_contracts") / "sources"
FURTHER = sorted((SOURCES / "further").glob("*.yaml"))
KEPT_OUT = {
    "kowikisource": "quarantine",
    "assembly-bills": "quarantine",
    "petitions": "quarantine",
    "songys-chatbot": "refuse",
    "korquad": "refuse",
    "kornli": "refuse",
}


@pytest.mark.parametrize("path", FURTHER, ids=lambda path: path.stem)
def test_further_descriptions_are_whole(path, tmp_path):
    """With empty files in their places, which state nothing, the gate says what the description says."""
    for described in yaml.safe_load(path.read_text(encoding="utf-8"))["sources"]:
        assert described["homepage"].startswith("http")
        for name in (*described["files"], *(e["file"] for e in described.get("evidence", ()))):
            file = tmp_path / name.replace("**", "x").replace("*", "1")
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text("")
    sources = load_catalogue(path, tmp_path)
    assert sources
    for source in sources:
        said = judge(source, shipped_terms(), "CC-BY-SA-4.0")
        if source.id in KEPT_OUT:
            assert said.name == KEPT_OUT[source.id], (source.id, said.reason)
        else:
            assert said.name == "quarantine" if source.evidence else said.accepted, (source.id, said.reason)
        assert source.description.attribution or said.name == "quarantine"


def test_the_sources_at_hand_pass_with_their_own_evidence(real_data):
    said = {
        source.id: judge(source, shipped_terms(), "CC-BY-SA-4.0")
        for source in load_catalogue(SOURCES, real_data)
    }
    assert {name for name, verdict in said.items() if not verdict.accepted} == set()
    assert {name for name, verdict in said.items() if verdict.name == "accept"} == {
        "nsmc",
        "parakqc",
        "ud-ko-pud",
        "ynat-headlines",
    }
    assert "signed off" in said["ud-ko-gsd"].reason
