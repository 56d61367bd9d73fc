from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.tasks.regions import (
    Region,
    SpanRegion,
    UnreadableError,
    choice,
    choice_region,
    choices,
    path_region,
    paths,
    regions_from_json,
    span_region,
    spans,
    text,
    text_region,
    texts,
)

SURFACE = "최예나가 서울에 산다."
NAMES = st.text("abc", min_size=1, max_size=3)
LINES = st.text(st.characters(exclude_categories=["Cs"]), max_size=6)
ANY_REGION = st.one_of(
    st.builds(choice_region, NAMES, NAMES, LINES),
    st.builds(text_region, NAMES, NAMES, LINES),
    st.builds(path_region, NAMES, NAMES, st.lists(st.tuples(LINES, LINES), max_size=2)),
    st.builds(span_region, NAMES, NAMES, st.just(SURFACE), st.just(0), st.just(3), LINES),
)


def raised(check, reader, *arguments):
    with pytest.raises(UnreadableError) as caught:
        reader(*arguments)
    assert caught.value.check == check
    assert caught.value.message == str(caught.value) != ""
    return caught.value


@given(st.lists(ANY_REGION, max_size=4))
def test_regions_come_back_from_json(regions):
    results = [region.as_json(number) for number, region in enumerate(regions)]
    assert regions_from_json(results) == tuple(regions)
    assert len({result["id"] for result in results}) == len(regions)


@pytest.mark.parametrize(
    "result",
    [
        {},
        {"from_name": "first", "to_name": "title", "type": "choices"},
        {"from_name": "first", "to_name": "title", "value": {"choices": []}},
        {"from_name": None, "to_name": "title", "type": "choices", "value": {}},
        {"from_name": "first", "to_name": 5, "type": "choices", "value": {}},
        {"from_name": "first", "to_name": "title", "type": "choices", "value": ["정치"]},
        {"type": "relation", "from_id": "r1", "to_id": "r2"},
        "정치",
        None,
    ],
)
def test_a_malformed_result_is_unreadable(result):
    raised("malformed_result", regions_from_json, [result])


def test_choices_are_those_of_the_control():
    regions = [choice_region("second", "title", "경제"), choice_region("first", "title", "정치", "사회")]
    assert choices(regions, "first") == ("정치", "사회")
    assert choices(regions, "third") == ()
    assert choices([], "first") == ()


def test_the_one_choice_is_given():
    assert choice([choice_region("first", "title", "정치")], "first", ["정치", "경제"]) == "정치"


@pytest.mark.parametrize(
    ("regions", "check"),
    [
        ([], "missing_answer"),
        ([choice_region("second", "title", "정치")], "missing_answer"),
        ([choice_region("first", "title")], "missing_answer"),
        ([choice_region("first", "title", "정치", "경제")], "missing_answer"),
        (
            [choice_region("first", "title", "정치"), choice_region("first", "title", "경제")],
            "missing_answer",
        ),
        ([choice_region("first", "title", "날씨")], "unknown_label"),
        ([Region("first", "title", "choices", {"choices": "정치"})], "malformed_result"),
        ([Region("first", "title", "choices", {})], "malformed_result"),
    ],
)
def test_no_choice_several_or_another_are_unreadable(regions, check):
    raised(check, choice, regions, "first", ["정치", "경제"])


@given(st.lists(LINES, max_size=3), LINES)
def test_texts_are_trimmed_nfc_and_not_blank(lines, other):
    regions = [text_region("premise", "p", *lines), text_region("other", "p", other)]
    found = texts(regions, "premise")
    assert found == tuple(
        trimmed for line in lines if (trimmed := unicodedata.normalize("NFC", line).strip())
    )


@pytest.mark.parametrize(
    "value", [{"text": "글"}, {"text": ["글"]}, {"text": [" 글\n", "", "  "]}, {"text": ["그\u11af"]}]
)
def test_a_text_may_be_stored_alone_or_in_a_list(value):
    assert text([Region("rule", "title", "textarea", value)], "rule") == "글"


@pytest.mark.parametrize(
    "value", [{}, {"text": None}, {"text": []}, {"text": ["  "]}, {"text": ["가", "나"]}]
)
def test_no_text_or_several_are_unreadable(value):
    raised("missing_answer", text, [Region("rule", "title", "textarea", value)], "rule")


@given(st.data())
def test_spans_come_back_sorted(data):
    surface = data.draw(st.text("가나😀", min_size=1, max_size=8))
    bounds = st.tuples(st.integers(0, len(surface) - 1), st.integers(1, len(surface)))
    drawn = data.draw(st.lists(bounds.filter(lambda b: b[0] < b[1]), max_size=4))
    regions = [span_region("span", "text", surface, start, end, "PS") for start, end in drawn]
    assert spans(regions, "span", surface) == tuple(
        SpanRegion(start, end, "PS") for start, end in sorted(drawn)
    )


@pytest.mark.parametrize(
    ("surface", "start", "end", "inner"),
    [(SURFACE, 4, 9, (5, 8)), (SURFACE, 5, 9, (5, 8)), ("\u3000\n서울\t", 0, 5, (2, 4))],
)
def test_edge_white_space_is_taken_off_a_span(surface, start, end, inner):
    region = span_region("span", "text", surface, start, end, "LC")
    assert spans([region], "span", surface) == (SpanRegion(*inner, "LC"),)


def span(start, end, **value):
    return Region("span", "text", "labels", {"start": start, "end": end, "labels": ["PS"], **value})


@pytest.mark.parametrize(
    ("region", "check", "offset"),
    [
        (span(-1, 2), "span_out_of_bounds", 0),
        (span(2, 2), "span_out_of_bounds", 2),
        (span(3, 2), "span_out_of_bounds", 3),
        (span(0, 13), "span_out_of_bounds", 0),
        (span("0", 2), "span_out_of_bounds", None),
        (span(0.0, 2), "span_out_of_bounds", None),
        (span(0, None), "span_out_of_bounds", None),
        (span(0, 3, text="최예"), "span_surface", 0),
        (span(0, 3, text=""), "span_surface", 0),
        (span(0, 3, labels=[]), "missing_answer", 0),
        (span(0, 3, labels=["PS", "LC"]), "missing_answer", 0),
        (span(0, 3, labels="PS"), "malformed_result", None),
        (span(4, 5), "span_blank", 5),
    ],
)
def test_a_span_that_cannot_be_is_unreadable(region, check, offset):
    assert raised(check, spans, [region], "span", SURFACE).offset == offset


def test_a_span_need_not_claim_its_text():
    assert spans([span(0, 3)], "span", SURFACE) == (SpanRegion(0, 3, "PS"),)
    assert spans([span(0, 3), span(5, 7)], "other", SURFACE) == ()


@given(st.lists(st.lists(LINES, min_size=1, max_size=3).map(tuple), max_size=3).map(tuple))
def test_paths_come_back(chosen):
    assert paths([path_region("changes", "turn", chosen)], "changes") == chosen
    assert paths([path_region("changes", "turn", chosen)], "other") == ()


@pytest.mark.parametrize("value", [{}, {"taxonomy": "식당"}, {"taxonomy": ["식당"]}, {"taxonomy": [None]}])
def test_a_path_that_is_none_is_unreadable(value):
    raised("malformed_result", paths, [Region("changes", "turn", "taxonomy", value)], "changes")
