"""Named entity recognition (KLUE-NER): three annotators mark spans, each span is voted on."""

from pipeline.tasks.base import Task
from pipeline.tasks.ner.candidates import sentences
from pipeline.tasks.ner.drawing import drawing
from pipeline.tasks.ner.interface import MarkEntities, SettleEntities
from pipeline.tasks.ner.quality import accuracy, consensus, measures
from pipeline.tasks.ner.row import NerRow, ner_row
from pipeline.tasks.ner.simulation import simulators

TASK = Task(
    name="ner",
    title="개체명 인식",
    english="Named entity recognition",
    label=MarkEntities(),
    adjudicate=SettleEntities(),
    candidates=sentences,
    measures=measures,
    consensus=consensus,
    drawing=drawing,
    row_type=NerRow,
    row=ner_row,
    accuracy=accuracy,
    simulators=simulators,
)
