import pytest
from reading import places, read

from pipeline.corpora.readers.base import DamagedFileError
from pipeline.errors import BadInputError


@pytest.fixture
def write(tmp_path):
    def write(content, encoding="utf-8"):
        path = tmp_path / "rows.csv"
        path.write_bytes(content.encode(encoding))
        return path

    return write


def test_columns_by_name_with_mark_and_carriage_returns(write):
    path = write("번호,글\r\n1,첫째\r\n2,둘째\r\n", "utf-8-sig")
    documents, incidents = read(path, "delimited", id="번호", text="글")
    assert [(d.row, d.native_id, d.text) for d in documents] == [(2, "1", "첫째"), (3, "2", "둘째")]
    assert incidents == []


def test_columns_by_number_without_header(write):
    path = write("0\t가\n1\t나\n")
    documents, _ = read(path, "delimited", delimiter="\t", header=False, text=2, category=1)
    assert [(d.row, d.text, d.category) for d in documents] == [(1, "가", "0"), (2, "나", "1")]


def test_columns_by_number_with_header(write):
    ((document,), _) = read(write("a,b\n1,가\n"), "delimited", text=2)
    assert document.text == "가"


def test_quotes_hold_delimiters_line_ends_and_quotes(write):
    path = write('id,text\n1,"하나, 둘\n셋 ""넷"""\n2,끝\n')
    documents, _ = read(path, "delimited", id="id", text="text")
    assert [(d.row, d.text) for d in documents] == [(2, '하나, 둘\n셋 "넷"'), (4, "끝")]


def test_unquoted_files_take_quotes_for_characters(write):
    path = write('id\ttext\n1\t"열린 따옴표\n2\t그는 "예"라고\n')
    documents, _ = read(path, "delimited", delimiter="\t", quoted=False, text="text")
    assert [d.text for d in documents] == ['"열린 따옴표', '그는 "예"라고']


def test_rows_of_another_width_are_rejected_and_empty_lines_passed_over(write):
    path = write("id,text\n1,가,나\n\n2\n3,다\n")
    documents, incidents = read(path, "delimited", text="text")
    assert [d.text for d in documents] == ["다"]
    assert places(incidents) == [("delimited.columns", 2), ("delimited.columns", 4)]


def test_pairs_are_two_documents_of_a_group(write):
    path = write("genre\tid\ta\tb\nnews\t7\t왼쪽\t오른쪽\n")
    documents, _ = read(
        path, "delimited", delimiter="\t", quoted=False, id=["genre", "id"], text=["a", "b"], category="genre"
    )
    assert [(d.native_id, d.native_group) for d in documents] == [
        ("news/7#a", "news/7"),
        ("news/7#b", "news/7"),
    ]


def test_pairs_without_an_id_are_grouped_by_their_row(write):
    documents, _ = read(write("a,b\n왼쪽,오른쪽\n"), "delimited", text=["a", "b"])
    assert [(d.native_id, d.native_group) for d in documents] == [(None, "rows:2"), (None, "rows:2")]


def test_rows_one_after_another_form_groups(write):
    path = write("".join(f"글 {n}\n" for n in range(5)))
    documents, _ = read(path, "delimited", header=False, text=1, group_rows=2)
    assert [d.native_group for d in documents] == ["rows:1", "rows:1", "rows:2", "rows:2", "rows:3"]


@pytest.mark.parametrize("column", ["missing", 3, 0, "twice"])
def test_a_column_that_is_not_there_costs_the_file(write, column):
    with pytest.raises(BadInputError, match=r"rows\.csv:1: there is no column"):
        read(write("twice,twice\n1,2\n"), "delimited", text=column)


@pytest.mark.parametrize("content", ['id,text\n1,"가\n2,나\n', 'id,text\n1,"가"나\n'])
def test_quotes_that_do_not_match_cost_the_file(write, content):
    with pytest.raises(DamagedFileError, match=r"rows\.csv:2: the quotes"):
        read(write(content), "delimited", text="text")


def test_a_long_field_is_no_trouble(write):
    ((document,), _) = read(write(f"text\n{'가' * 200_000}\n"), "delimited", text="text")
    assert len(document.text) == 200_000


def test_an_empty_file_holds_nothing(write):
    assert read(write(""), "delimited", text="text") == ([], [])
