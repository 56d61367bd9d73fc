"""Semantic textual similarity (KLUE-STS): seven annotators score a pair of sentences; the mean counts."""

from pipeline.tasks.base import Task
from pipeline.tasks.sts.candidates import sentence_pairs
from pipeline.tasks.sts.drawing import drawing
from pipeline.tasks.sts.interface import LabelPair, SettlePair
from pipeline.tasks.sts.quality import accuracy, alphas, consensus, measures, weighted_consensus
from pipeline.tasks.sts.row import StsRow, sts_row
from pipeline.tasks.sts.simulation import simulators

TASK = Task(
    name="sts",
    title="문장 유사도",
    english="Semantic textual similarity",
    label=LabelPair(),
    adjudicate=SettlePair(),
    candidates=sentence_pairs,
    measures=measures,
    alphas=alphas,
    consensus=consensus,
    by_weight=weighted_consensus,
    drawing=drawing,
    row_type=StsRow,
    row=sts_row,
    accuracy=accuracy,
    simulators=simulators,
)
