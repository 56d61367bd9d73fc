import pytest

from pipeline.corpora.evidence.heads import said_in_head


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("a.conllu", "# text = 글\n# license = CC BY 4.0\n", [(2, "data")]),
        ("a.json", '{"licenses": [\n{"name": "CC BY"}], "data": []}', [(1, "data")]),
        ("a.xml", '<tei>\n<licence target="https://example.com"/></tei>', [(2, "data")]),
        ("a.csv", "id,license\n1,CC BY 2.0\n2,\n3,CC0\n", [(2, "part"), (4, "part")]),
        ("a.tsv", "id\tLicense Name\n1\tCC BY 2.0\n2\tcut off", [(2, "part")]),
        ("a.csv", "id,text\n1,license\n", []),
        ("a.csv", 'id,license\n1,"open', []),
        ("corpus.py", '# License: Apache-2.0\n_LICENSE = """\\\nCC BY 4.0"""\n', [(2, "data")]),
        ("corpus.py", '_LICENSE = ""\n_CITATION = "…"\n', []),
        ("empty.csv", "", []),
    ],
)
def test_what_the_head_of_a_file_says(name, text, said):
    assert [(s.line, s.scope) for s in said_in_head(name, text)] == said
