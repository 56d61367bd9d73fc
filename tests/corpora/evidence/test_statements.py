from pipeline.corpora.evidence.statements import LONGEST, statements


def texts(source):
    return [(s.lines[0], s.text.strip()) for s in statements(source)]


def test_wrapped_lines_are_one_statement_that_knows_its_lines():
    (statement,) = statements("The corpus is licensed under\nCC BY-NC\n4.0 by the village.\n")
    at = statement.text.index("4.0")
    assert statement.line(0) == 1
    assert statement.line(at) == 3


def test_sentences_items_and_rows_stand_apart():
    source = "One. Two at v. 1.0 here.\n\n- item\n- other\n\n| a | b |\n|---|---|\n| 1 | 2 |\n"
    assert texts(source) == [
        (1, "One."),
        (1, "Two at v. 1.0 here."),
        (3, "- item"),
        (4, "- other"),
        (6, "| a | b |"),
        (8, "| 1 | 2 |"),
    ]


def test_rows_know_their_columns():
    *_, row = statements("| Corpus | License |\n|---|---|\n| 들판 | CC BY 4.0 |\n")
    assert row.columns == ("Corpus", "License")
    assert row.cells == ("들판", "CC BY 4.0")


def test_headings_of_every_kind():
    source = "# A\n\nB\n---\n\n**C**\n\n=== D ===\n\ntext\n"
    *_, last = statements(source)
    assert last.headings == ("A", "D")


def test_tags_go_and_what_they_point_to_stays():
    link = "<a rel='license' href='https://a.example/x'>조건</a>"
    source = f"<p>말뭉치\n{link}</p>\n<script>var x = 'CC BY-NC';</script>\n"
    ((first, text),) = texts(source)
    assert first == 1
    assert "https://a.example/x" in text
    assert "NC" not in text


def test_meta_tags_and_comments():
    source = "<!-- CC BY-NC -->\n<meta name='dcterms.license' content='CC BY 4.0'>\n"
    assert texts(source) == [(2, "license: CC BY 4.0")]


def test_reference_links_are_resolved_and_badges_are_read():
    badge = "![l](https://img.shields.io/badge/License-CC%20BY--NC%204.0-red.svg)"
    source = f"Under [this][cc].\n\n{badge}\n\n[cc]: https://a.example/by/\n"
    said = " ".join(text for _, text in texts(source))
    assert "this (https://a.example/by/)" in said
    assert "CC BY-NC 4.0" in said


def test_every_line_keeps_its_number_through_tags():
    source = "<div\nclass='a'>\n<style>\np {}\n</style>\nlast\n"
    assert texts(source)[-1] == (6, "last")


def test_a_long_line_is_no_trouble():
    assert sum(1 for _ in statements("가나다 라마. " * 50_000)) == 50_000
    assert max(len(s.text) for s in statements("가나다 " * 50_000)) == LONGEST
