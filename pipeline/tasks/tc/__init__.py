"""Topic classification (KLUE-TC): three annotators rank the topics of a headline; the first ranks decide."""

from pipeline.tasks.base import Task
from pipeline.tasks.tc.candidates import headlines
from pipeline.tasks.tc.interface import LabelHeadline, SettleHeadline
from pipeline.tasks.tc.quality import accuracy, alphas, consensus, measures, unfit
from pipeline.tasks.tc.row import TcRow, tc_row
from pipeline.tasks.tc.simulation import simulators

TASK = Task(
    name="tc",
    title="주제 분류",
    english="Topic classification",
    label=LabelHeadline(),
    adjudicate=SettleHeadline(),
    candidates=headlines,
    measures=measures,
    alphas=alphas,
    consensus=consensus,
    unfit=unfit,
    row_type=TcRow,
    row=tc_row,
    accuracy=accuracy,
    simulators=simulators,
)
