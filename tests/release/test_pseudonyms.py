from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.release.pseudonyms import Pseudonyms
from pipeline.workspace import Workspace

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
KEYS = st.binary(min_size=1, max_size=64)


@pytest.fixture(autouse=True)
def _no_key(monkeypatch):
    monkeypatch.delenv("KLUE_PSEUDONYM_KEY", raising=False)


@pytest.fixture
def workspace(tmp_path):
    return Workspace(tmp_path / "w")


@given(KEYS, TEXT, TEXT)
def test_a_pseudonym_is_a_persons_own(key, one, other):
    names = Pseudonyms(key)
    assert len(names.of_annotator(one)) == 12
    assert int(names.of_annotator(one), 16) >= 0
    assert (names.of_annotator(one) == names.of_annotator(other)) == (one == other)


@given(KEYS, KEYS, TEXT)
def test_another_key_gives_other_pseudonyms(key, other, person):
    names = [Pseudonyms(each).of_annotator(person) for each in (key, other)]
    assert (names[0] == names[1]) == (key == other)


def test_a_workspace_keeps_its_key(workspace, tmp_path):
    first = Pseudonyms.of(workspace).of_annotator("a@x.kr")
    assert Pseudonyms.of(workspace).of_annotator("a@x.kr") == first
    assert Pseudonyms.of(Workspace(tmp_path / "other")).of_annotator("a@x.kr") != first


def test_the_key_is_private(workspace):
    Pseudonyms.of(workspace)
    (path,) = (workspace.root / "private").iterdir()
    assert path.stat().st_mode & 0o077 == 0
    assert len(path.read_bytes()) == 32


def test_a_key_in_the_environment_comes_first_and_is_not_stored(workspace, tmp_path, monkeypatch):
    own = Pseudonyms.of(workspace).of_annotator("a@x.kr")
    monkeypatch.setenv("KLUE_PSEUDONYM_KEY", "한 열쇠")
    given = Pseudonyms.of(workspace).of_annotator("a@x.kr")
    elsewhere = Workspace(tmp_path / "other")
    assert given != own
    assert Pseudonyms.of(elsewhere).of_annotator("a@x.kr") == given
    assert not elsewhere.root.exists()

    monkeypatch.setenv("KLUE_PSEUDONYM_KEY", "다른 열쇠")
    assert Pseudonyms.of(workspace).of_annotator("a@x.kr") != given
    monkeypatch.setenv("KLUE_PSEUDONYM_KEY", "")
    assert Pseudonyms.of(workspace).of_annotator("a@x.kr") == own
