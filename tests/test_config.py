from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.config import Config, Overrides, load_config, secret
from pipeline.errors import BadInputError, UsageError
from pipeline.settings import Waiver


@pytest.fixture(autouse=True)
def _no_overrides(monkeypatch):
    import os

    for name in [name for name in os.environ if name.startswith("KLUE_")]:
        monkeypatch.delenv(name)


@pytest.fixture
def load(tmp_path):
    def write_and_load(text=""):
        path = tmp_path / "klue.yaml"
        path.write_text(text, encoding="utf-8")
        return load_config(path)

    return write_and_load


def test_an_empty_file_is_the_defaults(load, tmp_path):
    paths = {
        "workspace": tmp_path / "workspace",
        "catalogue": tmp_path / "sources",
    }
    assert load().model_dump() == Config.model_validate(paths).model_dump()


def test_a_missing_file_tells_how_to_get_one(tmp_path):
    with pytest.raises(UsageError, match="no such configuration\nwrite one with: klue init"):
        load_config(tmp_path / "klue.yaml")


def test_relative_paths_count_from_the_file(load, tmp_path, monkeypatch):
    monkeypatch.chdir("/")
    config = load("workspace: ../data\ncontracts: mine\nguides: /guides\ncorpora: raw\n")
    assert config.workspace == tmp_path / "../data"
    assert config.contracts == tmp_path / "mine"
    assert config.guides == Path("/guides")
    assert config.corpora == tmp_path / "raw"


@pytest.mark.parametrize(
    ("text", "line", "place"),
    [
        ("seed: 1\nsede: 2\n", 2, "sede"),
        ("studio:\n  port: 8080\n  prot: 8080\n", 3, r"studio\.prot"),
        ("tasks:\n  tc: {items: 5}\n  nli:\n    itmes: 5\n", 4, r"tasks\.nli\.itmes"),
        (
            "release:\n  waivers:\n    - gate: tc/rows\n      because: it is a trial\n",
            4,
            r"release\.waivers\.0",
        ),
        ("seed: many\n", 1, "seed"),
        ("studio:\n  port: 70000\n", 2, r"studio\.port"),
        ("batch: Batch 1\n", 1, "batch"),
        ("release:\n  version: 1.0\n", 2, r"release\.version"),
        ("release:\n  waivers:\n    - {gate: tc/rows, reason: no}\n", 3, r"release\.waivers\.0\.reason"),
        ("prepare:\n  shares: {train: 0.5, dev: 0.1, test: 0.1}\n", 2, r"prepare\.shares: .*add up to 1"),
        ("- seed\n", 1, ""),
    ],
)
def test_a_wrong_setting_is_named_with_its_line(load, text, line, place):
    with pytest.raises(BadInputError, match=rf"klue\.yaml:{line}: {place}"):
        load(text)


def test_bands_of_quotas_may_be_numbers(load):
    quotas = load("tasks: {nli: {quotas: {difficulty: {1: 0.5, 2-: 0.5}}}}").tasks["nli"].quotas
    assert quotas.difficulty == {"1": 0.5, "2-": 0.5}


@pytest.mark.parametrize(
    ("quotas", "problem"),
    [
        ("source: {a: 0.7, b: 0.4}", "the quotas by source add up to more than 1"),
        ("length: {20-40: 0.5, 40-: 0.5}", "the bands of length overlap"),
        ("length: {40-20: 0.5}", "a band of length ends before it begins"),
        ("difficulty: {easy: 0.5}", "difficulty"),
        ("colour: {red: 0.5}", "colour"),
    ],
)
def test_quotas_that_cannot_be_are_refused(load, quotas, problem):
    with pytest.raises(BadInputError, match=problem):
        load(f"tasks: {{nli: {{quotas: {{{quotas}}}}}}}")


