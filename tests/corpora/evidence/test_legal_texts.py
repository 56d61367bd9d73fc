import pytest

from pipeline.corpora.evidence import legal_texts as module
from pipeline.corpora.evidence.legal_texts import legal_texts
from tests.corpora.evidence import short_texts as short


@pytest.mark.parametrize(
    ("text", "licence"),
    [
        (short.MIT, "MIT"),
        (short.APACHE, "Apache-2.0"),
        (short.BSD_3, "BSD-3-Clause"),
        (short.GPL_3, "GPL-3.0-only"),
        (short.CC0, "CC0-1.0"),
        (short.BY_4, "CC-BY-4.0"),
        (short.BY_SA_4, "CC-BY-SA-4.0"),
        (short.BY_NC_4, "CC-BY-NC-4.0"),
        (short.BY_ND_4, "CC-BY-ND-4.0"),
        (short.BY_NC_SA_4, "CC-BY-NC-SA-4.0"),
        (short.BY_NC_ND_4, "CC-BY-NC-ND-4.0"),
    ],
)
def test_a_licence_is_known_by_its_text(text, licence):
    assert [legal.licence for legal in legal_texts(text)] == [licence]
    assert [legal.licence for legal in legal_texts(text.upper().replace("\n", "  \n> "))] == [licence]


def test_two_licences_in_one_file():
    both = legal_texts(short.MIT + "\n\n" + short.BY_NC_4)
    assert [legal.licence for legal in both] == ["MIT", "CC-BY-NC-4.0"]
    assert both[1].line > both[0].line


def test_a_changed_word_does_not_hide_a_licence_and_a_few_words_are_none():
    assert legal_texts(short.MIT.replace("associated", "accompanying"))[0].licence == "MIT"
    assert legal_texts("Permission is hereby granted to walk through the village.") == []


def test_real_texts(real_data):
    known = {
        "klue/License.md": "CC-BY-SA-4.0",
        "ud-ko-pud/LICENSE.txt": "CC-BY-SA-3.0",
        "kornli-xnli/upstream-XNLI-LICENSE": "CC-BY-NC-4.0",
        "songys-chatbot/LICENSE": "MIT",
    }
    for name, licence in known.items():
        found = legal_texts((real_data / name).read_text())
        assert [legal.licence for legal in found] == [licence], name


def test_phrases_are_long_enough_to_be_compared():
    for phrase in module._SOFTWARE:
        assert len(phrase.has.split()) >= module._GRAM
