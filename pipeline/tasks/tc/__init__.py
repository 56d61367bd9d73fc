"""Topic classification (KLUE-TC): three annotators rank the topics of a headline; the first ranks decide."""

from pipeline.tasks.base import Task
from pipeline.tasks.tc.candidates import headlines
from pipeline.tasks.tc.drawing import drawing
from pipeline.tasks.tc.interface import LabelHeadline, SettleHeadline
from pipeline.tasks.tc.quality import accuracy, alphas, consensus, measures, posterior_consensus, unfit
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
    by_posterior=posterior_consensus,
    drawing=drawing,
    unfit=unfit,
    row_type=TcRow,
    row=tc_row,
    accuracy=accuracy,
    simulators=simulators,
)
