import pytest

from pipeline.corpora.terms import load_terms, shipped_terms
from pipeline.errors import BadInputError

FAMILY = """
families:
  - id: A
    title: A licence
    commercial_use: true
    derivatives: {derivatives}
    attribution: true
    share_alike: true
    licences:
      - {{id: A-1, url: "https://a.example", version: "1", upgrades_to: [{upgrade}]}}
      - {{id: {second}, url: "https://a.example", version: "2"}}
policy: {{accepted: [{accepted}], refused: [{refused}]}}
"""


def write(tmp_path, derivatives="true", upgrade="A-2", second="A-2", accepted="A", refused=""):
    path = tmp_path / "licences.yaml"
    path.write_text(
        FAMILY.format(
            derivatives=derivatives, upgrade=upgrade, second=second, accepted=accepted, refused=refused
        )
    )
    return path


def test_terms_are_read(tmp_path):
    terms = load_terms(write(tmp_path))
    licence = terms.licences["A-1"]
    assert licence.title == "A licence 1"
    assert licence.demands == {"attribution", "share-alike"}
    assert licence.upgrades_to == {"A-2"}
    assert licence.open
    assert terms.policy.accepted == {"A"}


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"upgrade": "B-1"}, "B-1 is not among the licences of A"),
        ({"upgrade": "A-1"}, "A-1 cannot be an upgrade of itself"),
        ({"second": "A-1", "upgrade": ""}, "A-1 is listed twice"),
        ({"accepted": ""}, "A must be either accepted or refused, once"),
        ({"refused": "A"}, "A must be either accepted or refused, once"),
        ({"refused": "B"}, "B is no family"),
        ({"derivatives": "false"}, "cannot be accepted"),
        ({"derivatives": "perhaps"}, "licences.yaml:6"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(tmp_path, change, problem):
    with pytest.raises(BadInputError, match=problem) as raised:
        load_terms(write(tmp_path, **change))
    assert "licences.yaml:" in raised.value.what


def test_the_shipped_terms_cover_what_the_pipeline_promises():
    licences = shipped_terms().licences
    kinds = ("BY", "BY-SA", "BY-NC", "BY-ND", "BY-NC-SA", "BY-NC-ND")
    for kind in kinds:
        for version in ("1.0", "2.0", "2.5", "3.0", "4.0"):
            licence = licences[f"CC-{kind}-{version}"]
            assert licence.commercial_use is ("NC" not in kind)
            assert licence.derivatives is ("ND" not in kind)
            assert licence.share_alike is kind.endswith("SA")
            assert licence.attribution
        assert licences[f"LicenseRef-CC-{kind}-2.0-KR"].demands == licences[f"CC-{kind}-2.0"].demands
    assert [licences[f"LicenseRef-KOGL-{n}"].open for n in (1, 2, 3, 4)] == [True, False, False, False]
    assert {"CC0-1.0", "GFDL-1.2-only", "GFDL-1.3-only", "MIT", "Apache-2.0", "GPL-3.0-only"} <= set(licences)
    assert "제7조" in (licences["LicenseRef-public-domain-KR"].grounds or "")
