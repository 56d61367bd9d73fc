"""What the page is about: the data set, the batch, the moment of the last answer, and who answered."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.report.formats import moment
from pipeline.report.material import Material


@dataclass(frozen=True, slots=True)
class Totals:
    """How much there is, from documents to items with a final answer."""

    documents: int
    items: int
    answers: int
    final: int


@dataclass(frozen=True, slots=True)
class Masthead:
    """The head of the page.

    ``batches`` are those that items were drawn for; ``as_of`` is the latest revision of an answer;
    ``simulated`` says that programs take the place of annotators, ``programs`` how many of the ``annotators``
    that were asked are programs.
    """

    title: str
    name: str
    version: str
    batch: str
    batches: tuple[str, ...]
    as_of: str | None
    annotators: int
    simulated: bool
    programs: int
    totals: Totals


def masthead(material: Material) -> Masthead:
    """Gather the head of the page."""
    config = material.context.config
    asked = {assignment.annotator for assignment in material.assignments}
    latest = max((annotation.revision for annotation in material.annotations), default=None)
    return Masthead(
        title=config.release.title,
        name=config.release.name,
        version=config.release.version,
        batch=config.batch,
        batches=tuple(sorted({item.batch for item in material.items})),
        as_of=None if latest is None else moment(latest),
        annotators=len(asked),
        simulated=bool(material.simulated),
        programs=len(asked & material.simulated),
        totals=Totals(
            documents=len(material.doc_ids),
            items=sum(item.round == "label" for item in material.items),
            answers=sum(annotation.value is not None for annotation in material.annotations),
            final=sum(consensus.status in ("accepted", "settled") for consensus in material.consensus),
        ),
    )
