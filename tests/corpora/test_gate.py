import pytest

from pipeline.corpora.catalogue import load_catalogue
from pipeline.corpora.gate import judge
from pipeline.corpora.terms import shipped_terms
from pipeline.tables import sha256

SOURCE = """
sources:
  - id: a
    title: 보기
    genre: web
    format: plain
    files: [text.txt]
"""


@pytest.fixture
def say(tmp_path):
    (tmp_path / "text.txt").write_text("글")
    (tmp_path / "LICENSE").write_text("CC0")

    def say(*lines):
        path = tmp_path / "sources.yaml"
        path.write_text(SOURCE + "".join(f"    {line}\n" for line in lines))
        (source,) = load_catalogue(path)
        return judge(source, shipped_terms(), "CC-BY-SA-4.0")

    return say


def test_a_declared_licence_is_accepted(say):
    said = say("licence: cc-by-sa-3.0", "attribution: 가나")
    assert (said.name, said.licence) == ("accept", "CC-BY-SA-3.0")


def test_of_alternatives_the_one_that_may_be_used_is_taken(say):
    said = say("licence: CC-BY-SA-3.0 OR GFDL-1.3-or-later", "attribution: 가나")
    assert (said.name, said.licence) == ("accept", "CC-BY-SA-3.0")


@pytest.mark.parametrize(
    ("lines", "name", "reason"),
    [
        ([], "quarantine", "no licence is stated"),
        (["licence: CC BY 4.0"], "quarantine", "not an SPDX"),
        (["licence: CC-BY-ND-4.0"], "refuse", "forbids derivatives"),
        (["licence: CC-BY-4.0"], "accept-with-warning", "wants names"),
        (
            ["licence: CC0-1.0", "derived_from: [{title: 나}]"],
            "accept-with-warning",
            "nobody states the terms of 나",
        ),
        (
            ["licence: CC-BY-SA-4.0", "derived_from: [{title: 나, licence: CC-BY-NC-4.0}]"],
            "refuse",
            "CC-BY-NC-4.0 forbids commercial use",
        ),
        (["derived_from: [{title: 나, licence: CC0-1.0}]"], "quarantine", "no licence is stated"),
        (["licence: CC0-1.0", "evidence: [{file: LICENSE}]"], "accept", "flows into"),
        (
            ["licence: CC0-1.0", f"evidence: [{{file: LICENSE, sha256: {'a' * 64}}}]"],
            "quarantine",
            "has changed",
        ),
        (
            ["licence: CC0-1.0", "sign_off: {who: 가, when: 2026-01-05, why: somebody looked into it}"],
            "accept-with-warning",
            "signed off by 가, 2026-01-05: somebody looked into it",
        ),
    ],
)
def test_the_verdict(say, lines, name, reason):
    said = say(*lines)
    assert said.name == name
    assert reason in said.reason


def test_evidence_that_is_as_it_was(say, tmp_path):
    digest = sha256(tmp_path / "LICENSE")
    assert say("licence: CC0-1.0", f"evidence: [{{file: LICENSE, sha256: {digest}}}]").name == "accept"


def test_a_sign_off_lifts_no_refusal(say):
    said = say("licence: CC-BY-NC-4.0", "sign_off: {who: 가, when: 2026-01-05, why: somebody looked into it}")
    assert said.name == "refuse"


def test_upstream_terms_bind_the_texts(say):
    said = say("licence: CC-BY-4.0", "attribution: 가", "derived_from: [{title: 나, licence: CC-BY-SA-3.0}]")
    assert (said.name, said.licence) == ("accept", "CC-BY-SA-3.0")
