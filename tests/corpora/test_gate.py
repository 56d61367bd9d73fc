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
    files: [{files}]
"""
SIGNED = "sign_off: {who: 가, when: 2026-01-05, why: somebody looked into it}"
WARNED = "accept-with-warning"


@pytest.fixture
def say(tmp_path):
    """Give a function that judges a source by the lines of its description and the documents around it."""

    def say(*lines, licence="CC0", readme=None, folder=""):
        home = tmp_path / folder
        home.mkdir(exist_ok=True)
        (home / "text.txt").write_text("글")
        (home / "LICENSE").write_text(licence)
        if readme is not None:
            (home / "README.md").write_text(readme)
        path = tmp_path / "sources.yaml"
        files = f"{folder}/text.txt" if folder else "text.txt"
        path.write_text(SOURCE.format(files=files) + "".join(f"    {line}\n" for line in lines))
        (source,) = load_catalogue(path)
        return judge(source, shipped_terms(), "CC-BY-SA-4.0")

    return say


def test_a_licence_that_its_evidence_states_is_accepted(say):
    said = say(
        "licence: cc-by-sa-3.0", "attribution: 가", "evidence: [{file: LICENSE}]", licence="CC BY-SA 3.0"
    )
    assert (said.name, said.licence) == ("accept", "CC-BY-SA-3.0")
    assert "LICENSE:1" in said.reason


def test_a_licence_without_evidence_is_a_claim(say):
    said = say("licence: cc-by-sa-3.0", "attribution: 가나")
    assert (said.name, said.licence) == (WARNED, "CC-BY-SA-3.0")
    assert "nothing in the folder states CC-BY-SA-3.0" in said.reason


def test_of_alternatives_the_one_that_may_be_used_is_taken(say):
    said = say("licence: CC-BY-SA-3.0 OR GFDL-1.3-or-later", "attribution: 가나")
    assert said.licence == "CC-BY-SA-3.0"


@pytest.mark.parametrize(
    ("lines", "name", "reason"),
    [
        ([], "quarantine", "no licence is stated"),
        (["licence: CC BY 4.0"], "quarantine", "not an SPDX"),
        (["licence: CC-BY-ND-4.0"], "refuse", "forbids derivatives"),
        (["licence: CC-BY-4.0"], WARNED, "wants names"),
        (["licence: CC0-1.0", "derived_from: [{title: 나}]"], WARNED, "nobody states the terms of 나"),
        (
            ["licence: CC-BY-SA-4.0", "derived_from: [{title: 나, licence: CC-BY-NC-4.0}]"],
            "refuse",
            "CC-BY-NC-4.0 forbids commercial use",
        ),
        (["derived_from: [{title: 나, licence: CC0-1.0}]"], "quarantine", "no licence is stated"),
        (["licence: CC0-1.0", "evidence: [{file: LICENSE}]"], "accept", "flows into"),
        (["evidence: [{file: LICENSE}]"], "quarantine", "state CC0-1.0 (LICENSE:1): declare it"),
        (["licence: LicenseRef-unheard-of", SIGNED], "quarantine", "its terms are unknown"),
        (
            ["licence: CC0-1.0", f"evidence: [{{file: LICENSE, sha256: {'a' * 64}}}]"],
            "quarantine",
            "has changed",
        ),
        (
            ["licence: CC0-1.0", SIGNED],
            WARNED,
            "signed off by 가, 2026-01-05: somebody looked into it",
        ),
    ],
)
def test_the_verdict(say, lines, name, reason):
    said = say(*lines)
    assert said.name == name
    assert reason in said.reason


def test_evidence_that_is_as_it_was(say, tmp_path):
    say("licence: CC0-1.0")
    digest = sha256(tmp_path / "LICENSE")
    assert say("licence: CC0-1.0", f"evidence: [{{file: LICENSE, sha256: {digest}}}]").name == "accept"


def test_a_sign_off_lifts_no_refusal(say):
    assert say("licence: CC-BY-NC-4.0", SIGNED).name == "refuse"
    said = say("licence: CC0-1.0", SIGNED, "evidence: [{file: LICENSE}]", licence="Not for commercial use.")
    assert said.name == "refuse"


def test_a_sign_off_lifts_a_contradiction_whose_documents_it_covers(say, tmp_path):
    words = {"licence": "CC BY 4.0", "readme": "The corpus is licensed under CC BY-NC 4.0."}
    lines = ["licence: CC-BY-4.0", "attribution: 가"]
    files = ["LICENSE", "README.md"]
    say(*lines, **words)
    pinned = [f"{{file: {name}, sha256: {sha256(tmp_path / name)}, read: 2026-01-04}}" for name in files]
    evidence = f"evidence: [{', '.join(pinned)}]"
    assert say(*lines, evidence, **words).name == "quarantine"
    assert say(*lines, evidence, SIGNED, **words).name == WARNED
    loose = say(*lines, f"evidence: [{pinned[0]}, {{file: README.md}}]", SIGNED, **words)
    assert loose.name == "quarantine"
    assert "the sign-off does not cover README.md" in loose.reason
    changed = words | {"readme": "The corpus is licensed under CC BY-NC-ND 4.0."}
    said = say(*lines, evidence, SIGNED, **changed)
    assert said.name == "quarantine"
    assert "has changed since it was read: README.md" in said.reason


def test_documents_beside_the_files_are_read_without_being_named(say):
    said = say("licence: CC-BY-4.0", "attribution: 가", licence="CC BY-NC 4.0", folder="corpus")
    assert said.name == "refuse"
    assert "corpus/LICENSE:1" in said.reason


def test_upstream_terms_bind_the_texts(say):
    lines = ("licence: CC-BY-4.0", "attribution: 가", "evidence: [{file: LICENSE}]")
    said = say(*lines, "derived_from: [{title: 나, licence: CC-BY-SA-3.0}]", licence="CC BY 4.0")
    assert (said.name, said.licence) == ("accept", "CC-BY-SA-3.0")


def test_since_when_a_verdict_stands(tmp_path, say):
    evidence = "evidence: [{file: LICENSE, read: 2025-12-31}]"
    say("licence: CC0-1.0", evidence, SIGNED)
    (source,) = load_catalogue(tmp_path / "sources.yaml")
    assert source.since == "2026-01-05"
    say("licence: CC0-1.0", evidence)
    (source,) = load_catalogue(tmp_path / "sources.yaml")
    assert source.since == "2025-12-31"
