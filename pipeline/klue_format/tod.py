"""Task-oriented dialogue: ``wos-v1.1_dev.json``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.klue_format.base import KlueFile, KlueFormat, no_sources, none_given
from pipeline.klue_format.files import Source
from pipeline.klue_format.json_rows import encode_all, read_array
from pipeline.klue_format.layout import KLUES, Layout
from pipeline.klue_format.problems import Problems
from pipeline.klue_format.records import Codec, MismatchError, Notes
from pipeline.tasks.tod.row import TodRow, Utterance
from pipeline.yamlfile import Json

USER = "user"


@dataclass(frozen=True, slots=True)
class TodFrame:
    """Layout of the file, and whether turns of the system have a state as well, an empty one."""

    layout: Layout = KLUES
    system_states: bool = False


@dataclass(frozen=True, slots=True)
class _Turn:
    role: str
    text: str
    state: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class _Dialogue:
    guid: str
    domains: tuple[str, ...]
    dialogue: tuple[_Turn, ...]


_CODEC = Codec(_Dialogue, blanks={"guid": ""})


def parse(source: Source, problems: Problems) -> KlueFile[TodRow, TodFrame]:
    """Read a file; only turns of the system may be without a state."""
    found = read_array(source, problems, _decode)
    with_states = any(turn.role != USER and turn.state == () for each in found for turn in each.dialogue)
    rows = tuple(
        TodRow(
            each.guid,
            each.domains,
            tuple(Utterance(turn.role, turn.text, turn.state or ()) for turn in each.dialogue),
        )
        for each in found
    )
    return KlueFile(rows, TodFrame(Layout.of(source.text), with_states), source.newline)


def render(rows: Sequence[TodRow], frame: TodFrame) -> str:
    """Write a file."""

    def encode(row: TodRow) -> Json:
        turns = tuple(
            _Turn(
                turn.role,
                turn.text,
                turn.state if turn.state or turn.role == USER or frame.system_states else None,
            )
            for turn in row.dialogue
        )
        return dict(_CODEC.encode(_Dialogue(row.guid, row.domains, turns)))

    return frame.layout.dump(encode_all(rows, encode))


def _decode(value: Json, notes: Notes) -> _Dialogue:
    found = _CODEC.decode(value, notes)
    for index, turn in enumerate(found.dialogue):
        if turn.role == USER and turn.state is None:
            problem = MismatchError("the user's turn has no key 'state'", ("dialogue", index))
            if notes is None:
                raise problem
            notes.append(problem)
    return found


FORMAT = KlueFormat(
    task="tod",
    row_type=TodRow,
    signs=frozenset({"domains", "dialogue"}),
    frame=TodFrame(),
    parse=parse,
    render=render,
    sources=no_sources,
    given=none_given,
    codec=Codec(TodRow, blanks={"guid": "", "state": ()}),
)
