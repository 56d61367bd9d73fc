import pytest

from pipeline.corpora.look.folder import list_files
from pipeline.errors import BadInputError


def test_what_describes_a_corpus_is_no_part_of_it(tmp_path):
    for name in (
        *("README", "README.ko.md", "LICENSE", "licence.txt", "NOTICE", "SOURCE.txt", "page.html", "load.py"),
        *("source.ko", "licensed-texts.txt", "readmes.jsonl", "data.md5"),
    ):
        (tmp_path / name).write_text("x")
    listing = list_files(tmp_path)
    assert [file.name for file in listing.files] == [
        "data.md5",
        "licensed-texts.txt",
        "readmes.jsonl",
        "source.ko",
    ]
    assert len(listing.companions) == 8


def test_a_file_that_is_named_is_read_whatever_it_is(tmp_path):
    (tmp_path / "README.md").write_text("x")
    assert [file.name for file in list_files(tmp_path / "README.md").files] == ["README.md"]
    with pytest.raises(BadInputError, match="no files to read"):
        list_files(tmp_path)
