from hypothesis import given
from hypothesis import strategies as st

from pipeline.corpora.readers.wiki.cutter import Cutter

pages = st.lists(
    st.text(alphabet="가a<>/pge\n", max_size=12).map(lambda text: text.replace("<", "&lt;")), max_size=6
)
sizes = st.integers(1, 40)


def whole_pages(pieces):
    held, found = b"", []
    for piece in pieces:
        held += piece.data
        if piece.is_last:
            found.append(held)
            held = b""
    assert held == b""
    return found


def chunks_of(data, size):
    return [data[start : start + size] for start in range(0, len(data), size)]


@given(pages, sizes, st.data())
def test_parts_together_give_every_page_once(texts, size, data):
    expected = [f"<page>{text}</page>".encode() for text in texts]
    dump = b"<mediawiki>\n" + b"\n ".join(expected) + b"\n</mediawiki>"
    cuts = sorted(data.draw(st.lists(st.integers(0, len(dump)), max_size=3)))
    found = []
    for start, end in zip([0, *cuts], [*cuts, len(dump)], strict=True):
        cutter = Cutter()
        found += whole_pages(cutter.pieces(chunks_of(dump[start:end], size), chunks_of(dump[end:], size)))
        assert not cutter.breaks_off
    assert found == expected


def test_a_page_that_lost_its_end_does_not_take_the_next_with_it():
    cutter = Cutter()
    assert whole_pages(cutter.pieces([b"<page>1<page>2</page>"])) == [b"<page>1", b"<page>2</page>"]


def test_a_dump_that_breaks_off():
    cutter = Cutter()
    first, _ = cutter.pieces([b"<page>1</page><page>2"])
    assert first.data == b"<page>1</page>"
    assert cutter.breaks_off


def test_memory_is_a_chunk_however_long_a_page():
    cutter = Cutter()
    longest = max(len(piece.data) for piece in cutter.pieces([b"<page>", *[b"x" * 100] * 1000, b"</page>"]))
    assert longest <= 200


def test_names_may_have_a_prefix():
    assert whole_pages(Cutter(b"m:").pieces([b"<m:page>1</m:page>"])) == [b"<m:page>1</m:page>"]
