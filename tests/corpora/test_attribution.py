import dataclasses

from pipeline.corpora.attribution import attribution_lines
from pipeline.corpora.sources import SourceRow
from pipeline.model import Document

ROW = SourceRow(
    source_id="wiki",
    title="보기 *백과*",
    homepage="https://wiki.example",
    genre="encyclopaedia",
    format="mediawiki",
    licence="CC-BY-SA-4.0",
    verdict="accept",
    reason="fine",
    attribution="기여자",
    files=1,
    documents=2,
    rejected=0,
)
PAGE = Document(
    doc_id="0" * 32,
    text_id="1" * 32,
    source="wiki",
    native_id="7",
    native_group=None,
    title="정선 [군]",
    text="글",
    links=(),
    url="https://wiki.example/정선)",
    revision="11",
    contributors=("가_나", "192.0.2.1"),
    published_at="2024-05-06",
    category=None,
    genre="encyclopaedia",
    licence="CC-BY-SA-4.0",
    attribution="기여자",
)
ADDRESS = "<https://wiki.example/%EC%A0%95%EC%84%A0)>"


def test_a_source_is_named_with_its_terms_and_its_pages():
    other = dataclasses.replace(PAGE, doc_id="2" * 32, title="강릉", revision=None, contributors=())
    assert list(attribution_lines([ROW], [PAGE, other, PAGE])) == [
        r"## 보기 \*백과\*",
        "",
        "- Licence: CC-BY-SA-4.0, <https://creativecommons.org/licenses/by-sa/4.0/>",
        "- Source: <https://wiki.example>",
        "- Attribution: 기여자",
        "",
        f"- 강릉, {ADDRESS}",
        rf"- 정선 \[군\], {ADDRESS}, revision 11: 가\_나, anonymous contributors",
        "",
    ]


def test_every_licence_of_an_expression_is_linked():
    row = dataclasses.replace(ROW, licence="CC-BY-4.0 OR GFDL-1.3-only")
    by, gfdl = "<https://creativecommons.org/licenses/by/4.0/>", "<https://www.gnu.org/licenses/fdl-1.3.html>"
    assert list(attribution_lines([row], [PAGE]))[2] == f"- Licence: {row.licence}, {by}, {gfdl}"


def test_sources_without_documents_are_not_named():
    assert list(attribution_lines([dataclasses.replace(ROW, source_id="other")], [PAGE])) == []


def test_hostile_titles_and_addresses_stay_text():
    page = dataclasses.replace(
        PAGE, title="<script>\n# x", url="javascript:alert(1)", revision=None, contributors=()
    )
    line = list(attribution_lines([ROW], [page]))[6]
    assert line == r"- \<script\> \# x, javascript:alert(1)"
    page = dataclasses.replace(page, url="https://a.example/> <b>")
    assert list(attribution_lines([ROW], [page]))[6].endswith("<https://a.example/%3E%20%3Cb%3E>")