def test_a_key_twice_is_refused(load):
    with pytest.raises(BadInputError, match=r"klue\.yaml:2: the key 'seed' is repeated"):
        load("seed: 1\nseed: 2\n")


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("KLUE_SEED", "7", lambda config: config.seed == 7),
        ("KLUE_TASKS__TC__ITEMS", "5", lambda config: config.tasks["tc"].items == 5),
        ("KLUE_TASKS__NLI__SOURCES", "[a, b]", lambda config: "nli" in config.tasks),
        ("KLUE_STUDIO__URL", "http://studio:8080", lambda config: config.studio.url == "http://studio:8080"),
        ("KLUE_STUDIO__ANNOTATORS", "[a@x.kr]", lambda config: config.studio.annotators == ("a@x.kr",)),
        ("KLUE_RELEASE__TITLE", "2026-01-01", lambda config: config.release.title == "2026-01-01"),
        (
            "KLUE_RELEASE__WAIVERS",
            "[{gate: tc/rows, reason: a trial release}]",
            lambda config: config.release.waivers == (Waiver(gate="tc/rows", reason="a trial release"),),
        ),
    ],
)
def test_the_environment_overrides_the_file(load, monkeypatch, name, text, found):
    given = "seed: 1\ntasks:\n  tc: {items: 1, answers: 2}\n"
    assert not found(load(given))
    monkeypatch.setenv(name, text)
    config = load(given)
    assert found(config)
    assert config.tasks["tc"].answers == 2


def test_a_relative_path_in_the_environment_counts_from_the_file_too(load, monkeypatch, tmp_path):
    monkeypatch.setenv("KLUE_WORKSPACE", "elsewhere")
    assert load().workspace == tmp_path / "elsewhere"


def test_settings_that_depend_on_each_other_can_be_overridden_together(load, monkeypatch):
    monkeypatch.setenv("KLUE_PREPARE__SHARES__TRAIN", "0.6")
    monkeypatch.setenv("KLUE_PREPARE__SHARES__DEV", "0.3")
    shares = load().prepare.shares
    assert (shares.train, shares.dev, shares.test) == (0.6, 0.3, 0.1)


@pytest.mark.parametrize(
    ("name", "text", "problem"),
    [
        ("KLUE_SEDE", "7", "there is no such setting"),
        ("KLUE_TASKS__TC__ITMES", "5", "there is no such setting"),
        ("KLUE_TASKS__TC__ITEMS", "-5", "greater than or equal to 0"),
        ("KLUE_SEED", "many", "valid integer"),
        ("KLUE_SEED", "", "valid integer"),
        ("KLUE_SEED__MORE", "1", "seed has no settings inside"),
        ("KLUE_SEED", "[1", "not valid YAML"),
        ("KLUE_PREPARE__SHARES__TRAIN", "0.5", "add up to 1"),
    ],
)
def test_a_wrong_override_is_named(load, monkeypatch, name, text, problem):
    monkeypatch.setenv("KLUE_BATCH", "b002")
    monkeypatch.setenv(name, text)
    with pytest.raises(UsageError, match=rf"^the environment variable {name} overrides nothing: .*{problem}"):
        load()


def test_secrets_and_test_variables_are_no_overrides(load, monkeypatch):
    monkeypatch.setenv("KLUE_STUDIO_TOKEN", "t0ken")
    monkeypatch.setenv("KLUE_PSEUDONYM_KEY", "")
    monkeypatch.setenv("KLUE_REAL_DATA", "/data")
    assert "t0ken" not in repr(load())
    assert secret("KLUE_STUDIO_TOKEN") == "t0ken"
    assert secret("KLUE_PSEUDONYM_KEY") is None


def test_the_command_line_overrides_and_counts_from_the_current_folder(load, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    config = Overrides(workspace=Path("w"), workers=5).apply(load("workers: 3\ncatalogue: c\n"))
    assert (config.workspace, config.workers, config.catalogue) == (tmp_path / "w", 5, tmp_path / "c")


def test_every_setting_is_described():
    def undescribed(model, at):
        for name, field in model.model_fields.items():
            if not field.description:
                yield f"{at}.{name}"
            if isinstance(field.default, Config.__base__):
                yield from undescribed(type(field.default), f"{at}.{name}")

    assert not list(undescribed(Config, "config"))
