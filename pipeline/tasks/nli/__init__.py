"""Natural language inference (KLUE-NLI): one writes a hypothesis per relation, four others judge each."""

from pipeline.tasks.base import Task
from pipeline.tasks.nli.candidates import premises
from pipeline.tasks.nli.drawing import drawing
from pipeline.tasks.nli.interface import LabelPair, SettlePair, WriteHypotheses, written
from pipeline.tasks.nli.quality import accuracy, alphas, consensus, measures, posterior_consensus
from pipeline.tasks.nli.row import NliRow, nli_row
from pipeline.tasks.nli.simulation import simulators

TASK = Task(
    name="nli",
    title="자연어 추론",
    english="Natural language inference",
    write=WriteHypotheses(),
    label=LabelPair(),
    adjudicate=SettlePair(),
    candidates=premises,
    written=written,
    measures=measures,
    alphas=alphas,
    consensus=consensus,
    by_posterior=posterior_consensus,
    drawing=drawing,
    author_votes=True,
    row_type=NliRow,
    row=nli_row,
    accuracy=accuracy,
    simulators=simulators,
)
