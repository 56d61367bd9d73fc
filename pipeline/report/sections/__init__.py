"""The sections of the page, in their order; a new one is a module, a template and a line here."""

from pipeline.report.sections import (
    agreement,
    annotators,
    disagreement,
    guide,
    labels,
    progress,
    releases,
    rules,
    sampling,
    sources,
    today,
)
from pipeline.report.sections.base import Section

SECTIONS: tuple[Section, ...] = (
    today.SECTION,
    progress.SECTION,
    agreement.SECTION,
    labels.SECTION,
    annotators.SECTION,
    disagreement.SECTION,
    guide.SECTION,
    sampling.SECTION,
    sources.SECTION,
    rules.SECTION,
    releases.SECTION,
)
