import contextlib
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.corpora.explanations import explain, tell
from pipeline.corpora.licences import Combined, allows_release, combine, parse, verdict
from pipeline.corpora.terms import Policy, shipped_terms
from pipeline.errors import BadInputError, UsageError

TERMS = shipped_terms()
RELEASE = "CC-BY-SA-4.0"
OPEN_RELEASES = sorted(licence.id for licence in TERMS.licences.values() if licence.open)

atoms = st.sampled_from(
    [
        *("CC-BY-SA-3.0-DE", "CC-BY-SA-3.0-FR", "CC-BY-SA-2.0-DE", "CC-BY-3.0-AT", "CC-BY-NC-2.5-IT"),
        *("CC-BY-SA-2.0+", "GPL-2.0+", "CC-BY-2.0-KR"),
        *sorted(TERMS.licences),
        "NOASSERTION",
        "LicenseRef-unheard-of",
        "GPL-2.0-only WITH Classpath-exception-2.0",
    ]
)
expressions = st.recursive(
    atoms,
    lambda inner: st.tuples(inner, st.sampled_from(["AND", "OR"]), inner).map(
        lambda parts: f"({parts[0]} {parts[1]} {parts[2]})"
    ),
    max_leaves=4,
)
several = st.lists(st.one_of(expressions, st.none()), min_size=1, max_size=4)


@given(several, st.randoms())
def test_combining_is_commutative(parts, random):
    shuffled = list(parts)
    random.shuffle(shuffled)
    assert combine(shuffled).licence == combine(parts).licence


@given(expressions, expressions, expressions)
def test_combining_is_associative(a, b, c):
    left = combine([combine([a, b]).licence, c]).licence
    right = combine([a, combine([b, c]).licence]).licence
    assert left == right == combine([a, b, c]).licence


@given(expressions)
def test_combining_is_idempotent(a):
    once = combine([a])
    assert combine([a, a]) == once
    assert combine([once.licence]).licence == once.licence


@given(several, expressions, st.sampled_from(OPEN_RELEASES))
def test_combining_is_monotone(parts, more, release):
    """What one more part forbids stays forbidden; it never opens a release that was closed."""
    if allows_release(combine([*parts, more]), release).allowed:
        assert allows_release(combine(parts), release).allowed


def test_a_licence_with_and_without_an_exception_is_the_one_without():
    both = combine(["GPL-2.0-only WITH Classpath-exception-2.0", "GPL-2.0-only"])
    assert both.licence == "GPL-2.0-only"


@given(several, several)
def test_combining_with_more_never_allows_what_a_part_forbids(parts, others):
    both = combine([*parts, *others])
    for release in OPEN_RELEASES:
        if allows_release(both, release).allowed:
            assert allows_release(combine(parts), release).allowed
            assert allows_release(combine(others), release).allowed


@given(
    several,
    st.sampled_from(
        [licence.id for licence in TERMS.licences.values() if not licence.open]
        + ["NOASSERTION", "NONE", "LicenseRef-unheard-of", "CC-BY-4.0 WITH LicenseRef-rider"]
    ),
)
def test_what_forbids_use_or_is_unknown_absorbs(parts, absorbing):
    combined = combine([*parts, absorbing])
    for release in OPEN_RELEASES:
        decision = allows_release(combined, release)
        assert not decision.allowed
        assert decision.offenders


@given(several, several)
def test_an_unstated_licence_absorbs(parts, others):
    assert not allows_release(combine([*parts, None, *others]), RELEASE).allowed


@given(several)
def test_canonical_expressions_are_read_back(parts):
    licence = combine(parts).licence
    assert combine([licence]).licence == licence


