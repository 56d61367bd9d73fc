from __future__ import annotations

import re
from dataclasses import replace

from builders import agreement, measurement

from pipeline.contracts.gates import GateResult
from pipeline.contracts.odcs import read_contract
from pipeline.contracts.outcomes import Outcome
from pipeline.release.documents import Credit, Figures, attribution, card, errata, licence_notice
from pipeline.release.gates import Decision
from pipeline.resources import shipped
from pipeline.settings import Release

RELEASE = Release(title="Benchmark", version="1.2.3", publisher="the publisher")
RULE = Outcome(
    "tc",
    "length",
    "expect_column_value_lengths_to_be_between",
    "title",
    "warning",
    False,
    6,
    2,
    ("a|b <i>",),
    "1.0.0",
)
WAIVED = Decision(GateResult("tc/agreement", "undecided", "14 groups; 30 are needed"), "the pilot | is small")
FIGURES = Figures(
    records={"tc": []},
    consensus=[],
    measurements=[measurement(agreement())],
    contracts={"tc": read_contract(shipped("data_contracts") / "tc.odcs.yaml")},
    decisions=[WAIVED],
    outcomes=[RULE],
    credits=[Credit("News", "CC-BY-4.0", 7)],
    simulated=False,
)


def line(text: str, start: str) -> str:
    (found,) = [row for row in text.splitlines() if row.startswith(start)]
    return found


def test_the_card_shows_each_measure_with_its_counts():
    shown = agreement()
    row = line(card(RELEASE, FIGURES), f"| {shown.measure} |")
    assert row.endswith(f"| {shown.items} | {shown.annotators} | {shown.ratings} |")
    assert f"[{shown.low:.3f}, {shown.high:.3f}]" in row


def test_a_task_that_was_not_measured_says_so():
    text = card(RELEASE, replace(FIGURES, measurements=[]))
    assert "| – |" in line(text, "| [tc](#tc) |")


def test_the_card_says_whether_programs_annotated():
    said = "The annotators of this release were simulated."
    assert said not in card(RELEASE, FIGURES)
    assert said in card(RELEASE, replace(FIGURES, simulated=True))


def test_texts_stay_inside_their_cells():
    assert line(card(RELEASE, FIGURES), "| tc/agreement |").endswith("the pilot \\| is small |")
    assert line(errata(RELEASE, FIGURES), "| tc | title |").endswith("| 2 of 6 | a\\|b &lt;i> |")


def test_no_object_of_the_program_is_printed():
    for text in (card(RELEASE, FIGURES), errata(RELEASE, FIGURES), licence_notice(RELEASE, FIGURES)):
        assert re.search(r"<[a-z]|0x[0-9a-f]{6}", text) is None


def test_the_attribution_tells_of_changes_and_closes_with_the_sources():
    text = attribution(RELEASE, ["## News", "", "- Licence: CC-BY-4.0", ""])
    assert "The texts were changed: " in text
    assert text.endswith("\n\n## News\n\n- Licence: CC-BY-4.0\n")


def test_the_publisher_is_named_where_there_is_one():
    named = "\n\nPublished by the publisher.\n\n"
    silent = RELEASE.model_copy(update={"publisher": ""})
    assert named in card(RELEASE, FIGURES)
    assert named in attribution(RELEASE, [])
    for text in (card(silent, FIGURES), attribution(silent, [])):
        assert "Published by" not in text
        assert "version 1.2.3\n\n\n" not in text


def test_errata_without_warnings_say_so():
    assert "Nothing is known on publication" in errata(RELEASE, replace(FIGURES, outcomes=[]))
