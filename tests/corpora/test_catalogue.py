import pytest

from pipeline.corpora.catalogue import load_catalogue
from pipeline.corpora.readers import plain
from pipeline.errors import BadInputError, UsageError
from pipeline.resources import shipped

SOURCE = """
  - id: {id}
    title: 보기
    homepage: https://a.example
    genre: news
    format: plain
    files: [{files}]
    licence: CC0-1.0
"""


@pytest.fixture
def folder(tmp_path):
    for name in ("a/2.txt", "a/1.txt", "a/b/3.txt", "c.txt"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    return tmp_path


def write(folder, *sources, name="sources.yaml", extra=""):
    path = folder / name
    path.write_text("sources:" + "".join(sources) + extra)
    return path


def test_a_source_with_its_files_in_order(folder):
    (source,) = load_catalogue(write(folder, SOURCE.format(id="a-1", files='"a/**/*.txt", "a/*.txt"')))
    assert source.id == "a-1"
    assert [file.name for file in source.files] == ["a/1.txt", "a/2.txt", "a/b/3.txt"]
    assert source.options == plain.Options()
    assert source.credit == "보기, https://a.example"


def test_files_are_counted_from_a_root(folder, tmp_path_factory):
    catalogue = write(tmp_path_factory.mktemp("elsewhere"), SOURCE.format(id="a", files="c.txt"))
    (source,) = load_catalogue(catalogue, folder)
    assert source.files[0].path == folder / "c.txt"
    with pytest.raises(BadInputError, match="no file matches"):
        load_catalogue(catalogue)


def test_a_folder_is_one_catalogue_in_the_order_of_ids(folder):
    (folder / "catalogue").mkdir()
    write(folder / "catalogue", SOURCE.format(id="b", files="c.txt"), name="1.yaml")
    write(folder / "catalogue", SOURCE.format(id="a", files="c.txt"), name="2.yaml")
    (folder / "catalogue" / "README.md").write_text("not a description")
    assert [source.id for source in load_catalogue(folder / "catalogue", folder)] == ["a", "b"]


@pytest.mark.parametrize(
    ("source", "line", "problem"),
    [
        (SOURCE.format(id="a", files="c.txt") + "    colour: red\n", 9, "Extra inputs"),
        (SOURCE.format(id="A_1", files="c.txt"), 2, "should match pattern"),
        (SOURCE.format(id="a", files="'*.xml'"), 7, "no file matches"),
        (SOURCE.format(id="a", files="../c.txt"), 7, "leaves the folder"),
        (SOURCE.format(id="a", files="/etc/passwd"), 7, "leaves the folder"),
        (SOURCE.format(id="a", files=""), 7, "at least 1"),
        (SOURCE.format(id="a", files="c.txt").replace("plain", "pdf"), 6, "none of the formats"),
        (SOURCE.format(id="a", files="c.txt").replace("genre: news", "genre: rumour"), 5, "Input should be"),
        (
            SOURCE.format(id="a", files="c.txt") + "    options:\n      unit: page\n",
            10,
            "'document', 'paragraph'",
        ),
        (SOURCE.format(id="a", files="c.txt") + "    options:\n      units: line\n", 10, "Extra inputs"),
        (SOURCE.format(id="a", files="c.txt") + "    evidence: [{file: LICENSE}]\n", 9, "no file matches"),
        (SOURCE.format(id="a", files="c.txt") * 2, 10, "a is taken"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(folder, source, line, problem):
    with pytest.raises(BadInputError, match=problem) as raised:
        load_catalogue(write(folder, source))
    assert f"sources.yaml:{line}: " in raised.value.what


def test_an_id_is_taken_across_files(folder):
    (folder / "catalogue").mkdir()
    for name in ("1.yaml", "2.yaml"):
        write(folder / "catalogue", SOURCE.format(id="a", files="c.txt"), name=name)
    with pytest.raises(BadInputError, match=r"2\.yaml:2: .*1\.yaml:2 describes it"):
        load_catalogue(folder / "catalogue", folder)


def test_there_must_be_something(tmp_path):
    with pytest.raises(UsageError, match="there is no catalogue"):
        load_catalogue(tmp_path / "gone")
    with pytest.raises(UsageError, match="the catalogue is empty"):
        load_catalogue(tmp_path)


def test_the_sample_corpora_are_described():
    sources = load_catalogue(shipped("sample_corpora") / "sources.yaml")
    assert [source.id.removeprefix("sample-") for source in sources] == [
        "essays",
        "forum",
        "news",
        "reviews",
        "speech",
        "treebank",
        "wiki",
    ]