@pytest.mark.parametrize(
    ("parts", "carried"),
    [
        (["CC0-1.0"], "CC0-1.0"),
        (["CC0-1.0", "CC-BY-4.0"], "CC-BY-4.0"),
        (["LicenseRef-public-domain-KR", "CC-BY-SA-3.0"], "CC-BY-SA-3.0"),
        (["CC-BY-4.0", "CC-BY-SA-3.0"], "CC-BY-SA-3.0"),
        (["LicenseRef-KOGL-1", "CC-BY-SA-4.0"], "CC-BY-SA-4.0"),
        (["LicenseRef-KOGL-1", "CC-BY-4.0"], "CC-BY-4.0 AND LicenseRef-KOGL-1"),
        (["LicenseRef-CC-BY-SA-2.0-KR", "CC-BY-SA-3.0"], "CC-BY-SA-3.0"),
        (["LicenseRef-CC-BY-SA-2.0-KR", "CC-BY-SA-4.0"], "CC-BY-SA-4.0"),
        (["CC-BY-SA-1.0", "CC-BY-SA-4.0"], "CC-BY-SA-1.0 AND CC-BY-SA-4.0"),
        (["CC-BY-SA-4.0", "CC-BY-NC-4.0"], "CC-BY-NC-4.0 AND CC-BY-SA-4.0"),
        (["CC-BY-SA-4.0", "GFDL-1.3-only"], "CC-BY-SA-4.0 AND GFDL-1.3-only"),
        (["GFDL-1.2-or-later", "GFDL-1.3-only"], "GFDL-1.3-only"),
        (["CC-BY-SA-3.0 OR GFDL-1.3-or-later"], "CC-BY-SA-3.0 OR GFDL-1.3-or-later"),
        (
            ["CC-BY-SA-3.0 OR GFDL-1.3-or-later", "GFDL-1.2-or-later"],
            "CC-BY-SA-3.0 AND GFDL-1.2-or-later OR GFDL-1.3-or-later",
        ),
        (["CC0-1.0 OR CC-BY-SA-4.0"], "CC0-1.0"),
        (["CC-BY-SA-3.0+"], "CC-BY-SA-3.0"),
        (["cc-by-sa-4.0"], "CC-BY-SA-4.0"),
        ([], "CC0-1.0"),
    ],
)
def test_what_a_combination_carries(parts, carried):
    combined = combine(parts)
    assert combined.licence == carried
    assert combined.because


def test_share_alike_goes_forward_and_never_back():
    chain = ["CC-BY-SA-2.0", "LicenseRef-CC-BY-SA-2.0-KR", "CC-BY-SA-2.5", "CC-BY-SA-3.0", "CC-BY-SA-4.0"]
    for earlier, later in pairwise(chain):
        assert allows_release(combine([earlier]), later).allowed
        assert not allows_release(combine([later]), earlier).allowed


@pytest.mark.parametrize(
    ("licence", "release", "allowed"),
    [
        ("CC0-1.0", "CC-BY-SA-4.0", True),
        ("CC0-1.0", "CC0-1.0", True),
        ("CC-BY-4.0", "CC0-1.0", False),
        ("CC-BY-4.0", "CC-BY-3.0", True),
        ("CC-BY-4.0", "CC-BY-SA-3.0", True),
        ("LicenseRef-KOGL-1", "CC-BY-4.0", True),
        ("LicenseRef-KOGL-1", "CC0-1.0", False),
        ("CC-BY-SA-4.0", "CC-BY-4.0", False),
        ("CC-BY-SA-3.0 OR CC-BY-NC-4.0", "CC-BY-SA-4.0", True),
        ("CC-BY-SA-3.0 AND CC-BY-NC-4.0", "CC-BY-SA-4.0", False),
    ],
)
def test_what_a_release_may_hold(licence, release, allowed):
    assert allows_release(combine([licence]), release).allowed is allowed


def test_a_refusal_names_the_offenders():
    decision = allows_release(combine(["CC-BY-SA-4.0", "CC-BY-ND-4.0", "GFDL-1.3-only"]), RELEASE)
    assert decision.offenders == ("CC-BY-ND-4.0", "GFDL-1.3-only")
    assert "forbids derivatives" in decision.reason
    assert "GFDL-1.3-only is share-alike" in decision.reason


