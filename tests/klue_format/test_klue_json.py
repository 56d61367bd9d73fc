from __future__ import annotations

import json
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import BadInputError
from pipeline.klue_format.files import Source
from pipeline.klue_format.json_text import Scanner
from pipeline.klue_format.layout import Layout, Trailing
from pipeline.klue_format.records import Codec, MismatchError

values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=8,
)


@given(st.lists(values, max_size=4), st.sampled_from([None, "", "  ", "    ", "\t"]))
def test_elements_come_with_their_lines(array: list[object], indent: str | None):
    text = "\n" + json.dumps(array, ensure_ascii=False, indent=indent)
    scanner = Scanner(Source("f", text))
    found = list(scanner.elements())
    scanner.end()
    assert [value for _, value in found] == array
    lines = [line for line, _ in found]
    assert lines == sorted(lines)
    if indent is None:
        assert set(lines) <= {2}
    elif lines:
        assert lines[0] == 3


@pytest.mark.parametrize(
    ("text", "line", "problem"),
    [
        ("", 1, "breaks off"),
        ("[\n1,\n", 3, "breaks off"),
        ("[\n1", 2, "breaks off"),
        ('[\n{"a": 1,\n', 3, "breaks off"),
        ('[\n"abc', 2, "Unterminated string"),
        ('[\n{"a": "b\nc"}]', 2, "control character"),
        ("[\n1 2]", 2, "']' is wanted"),
        ("[1,\n]", 2, "Expecting value"),
        ("[1]\n\n]", 3, "something follows"),
        ("{}", 1, r"'\[' is wanted"),
        ('[\n{"a": 1, "a": 2}]', 2, "the key 'a' is repeated"),
        ("[\nNaN]", 2, "NaN"),
        ("[\n-Infinity]", 2, "-Infinity"),
        (f"[\n{'9' * 5000}]", 2, "digits"),
        ("[" * 100_000, 1, "nested too deeply"),
    ],
)
def test_broken_arrays_are_named_with_their_line(text: str, line: int, problem: str):
    scanner = Scanner(Source("f.json", text))

    def read() -> None:
        list(scanner.elements())
        scanner.end()

    with pytest.raises(BadInputError, match=rf"f\.json:{line}: .*{problem}"):
        read()


@pytest.mark.parametrize(
    "text", ["{", '{"a"', '{"a": 1', '{"a": 1,}', '{"a": 1, "a": 2}', "{1: 2}", '{"a" 1}']
)
def test_broken_objects(text: str):
    scanner = Scanner(Source("f.json", text))
    with pytest.raises(BadInputError, match=r"f\.json:1: "):
        [scanner.value() for _ in scanner.members()]


@given(
    st.lists(values, min_size=1, max_size=3),
    st.sampled_from([None, "  ", "    ", "\t"]),
    st.booleans(),
    st.booleans(),
)
def test_a_layout_is_found_again(array: list[object], indent: str | None, escaped: bool, final_newline: bool):
    text = Layout(indent, escaped, final_newline).dump(array)
    assert Layout.of(text).dump(array) == text


def test_blanks_at_the_ends_of_lines_are_kept():
    text = '[\n    {    \n        "가": "a  b"\t\n    }\n]'
    layout = Layout.of(text)
    assert layout.trailing == (Trailing(2, "    "), Trailing(3, "\t"))
    assert layout.dump([{"가": "a  b"}]) == text
    assert layout.dump([]) == "[]"
    assert Layout.of(" " * 200_000 + "\n").trailing == (Trailing(1, " " * 200_000),)


@dataclass(frozen=True, slots=True, kw_only=True)
class Inner:
    text: str
    whole: int | None
    state: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Outer:
    real_label: float
    truth: bool
    inner: tuple[Inner, ...]


CODEC = Codec(Outer, {"real_label": "real-label"})
RECORD = {
    "real-label": 4,
    "truth": True,
    "inner": [{"text": "가", "whole": None}, {"text": "", "whole": 1, "state": ["x"]}],
}


def test_records_there_and_back():
    row = CODEC.decode(RECORD)
    assert row == Outer(4, True, (Inner(text="가", whole=None), Inner(text="", whole=1, state=("x",))))
    encoded = CODEC.encode(row)
    assert json.dumps(encoded) == json.dumps(RECORD)


@pytest.mark.parametrize(
    ("record", "problem"),
    [
        (3, "an object is wanted, not 3"),
        ({**RECORD, "more": 1}, "unknown key 'more'"),
        ({"real-label": 1, "inner": []}, "no key 'truth'"),
        ({**RECORD, "real-label": "4"}, 'real-label: a number is wanted, not "4"'),
        ({**RECORD, "real-label": True}, "real-label: a number is wanted, not true"),
        ({**RECORD, "real-label": 1e999}, "real-label: a finite number is wanted"),
        ({**RECORD, "truth": 1}, "truth: true or false is wanted"),
        ({**RECORD, "inner": {}}, "inner: an array is wanted"),
        ({**RECORD, "inner": [*RECORD["inner"], None]}, r"inner\[2\]: an object is wanted"),
        ({**RECORD, "inner": [{"text": None, "whole": 1}]}, r"inner\[0\]\.text: text is wanted"),
        ({**RECORD, "inner": [{"text": "", "whole": 1.0}]}, r"inner\[0\]\.whole: a whole number is wanted"),
        ({**RECORD, "inner": [{"text": "", "whole": True}]}, r"inner\[0\]\.whole: a whole number is wanted"),
        ({**RECORD, "inner": [{"text": ""}]}, r"inner\[0\]: no key 'whole'"),
        (
            {**RECORD, "inner": [{"text": "\ud800", "whole": 1}]},
            r"inner\[0\]\.text: .*half of a surrogate pair",
        ),
    ],
)
def test_records_that_do_not_fit(record: object, problem: str):
    with pytest.raises(MismatchError, match=problem):
        CODEC.decode(record)
