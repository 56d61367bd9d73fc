from __future__ import annotations

from typing import Annotated

import pytest
from pydantic import BaseModel, ConfigDict, Field

from pipeline.errors import BadInputError
from pipeline.yamlfile import parse_yaml, read_yaml


class Leaf(BaseModel):
    model_config = ConfigDict(extra="forbid")

    count: Annotated[int, Field(ge=1)]


class Tree(BaseModel):
    model_config = ConfigDict(extra="forbid")

    name: str
    leaves: list[Leaf] = []


@pytest.fixture
def read(tmp_path):
    def write_and_read(text):
        path = tmp_path / "tree.yaml"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return read_yaml(path)

    return write_and_read


def test_data_and_lines(read):
    source = read("name: 나무\nleaves:\n  - count: 1\n  -\n    count: 2\n")
    assert source.data == {"name": "나무", "leaves": [{"count": 1}, {"count": 2}]}
    assert source.line("leaves") == 2
    assert source.line("leaves", 0) == 3
    assert source.line("leaves", 1, "count") == 5


def test_a_place_that_is_not_there_has_the_line_of_what_it_would_be_in(read):
    source = read("name: a\nleaves:\n  - count: 1\n")
    assert source.line("leaves", 0, "colour") == 3
    assert source.line("leaves", 7) == 2
    assert source.line("roots") == 1


def test_an_empty_file_holds_nothing(read):
    assert read("").data is None
    assert read("# nothing but a comment\n").data is None


@pytest.mark.parametrize("text", ["name: a", "\ufeffname: a\n", "name: a\r\nleaves: []\r\n"])
def test_byte_order_marks_and_line_ends_do_not_matter(read, text):
    assert read(text).data["name"] == "a"


def test_a_date_is_the_text_it_was_written_as(read):
    assert read("name: 2026-01-01\n").data == {"name": "2026-01-01"}
    assert parse_yaml("2026-13-45") == "2026-13-45"


@pytest.mark.parametrize(
    ("text", "line", "problem"),
    [
        ("name: a\nname: b\n", 2, "the key 'name' is repeated"),
        ("leaves:\n  - count: 1\n    count: 2\n", 3, "the key 'count' is repeated"),
        ("a: {b: 1,\n b: 2}\n", 2, "the key 'b' is repeated"),
        ("name: [a\nleaves: b\n", 2, "not valid YAML"),
        ("name: a\n\tleaves: b\n", 2, "not valid YAML"),
        ("name: a\n---\nname: b\n", 2, "not valid YAML"),
        ("name: !!python/object:os.system {}\n", 1, "not valid YAML"),
        ("name: *nothing\n", 1, "not valid YAML"),
        ("name: a\x00b\n", 1, "not valid YAML"),
        ("name: !!int many\n", 1, "not valid YAML"),
        ("name: &a [*a]\n", 1, "not valid YAML"),
        ("[" * 5000, 1, "not valid YAML"),
    ],
)
def test_what_is_not_yaml_is_named_with_its_line(read, text, line, problem):
    with pytest.raises(BadInputError, match=rf"tree\.yaml:{line}: .*{problem}") as caught:
        read(text)
    assert "\n" not in caught.value.what


@pytest.mark.parametrize("data", ["이름: 가".encode("cp949"), "name: a".encode("utf-16")])
def test_what_is_not_utf_8_is_refused(read, data):
    with pytest.raises(BadInputError, match=r"tree\.yaml: cannot be read as UTF-8"):
        read(data)


def test_what_is_no_file_is_refused(tmp_path):
    with pytest.raises(BadInputError, match=r"absent\.yaml: no such file"):
        read_yaml(tmp_path / "absent.yaml")
    with pytest.raises(BadInputError, match="cannot be read"):
        read_yaml(tmp_path)
    (tmp_path / "file").touch()
    with pytest.raises(BadInputError, match="cannot be read"):
        read_yaml(tmp_path / "file" / "tree.yaml")


def test_a_model_is_read(read):
    assert read("name: a\nleaves: [{count: 2}]\n").parse(Tree) == Tree(name="a", leaves=[Leaf(count=2)])


@pytest.mark.parametrize(
    ("text", "line", "place"),
    [
        ("name: a\nleafs: []\n", 2, "leafs"),
        ("leaves: []\n", 1, "name"),
        ("name: [a]\n", 1, "name"),
        ("name: a\nleaves:\n  - count: 1\n  - count: 0\n", 4, r"leaves\.1\.count"),
        ("name: a\nleaves:\n  - count: 1\n    coutn: 1\n", 4, r"leaves\.0\.coutn"),
    ],
)
def test_what_is_no_such_model_is_named_with_its_line(read, text, line, place):
    with pytest.raises(BadInputError, match=rf"tree\.yaml:{line}: {place}: "):
        read(text).parse(Tree)


def test_every_violation_is_named(read):
    with pytest.raises(BadInputError) as caught:
        read("nam: a\nleaves:\n  - count: x\n").parse(Tree)
    assert len(caught.value.what.splitlines()) == 3


@pytest.mark.parametrize("text", ["[", "!!int many", "{a: &x [*x, b}", "- a\nb"])
def test_a_setting_that_is_not_yaml_is_a_value_error(text):
    with pytest.raises(ValueError, match="not valid YAML"):
        parse_yaml(text)
