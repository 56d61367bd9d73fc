import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from pipeline.corpora.readers.wiki.exported import exported_page
from pipeline.corpora.readers.wiki.pages import Revision, page_of, revision_of
from pipeline.corpora.readers.wiki.xml import Head, PageParser

HEAD = Head(b'<mediawiki xmlns="http://www.mediawiki.org/xml/export-0.11/">', b"", None, None, frozenset())
MINE = st.text(
    st.one_of(st.characters(exclude_categories=["Cs"]), st.sampled_from("가나 <>&\"'\n\t]]>\r\ufffe\x85")),
    max_size=20,
)
ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"}


def escaped(text):
    return "".join(ESCAPES.get(char, char) for char in text)


def page(
    title="글",
    ns="0",
    redirect="",
    who="<username>가나</username><id>3</id>",
    attributes='bytes="6" ',
    text="본문",
    after="",
):
    return (
        f"<page>\n<title>{title}</title><ns>{ns}</ns><id>7</id>{redirect}<revision><id>11</id>"
        f"<parentid>10</parentid><timestamp>2024-05-06T07:08:09Z</timestamp><contributor>{who}</contributor>"
        "<minor /><comment>고침</comment><origin>11</origin><model>wikitext</model>"
        f'<format>text/x-wiki</format><text {attributes}xml:space="preserve">{text}</text>'
        f"<sha1>0</sha1></revision>{after}</page>"
    ).encode()


def parsed(data):
    revision = Revision()
    for element in PageParser(HEAD).feed(data):
        if etree.QName(element).localname == "revision":
            revision = revision_of(element, revision)
        else:
            return page_of(element), revision
    return None


USUAL = {
    "article": page(),
    "redirect": page(redirect='<redirect title="다른 글" />'),
    "another namespace": page(ns="10"),
    "address": page(who="<ip>203.0.113.77</ip>"),
    "white space": page(title=" 글 ", who="<username> </username><id>3</id>", text="\n 본문\n"),
    "entities": page(title="A &amp; B", text="&lt;b&gt; &quot; &amp;lt; &amp;amp;"),
    "no length": page(attributes=""),
    "wrong length": page(attributes='bytes="5" '),
    "SHA-1": page(attributes='bytes="6" sha1="n6nq4l3fuymtof5arvn01u5uu34u7yh" '),
}
OTHER = {
    "deleted text": page().replace(b"xml:space", b'deleted="deleted" xml:space'),
    "hidden contributor": page(who="").replace(b"<contributor></", b'<contributor deleted="deleted"></'),
    "another element": page(after="<discussion>x</discussion>"),
    "numeric entity": page(text="&#44032;"),
    "element in the text": page(text="<b>글</b>"),
    "two revisions": page().replace(b"</page>", b"<revision><id>12</id></revision></page>"),
    "carriage return": page(text="가\r\n나"),
}
BROKEN = {
    "unknown entity": page(text="&nbsp;"),
    "control character": page(text="\x07"),
    "noncharacter": page(text="\uffff"),
    "end of a section": page(text="]]>"),
    "no UTF-8": page().replace("본문".encode(), b"\xb0\xa1"),
    "ampersand in an attribute": page(redirect='<redirect title="A & B" />'),
}


@pytest.mark.parametrize("data", USUAL.values(), ids=USUAL)
def test_a_usual_page_is_read_as_the_parser_reads_it(data):
    read = exported_page(data)
    assert read is not None
    assert read == parsed(data)


def test_a_stated_checksum_is_checked():
    (_, sound), (_, wrong) = exported_page(USUAL["SHA-1"]), exported_page(USUAL["no length"])
    assert (sound.damage, wrong.damage) == (None, "its SHA-1 is not the one stated")


@pytest.mark.parametrize("data", OTHER.values(), ids=OTHER)
def test_an_unusual_page_is_left_to_the_parser(data):
    assert exported_page(data) is None
    assert parsed(data) is not None


@pytest.mark.parametrize("data", BROKEN.values(), ids=BROKEN)
def test_a_broken_page_is_left_to_the_parser(data):
    assert exported_page(data) is None
    with contextlib.suppress(etree.XMLSyntaxError):
        assert parsed(data) is None


@given(MINE, MINE)
def test_whatever_stands_in_a_page_both_read_the_same(title, text):
    data = page(title=escaped(title), text=escaped(text), attributes="")
    read = exported_page(data)
    if read is not None:
        assert read == parsed(data)
