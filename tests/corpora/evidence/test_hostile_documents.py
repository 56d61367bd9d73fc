"""Documents that are made to take long: the work grows as the document does, whatever it repeats."""

from __future__ import annotations

import re

import pytest

from pipeline.corpora.evidence import statements as module
from pipeline.corpora.evidence.mentions import mentions
from pipeline.corpora.evidence.riders import riders
from pipeline.corpora.evidence.statements import LONGEST, statements
from pipeline.corpora.terms import shipped_terms

SIZE = 1 << 16
JUNK = (
    *("(", "[", "<", "<a ", "<a x=", "<!-- ", "<script>", "<script ", '"""', "'", "- - - ", "# ", "\t ", " "),
    *(
        "7",
        "CC BY ",
        "license ",
        "MIT license and ",
        "research, ",
        "not ",
        "n't ",
        "for non-commercial ",
        ".",
    ),
    *("A. ", "- a\n", "# a\n", "[a]: b\n", "[a\n", "\n", "[a]", "![x](data:image/png;base64,AAAA", "&", "_"),
)


@pytest.mark.parametrize("unit", JUNK)
def test_no_statement_is_longer_than_patterns_are_meant_for(unit: str) -> None:
    text = (unit * (SIZE // len(unit))) + " CC BY 4.0"
    found = list(statements(text))
    assert all(len(statement.text) <= LONGEST for statement in found)
    assert sum(len(statement.text) for statement in found) <= 2 * len(text)
    assert all(len(heading) <= 200 for statement in found for heading in statement.headings)
    assert not any(re.search(r"[^\S\n]{9}", statement.text) for statement in found)


@pytest.mark.parametrize("unit", JUNK)
def test_the_longest_statement_is_read_to_its_end(unit: str) -> None:
    text = (unit * LONGEST)[: LONGEST - 20] + " under CC BY 4.0."
    text = text.replace("\n", " ")
    assert isinstance(list(riders(text)), list)
    assert "CC-BY-4.0" in {mention.licence for mention in mentions(text, shipped_terms())}


def test_an_address_that_is_used_often_does_not_blow_up_the_text() -> None:
    text = f"[a]: https://example.org/{'x' * 400}\n\n" + "[a] " * 20_000
    assert len(module._plain(text)) <= 2 * len(text) + 1_000


def test_what_is_never_closed_hides_nothing() -> None:
    shown = "".join(s.text for s in statements("<!-- " * 10_000 + "\n\nCC BY 4.0\n\n" + "<script>" * 10_000))
    assert "CC BY 4.0" in shown


def test_what_is_closed_is_hidden_with_its_lines_kept() -> None:
    (statement,) = statements("<!-- one\ntwo --><script>x < y\n</script>\nCC BY 4.0")
    assert (statement.text, statement.lines) == ("CC BY 4.0", (4,))
