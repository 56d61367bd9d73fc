import pytest

from pipeline.corpora.evidence.conditions import denies_commerce, is_condition
from pipeline.corpora.evidence.statements import statements


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("CC BY 4.0. No commercial use.", True),
        ("- CC BY 4.0\n- No commercial use.", True),
        ("CC BY 4.0.\n\nHowever, no commercial use.", True),
        ("CC BY 4.0.\n\n다만 영리 목적의 이용은 금지합니다.", True),
        ("# License\n\nCC BY 4.0.\n\nNo commercial use.", True),
        ("CC BY 4.0.\n\nNo commercial use.", False),
        ("CC BY 4.0.\n\n# Notes\n\nHowever, no commercial use.", False),
    ],
)
def test_a_rider_beside_the_grant_is_a_condition(text, condition):
    *_, rider = cut = list(statements(text))
    (grant,) = [s for s in cut if "CC BY" in s.text]
    assert is_condition(rider, grant) is condition
    assert not is_condition(rider, None)


@pytest.mark.parametrize(
    ("question", "answer", "denied"),
    [
        ("Can I use it commercially?", "No.", True),
        ("상업적 이용이 가능한가요?", "A. 아니요, 불가합니다.", True),
        ("Can I use it commercially?", "Yes, you can.", False),
        ("Can I use it commercially?", "No restrictions.", False),
        ("Is it large?", "No.", False),
        ("비영리 단체입니까?", "아니요.", False),
    ],
)
def test_no_is_an_answer(question, answer, denied):
    (asked,), (answered,) = list(statements(question)), list(statements(answer))[-1:]
    assert denies_commerce(asked, answered) is denied
