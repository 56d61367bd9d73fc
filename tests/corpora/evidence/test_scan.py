import os

import pytest

from pipeline.corpora.evidence import files
from pipeline.corpora.evidence.check import check_folder
from pipeline.corpora.evidence.files import describe, survey
from pipeline.corpora.evidence.scan import MOST_BYTES, scan
from pipeline.corpora.terms import shipped_terms
from pipeline.errors import UsageError

TERMS = shipped_terms()


@pytest.mark.parametrize(
    ("name", "source", "scope"),
    [
        ("LICENSE", "licence", "work"),
        ("License.md", "licence", "work"),
        ("LICENSE.CC-BY-4.0.txt", "licence", "work"),
        ("COPYING", "licence", "work"),
        ("라이선스.txt", "licence", "work"),
        ("이용약관.html", "licence", "work"),
        ("LICENSE-CODE", "licence", "code"),
        ("DATA_LICENSE.txt", "licence", "data"),
        ("XNLI-LICENSE", "licence", "upstream"),
        ("upstream-LICENSE.txt", "licence", "upstream"),
        ("spoken/LICENSE", "licence", "part"),
        ("scripts/LICENSE", "licence", "code"),
        ("original/LICENSE", "licence", "upstream"),
        ("README.ko.md", "readme", "work"),
        ("petitions.README.md", "readme", "work"),
        ("docs/about.html", "page", "work"),
        ("dataset_infos.json", "metadata", "work"),
        ("CITATION.cff", "metadata", "work"),
        ("img_opentype02.png", "picture", "work"),
        ("a.conllu", "header", "work"),
    ],
)
def test_files_are_told_by_their_names(tmp_path, name, source, scope):
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    path.write_text("x" * 300)
    found = describe(path, name)
    assert (found.source, found.scope) == (source, scope)


@pytest.mark.parametrize("name", ["SOURCE.txt", "news.txt", "license_plates.csv.py", "notes.docx", "a.bin"])
def test_texts_are_no_evidence(tmp_path, name):
    path = tmp_path / name
    path.write_text("x" * 300)
    assert describe(path, name) is None


def test_a_link_out_of_the_folder_is_not_followed(tmp_path):
    outside = tmp_path / "outside"
    outside.write_text("CC BY-NC 4.0")
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "LICENSE").symlink_to(outside)
    (folder / "COPYING").symlink_to(folder / "nowhere")
    (folder / "loop").symlink_to(folder)
    findings = scan(folder, TERMS)
    assert {(f.file, f.kind) for f in findings} == {("LICENSE", "unread"), ("COPYING", "unread")}


def test_a_link_inside_is_followed(tmp_path):
    (tmp_path / "terms-of-use.md").write_text("CC BY 4.0")
    (tmp_path / "LICENSE").symlink_to("terms-of-use.md")
    assert {(f.file, f.licence) for f in scan(tmp_path, TERMS)} == {
        ("LICENSE", "CC-BY-4.0"),
        ("terms-of-use.md", "CC-BY-4.0"),
    }


def test_a_huge_file_is_read_to_a_bound_and_that_is_said(tmp_path):
    (tmp_path / "README.md").write_text("CC BY 4.0\n\n" + "글 " * MOST_BYTES)
    kinds = {f.kind for f in scan(tmp_path, TERMS)}
    assert kinds == {"name", "unread"}


@pytest.mark.parametrize("content", [bytes(range(256)) * 8, b"\x00" * 5000, b"\xff\xfe\x00"])
def test_a_binary_licence_is_said_not_to_be_read(tmp_path, content):
    (tmp_path / "LICENSE").write_bytes(content)
    assert {f.kind for f in scan(tmp_path, TERMS)} <= {"unread", "silent"}
    assert check_folder(tmp_path).verdict.name == "quarantine"


def test_damaged_metadata_is_searched_as_text(tmp_path):
    (tmp_path / "dataset_infos.json").write_text('{"a": {\n "license": "CC BY-NC 4.0",\n')
    (found,) = scan(tmp_path, TERMS)
    assert (found.licence, found.line) == ("CC-BY-NC-4.0", 2)


def test_only_so_many_pages_are_read(tmp_path):
    for number in range(files.MOST_PAGES + 5):
        (tmp_path / f"{number:03}.html").write_text("<p>글</p>")
    surveyed = survey(tmp_path)
    assert (len(surveyed.files), surveyed.unread_pages) == (files.MOST_PAGES, 5)
    assert any("5 pages" in f.text for f in scan(tmp_path, TERMS))


def test_a_folder_that_cannot_be_listed_and_a_file_that_cannot_be_read(tmp_path):
    (tmp_path / "LICENSE").mkfifo() if hasattr(tmp_path, "mkfifo") else os.mkfifo(tmp_path / "LICENSE")
    assert scan(tmp_path, TERMS) == []


def test_no_folder(tmp_path):
    with pytest.raises(UsageError, match="no such folder"):
        check_folder(tmp_path / "nothing")


def test_findings_quote_and_place_their_words(tmp_path):
    (tmp_path / "README.md").write_text("# 말뭉치\n\n## License\n\nThe data are under\nCC BY-NC 4.0.\n")
    (found,) = [f for f in scan(tmp_path, TERMS) if f.licence]
    assert (found.where, found.scope, found.kind) == ("README.md:6", "data", "name")
    assert found.text == "The data are under CC BY-NC 4.0."
