import pytest
from reading import places, read

SENTENCE = "1\t하나\t하나\tNOUN\tNNG\t_\t0\troot\t_\t_\n"


def block(*comments):
    return "".join(f"# {comment}\n" for comment in comments) + SENTENCE + "\n"


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "trees.conllu"
    path.write_text(
        block("sent_id = s0", "text = 앞선 문장.")
        + block("newdoc id = d1", "sent_id = s1", "text = 첫 문장.")
        + block("sent_id = s2", "text = 둘째 = 문장.", "genre = story")
        + block("newpar", "sent_id = s3", "text = 새 문단.")
        + block("newdoc", "sent_id = s4", "text = 이름 없는 문서.")
        + block("sent_id = s5")
        + block("text = 번호 없는 문장.").rstrip("\n")
    )
    return path


def test_a_sentence_is_a_document(file):
    documents, incidents = read(file, "conllu")
    assert [(d.native_id, d.text) for d in documents] == [
        ("s0", "앞선 문장."),
        ("s1", "첫 문장."),
        ("s2", "둘째 = 문장."),
        ("s3", "새 문단."),
        ("s4", "이름 없는 문서."),
        (None, "번호 없는 문장."),
    ]
    assert documents[1].row == 5
    assert places(incidents) == [("conllu.no_text", 25)]


def test_newdoc_holds_sentences_together(file):
    documents, incidents = read(file, "conllu", unit="newdoc")
    assert [(d.native_id, d.text) for d in documents] == [
        ("s0", "앞선 문장."),
        ("d1", "첫 문장.\n둘째 = 문장.\n\n새 문단."),
        (None, "이름 없는 문서.\n번호 없는 문장."),
    ]
    assert places(incidents) == [("conllu.no_text", 25)]
