"""Task-oriented dialogue (KLUE-DST): one writes a dialogue, two others mark what each turn changes."""

from pipeline.tasks.base import Task
from pipeline.tasks.tod.adjudication import SettleDialogue
from pipeline.tasks.tod.candidates import goals
from pipeline.tasks.tod.drawing import drawing
from pipeline.tasks.tod.interface import LabelDialogue
from pipeline.tasks.tod.quality import accuracy, consensus, measures
from pipeline.tasks.tod.row import TodRow, tod_row
from pipeline.tasks.tod.simulation import simulators
from pipeline.tasks.tod.writing import WriteDialogue, written

TASK = Task(
    name="tod",
    title="목적 대화",
    english="Task-oriented dialogue",
    write=WriteDialogue(),
    label=LabelDialogue(),
    adjudicate=SettleDialogue(),
    candidates=goals,
    written=written,
    measures=measures,
    consensus=consensus,
    drawing=drawing,
    row_type=TodRow,
    row=tod_row,
    accuracy=accuracy,
    simulators=simulators,
)
