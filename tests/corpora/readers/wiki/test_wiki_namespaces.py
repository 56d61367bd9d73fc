import pytest

from pipeline.corpora.readers.wiki.namespaces import kind


@pytest.mark.parametrize(
    ("title", "meant"),
    [
        ("정선군", "article"),
        ("인셉션: 꿈", "article"),
        ("TV토론: 밤", "article"),
        ("파일:A.jpg", "file"),
        ("그림: A.jpg", "file"),
        ("Image:A.jpg", "file"),
        ("분류:가", "category"),
        ("ja:ベルリン", "language"),
        ("zh-min-nan:Berlin", "language"),
        ("틀:가", "elsewhere"),
        ("사용자토론:가", "elsewhere"),
        ("파일토론:가", "elsewhere"),
        ("User talk:가", "elsewhere"),
        ("백:저작권", "elsewhere"),
        ("wikt:가", "elsewhere"),
        ("작업실:가", "elsewhere"),
    ],
)
def test_what_a_title_points_to(title, meant):
    assert kind(title, frozenset({"작업실"})) == meant
