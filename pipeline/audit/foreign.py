"""Records as tables and JSON lines hold them, brought to the keys of KLUE's files.

Besides KLUE's own keys those are read that the ``datasets`` library gives KLUE's records: labels as numbers,
answers as two lists, plausible answers among the answers, and sentences as tokens with the number of a tag.
"""

from __future__ import annotations

import ast
import json
from collections.abc import Callable, Collection, Mapping

from pipeline.audit.label_numbers import named
from pipeline.klue_format.ner import entities_of
from pipeline.tasks.mrc.values import PARAPHRASE, UNANSWERABLE

Raw = dict[str, object]

SIGNS: Mapping[str, frozenset[str]] = {
    "sts": frozenset({"sentence1", "sentence2", "labels"}),
    "nli": frozenset({"premise", "hypothesis"}),
    "ner": frozenset({"tokens", "ner_tags"}),
    "re": frozenset({"subject_entity", "object_entity"}),
    "dp": frozenset({"word_form", "deprel"}),
    "mrc": frozenset({"context", "question"}),
    "tod": frozenset({"domains", "dialogue"}),
    "tc": frozenset({"title", "label"}),
}
"""By task, columns by which its records are known; the first task whose all are there is meant."""

_RENAMED = {"nli": {"genre": "source", "label": "gold_label"}, "mrc": {"id": "guid"}}


def task_of(columns: Collection[str]) -> str | None:
    """Tell the task from the columns."""
    names = set(columns)
    return next((task for task, signs in SIGNS.items() if signs <= names), None)


def adapt(task: str, record: Raw) -> Raw:
    """Give a record KLUE's keys and names of labels; what is not understood stays as it is."""
    renamed = _RENAMED.get(task, {})
    adapted = {
        new if (new := renamed.get(key, key)) == key or new not in record else key: value
        for key, value in record.items()
    }
    if change := _CHANGES.get(task):
        change(adapted)
    return adapted


def unfold(cell: str) -> object:
    """Read a cell of a CSV file that holds an object or a list, as JSON or as Python writes it.

    >>> unfold("{'word': '정선', 'start_idx': 3}"), unfold("[1, 2]"), unfold("[단독] 새 소식")
    ({'word': '정선', 'start_idx': 3}, [1, 2], '[단독] 새 소식')
    """
    if cell[:1] not in "{[":
        return cell
    for read in (json.loads, ast.literal_eval):
        try:
            value = read(cell)
        except (ValueError, SyntaxError, MemoryError, RecursionError):
            continue
        if isinstance(value, dict | list):
            return value
    return cell


def _name(task: str, key: str) -> Callable[[Raw], None]:
    def change(record: Raw) -> None:
        if key in record:
            record[key] = named(task, record[key])

    return change


def _change_ner(record: Raw) -> None:
    """Make sentence, tags and entities of tokens; what ``sentence`` held is the markup."""
    tokens, tags = record.pop("tokens", None), record.pop("ner_tags", None)
    if not isinstance(tokens, list) or not isinstance(tags, list) or not all(map(_is_character, tokens)):
        return
    sentence = "".join(tokens)
    names = [named("ner", tag) for tag in tags]
    record["inline"] = record.get("sentence")
    record["sentence"], record["tags"] = sentence, names
    if all(isinstance(name, str) for name in names):
        record["entities"] = [
            {"start": each.start, "end": each.end, "type": each.type, "surface": each.surface}
            for each in entities_of(sentence, [str(name) for name in names])
        ]


def _is_character(token: object) -> bool:
    return isinstance(token, str) and len(token) == 1


def _change_mrc(record: Raw) -> None:
    """Make answers one list of objects, and of those of an impossible question plausible ones."""
    for key in ("answers", "plausible_answers"):
        answers = record.get(key)
        if isinstance(answers, dict) and {"text", "answer_start"} <= answers.keys():
            pairs = zip(answers["text"], answers["answer_start"], strict=False)
            record[key] = [{"text": text, "answer_start": start} for text, start in pairs]
    for key, values in _SPELT.items():
        if key in record:
            record[key] = values.get(str(record[key]), record[key])
    impossible = bool(record.get("is_impossible"))
    record.setdefault("question_type", UNANSWERABLE if impossible else PARAPHRASE)
    if impossible and "plausible_answers" not in record:
        record["plausible_answers"], record["answers"] = record.get("answers", []), []


_SPELT: Mapping[str, Mapping[str, object]] = {
    "is_impossible": {"True": True, "true": True, "False": False, "false": False},
    "question_type": {"1": 1, "2": 2, "3": 3},
}
"""What CSV files write for values that are no text."""


def _change_tod(record: Raw) -> None:
    """Give turns without a state an empty one."""
    turns = record.get("dialogue")
    for turn in turns if isinstance(turns, list) else ():
        if isinstance(turn, dict) and turn.get("state") is None:
            turn["state"] = []


_CHANGES: Mapping[str, Callable[[Raw], None]] = {
    "tc": _name("tc", "label"),
    "nli": _name("nli", "gold_label"),
    "re": _name("re", "label"),
    "ner": _change_ner,
    "mrc": _change_mrc,
    "tod": _change_tod,
}