@pytest.mark.parametrize("release", ["CC-BY-NC-4.0", "CC-BY-ND-4.0", "CC-BY-SA", "", "NOASSERTION"])
def test_a_release_needs_an_open_licence(release):
    with pytest.raises(UsageError, match="release"):
        allows_release(combine(["CC0-1.0"]), release)


@pytest.mark.parametrize(
    ("declared", "name", "licence"),
    [
        ("CC0-1.0", "accept", "CC0-1.0"),
        ("CC-BY-SA-3.0", "accept", "CC-BY-SA-3.0"),
        ("LicenseRef-CC-BY-SA-2.0-KR", "accept", "LicenseRef-CC-BY-SA-2.0-KR"),
        ("LicenseRef-public-domain-KR", "accept", "LicenseRef-public-domain-KR"),
        ("CC-BY-SA-3.0 OR GFDL-1.3-or-later", "accept", "CC-BY-SA-3.0"),
        ("CC-BY-NC-4.0 OR CC-BY-4.0", "accept", "CC-BY-4.0"),
        (None, "quarantine", None),
        ("NOASSERTION", "quarantine", "NOASSERTION"),
        ("NONE", "quarantine", "NONE"),
        ("LicenseRef-unheard-of", "quarantine", "LicenseRef-unheard-of"),
        ("CC-BY-SA-3.0-DE", "accept", "CC-BY-SA-3.0-DE"),
        ("CC-BY-2.0-FR", "accept", "CC-BY-2.0-FR"),
        ("CC-BY-SA-2.0-KR", "accept", "LicenseRef-CC-BY-SA-2.0-KR"),
        ("CC-BY-NC-3.0-DE", "refuse", "CC-BY-NC-3.0-DE"),
        ("CC-BY-SA-4.0-DE", "quarantine", "CC-BY-SA-4.0-DE"),
        ("CC-BY-3.0-XX", "quarantine", "CC-BY-3.0-XX"),
        ("ODbL-1.0", "refuse", "ODbL-1.0"),
        ("PDDL-1.0", "accept", "PDDL-1.0"),
        ("LicenseRef-KOGL-0", "accept", "LicenseRef-KOGL-0"),
        ("LicenseRef-KOGL-AI", "refuse", "LicenseRef-KOGL-AI"),
        ("GPL-2.0", "refuse", "GPL-2.0-only"),
        ("gpl-3.0+", "refuse", "GPL-3.0-or-later"),
        ("CC BY-SA 4.0", "quarantine", None),
        ("MIT AND", "quarantine", None),
        ("MIT WITH LicenseRef-no-profit", "quarantine", "MIT WITH LicenseRef-no-profit"),
        ("CC-BY-NC-4.0", "refuse", "CC-BY-NC-4.0"),
        ("LicenseRef-CC-BY-ND-2.0-KR", "refuse", "LicenseRef-CC-BY-ND-2.0-KR"),
        ("LicenseRef-KOGL-4", "refuse", "LicenseRef-KOGL-4"),
        ("CC-BY-SA-1.0", "refuse", "CC-BY-SA-1.0"),
        ("GFDL-1.3-only", "refuse", "GFDL-1.3-only"),
        ("CC-BY-SA-4.0 AND CC-BY-NC-4.0", "refuse", "CC-BY-NC-4.0 AND CC-BY-SA-4.0"),
        ("MIT", "refuse", "MIT"),
    ],
)
def test_the_verdict_on_a_declaration(declared, name, licence):
    said = verdict(declared, TERMS.policy, RELEASE)
    assert (said.name, said.licence) == (name, licence)
    assert said.reason


def test_software_licences_are_for_the_policy_to_accept():
    policy = Policy(TERMS.policy.accepted | {"permissive-software"})
    assert verdict("MIT", policy, RELEASE).name == "accept"
    said = verdict("Apache-2.0 WITH LLVM-exception", policy, RELEASE)
    assert said.name == "accept-with-warning"


