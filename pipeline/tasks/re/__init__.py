"""Relation extraction (KLUE-RE): three annotators name the relation of two marked mentions of a sentence."""

from pipeline.tasks.base import Task
from pipeline.tasks.re.candidates import pairs
from pipeline.tasks.re.drawing import drawing
from pipeline.tasks.re.interface import LabelRelation, SettleRelation
from pipeline.tasks.re.quality import accuracy, alphas, consensus, measures, posterior_consensus
from pipeline.tasks.re.row import ReRow, re_row
from pipeline.tasks.re.simulation import simulators

TASK = Task(
    name="re",
    title="관계 추출",
    english="Relation extraction",
    label=LabelRelation(),
    adjudicate=SettleRelation(),
    candidates=pairs,
    measures=measures,
    alphas=alphas,
    consensus=consensus,
    by_posterior=posterior_consensus,
    drawing=drawing,
    row_type=ReRow,
    row=re_row,
    accuracy=accuracy,
    simulators=simulators,
)
