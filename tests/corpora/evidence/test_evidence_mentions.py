import pytest

from pipeline.corpora.evidence.mentions import UNSPECIFIED, mentions
from pipeline.corpora.terms import shipped_terms

TERMS = shipped_terms()


@pytest.mark.parametrize(
    ("text", "licences"),
    [
        ("CC BY-SA 4.0", ["CC-BY-SA-4.0"]),
        ("CC-BY-NC-ND-4.0", ["CC-BY-NC-ND-4.0"]),
        ("cc by nc sa 3.0", ["CC-BY-NC-SA-3.0"]),
        ("Creative Commons Attribution-ShareAlike 4.0 International", ["CC-BY-SA-4.0"]),
        ("the Creative Commons License Attribution-ShareAlike 4.0", ["CC-BY-SA-4.0"]),
        ("Creative Commons Attribution-NonCommercial-NoDerivatives License", ["CC-BY-NC-ND"]),
        ("Attribution-NonCommercial 4.0 International", ["CC-BY-NC-4.0"]),
        ("크리에이티브 커먼즈 저작자표시-비영리-변경금지 2.0 대한민국", ["LicenseRef-CC-BY-NC-ND-2.0-KR"]),
        ("저작자표시-동일조건변경허락 4.0", ["CC-BY-SA-4.0"]),
        ("CC BY 2.0 FR", ["CC-BY-2.0-FR"]),
        ("creativecommons.org/licenses/by-nd/2.0/kr/", ["LicenseRef-CC-BY-ND-2.0-KR"]),
        ("https://creativecommons.org/licenses/by-nc/4.0/deed.ko", ["CC-BY-NC-4.0"]),
        ("https://i.creativecommons.org/l/by-nc-sa/4.0/88x31.png", ["CC-BY-NC-SA-4.0"]),
        ("https://creativecommons.org/publicdomain/zero/1.0/", ["CC0-1.0"]),
        ("CC0 1.0 Universal", ["CC0-1.0"]),
        ("공공누리 제1유형", ["LicenseRef-KOGL-1"]),
        ("공공누리 “제4유형”", ["LicenseRef-KOGL-4"]),
        ("KOGL Type 2", ["LicenseRef-KOGL-2"]),
        ("img_opentype03.png", ["LicenseRef-KOGL-3"]),
        ("공공누리(제1유형 내지 제4유형)", [UNSPECIFIED]),
        ("공공누리 출처표시-상업적 이용금지", ["LicenseRef-KOGL-2"]),
        ("MIT License", ["MIT"]),
        ("made at MIT in 2020", []),
        ("Apache License, Version 2.0", ["Apache-2.0"]),
        ("GNU General Public License v3", ["GPL-3.0-only"]),
        ("GPL-2.0-or-later", ["GPL-2.0-or-later"]),
        ("GFDL 1.2 or later", ["GFDL-1.2-or-later"]),
        ("ODbL", ["ODbL-1.0"]),
        ("저작권법 제7조", ["LicenseRef-public-domain-KR"]),
        ("SPDX-License-Identifier: MIT OR Apache-2.0", ["MIT OR Apache-2.0"]),
        ("(SPDX-License-Identifier: CC0-1.0).", ["CC0-1.0"]),
        ("a Creative Commons license", [UNSPECIFIED]),
        ("the attribution of errors; nobody; scc by hand", []),
        ("LDCC BYTES and 4.0 points", []),
    ],
)
def test_a_licence_is_known_by_its_name(text, licences):
    assert [mention.licence for mention in mentions(text, TERMS)] == licences


def test_every_listed_licence_is_known_by_its_id():
    for licence in TERMS.licences:
        if "-" in licence and any(c.isdigit() for c in licence):
            assert [m.licence for m in mentions(f"under {licence}, as is", TERMS)] == [licence]


def test_places_are_those_of_the_words():
    text = "데이터: CC BY 4.0. 코드: MIT License."
    assert [text[m.start : m.end] for m in mentions(text, TERMS)] == ["CC BY 4.0", "MIT License"]