def test_an_explanation_names_demands_and_grounds():
    told = explain("LicenseRef-public-domain-KR AND CC-BY-SA-3.0 AND LicenseRef-mine", RELEASE)
    assert "저작권법 제7조" in told
    assert "demands attribution, share-alike" in told
    assert "taken forward to CC-BY-SA-4.0" in told
    assert "LicenseRef-mine: its terms are unknown" in told
    assert "release under CC-BY-SA-4.0: no" in told


@pytest.mark.parametrize("text", ["CC BY 4.0", "MIT OR", "(MIT", "a/b"])
def test_what_is_no_expression(text):
    with pytest.raises(BadInputError, match="not an SPDX licence expression"):
        parse(text, TERMS)


@pytest.mark.parametrize(
    "text",
    [
        "(" * 3000 + "MIT" + ")" * 3000,
        "MIT AND " * 1000 + "MIT",
        "MIT\x00",
        "MIT OR (OR)",
        "WITH",
        "MIT WITH",
        "()",
        "라이선스",
    ],
    ids=range(8),
)
def test_a_hostile_expression_is_an_error_and_no_crash(text):
    with pytest.raises(BadInputError, match="not an SPDX licence expression"):
        parse(text, TERMS)


@given(
    st.lists(
        st.sampled_from(["MIT", "AND", "OR", "WITH", "(", ")", "+", "CC-BY-4.0", "gpl-2.0+", "x"]), max_size=9
    )
)
def test_whatever_is_written_is_read_or_refused(words):
    with contextlib.suppress(BadInputError):
        assert parse(" ".join(words), TERMS)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("CC-BY-SA-3.0", "CC-BY-SA-3.0-DE"),
        ("CC-BY-SA-2.0", "CC-BY-SA-3.0-DE"),
        ("CC-BY-SA-2.5-IT", "CC-BY-SA-4.0"),
        ("LicenseRef-CC-BY-SA-2.0-KR", "CC-BY-SA-3.0-US"),
    ],
)
def test_ports_stand_between_their_version_and_the_next(before, after):
    assert allows_release(combine([before]), after).allowed
    assert not allows_release(combine([after]), before).allowed


def test_many_choices_are_an_error_and_no_endless_computation():
    with pytest.raises(BadInputError, match="alternatives to tell apart"):
        combine([f"LicenseRef-a{n} OR LicenseRef-b{n}" for n in range(20)])


def test_a_decision_names_the_documents():
    parts = {f"doc-{n}": "CC-BY-NC-4.0" for n in range(8)} | {"other": None, "free": "CC0-1.0"}
    told = tell(parts, RELEASE)
    assert told.startswith("may not go out under CC-BY-SA-4.0")
    assert "CC-BY-NC-4.0 forbids commercial use (doc-0, doc-1, doc-2, doc-3, doc-4 and 3 more)" in told
    assert "no licence is stated (other)" in told
    assert "free" not in told


@given(st.dictionaries(st.text(min_size=1, max_size=3), st.one_of(expressions, st.none()), max_size=4))
def test_what_is_told_is_what_is_decided(parts):
    allowed = allows_release(combine(list(parts.values())), RELEASE).allowed
    assert tell(parts, RELEASE).startswith("may go out" if allowed else "may not go out")


def test_an_expression_with_too_many_alternatives_is_refused():
    pairs = " AND ".join(f"(LicenseRef-a{n} OR LicenseRef-b{n})" for n in range(7))
    with pytest.raises(BadInputError, match="more than 64 alternatives"):
        parse(pairs, TERMS)


def test_a_combined_licence_may_be_stored_and_judged_later():
    stored = combine(["GFDL-1.3-only OR CC-BY-SA-3.0", "CC-BY-4.0"]).licence
    assert allows_release(Combined(stored, "read back"), RELEASE).allowed
