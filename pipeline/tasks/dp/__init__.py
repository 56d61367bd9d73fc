"""Dependency parsing (KLUE-DP): two analyse a sentence; a third settles the eojeols on which they differ."""

from pipeline.tasks.base import Task
from pipeline.tasks.dp.adjudication import SettleSentence
from pipeline.tasks.dp.candidates import sentences
from pipeline.tasks.dp.drawing import drawing
from pipeline.tasks.dp.interface import LabelSentence
from pipeline.tasks.dp.quality import accuracy, alphas, consensus, measures
from pipeline.tasks.dp.row import DpRow, dp_row
from pipeline.tasks.dp.simulation import simulators

TASK = Task(
    name="dp",
    title="의존 구문 분석",
    english="Dependency parsing",
    label=LabelSentence(),
    adjudicate=SettleSentence(),
    candidates=sentences,
    measures=measures,
    alphas=alphas,
    consensus=consensus,
    drawing=drawing,
    row_type=DpRow,
    row=dp_row,
    accuracy=accuracy,
    simulators=simulators,
)
