"""Machine reading comprehension (KLUE-MRC): one writes a question about a passage, two others answer it."""

from pipeline.tasks.base import Task
from pipeline.tasks.mrc.candidates import passages
from pipeline.tasks.mrc.drawing import drawing
from pipeline.tasks.mrc.interface import AnswerQuestion, SettleQuestion, WriteQuestion, written
from pipeline.tasks.mrc.quality import accuracy, alphas, consensus, measures
from pipeline.tasks.mrc.row import MrcRow, mrc_row
from pipeline.tasks.mrc.simulation import simulators

TASK = Task(
    name="mrc",
    title="기계 독해",
    english="Machine reading comprehension",
    write=WriteQuestion(),
    label=AnswerQuestion(),
    adjudicate=SettleQuestion(),
    candidates=passages,
    whole_groups=True,
    written=written,
    measures=measures,
    alphas=alphas,
    consensus=consensus,
    drawing=drawing,
    row_type=MrcRow,
    row=mrc_row,
    accuracy=accuracy,
    simulators=simulators,
)
