"""Where the texts come from, on what terms, and what was done to them before anybody saw them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from pipeline.corpora.licences import Decision, allows_release, combine
from pipeline.corpora.sources import SourceRow
from pipeline.report.charts import Part, stack
from pipeline.report.material import Material
from pipeline.report.phrases import Phrase
from pipeline.report.sections.base import Section
from pipeline.report.sections.today import IncidentCount, count_incidents

_READ = ("accept", "accept-with-warning")
_DUPLICATE = "exact_duplicate"


@dataclass(frozen=True, slots=True)
class LicenceLine:
    """A licence that items carry, and whether they may go out under the release's."""

    licence: str
    items: int
    decision: Decision


@dataclass(frozen=True, slots=True)
class FlagBar:
    """Sentences with a flag."""

    flag: str
    count: int
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Texts:
    """What was found in the texts; ``near_duplicates`` are the documents in ``clusters`` of several."""

    documents: int
    sentences: int
    duplicates: int
    clusters: int
    near_duplicates: int
    flags: tuple[FlagBar, ...]


@dataclass(frozen=True, slots=True)
class Sources:
    """Sources that were read and those that were not, the items' licences, and the texts' state."""

    read: tuple[SourceRow, ...]
    unread: tuple[SourceRow, ...]
    release_licence: str
    licences: tuple[LicenceLine, ...]
    texts: Texts
    incidents: tuple[IncidentCount, ...]


def build(material: Material) -> Sources | None:
    """Gather what is known; None before an ingest."""
    if not material.context.workspace.has("documents"):
        return None
    release = material.context.config.release.licence
    items = Counter(item.licence for item in material.items if item.round == "label")
    return Sources(
        read=tuple(source for source in material.sources if source.verdict in _READ),
        unread=tuple(source for source in material.sources if source.verdict not in _READ),
        release_licence=release,
        licences=tuple(
            LicenceLine(licence, count, allows_release(combine([licence]), release))
            for licence, count in items.most_common()
        ),
        texts=_texts(material),
        incidents=tuple(count_incidents(material.text_incidents)),
    )


def _texts(material: Material) -> Texts:
    there = set(material.doc_ids.values())
    sizes = Counter(cluster for member, cluster in material.clusters.items() if member in there)
    several = [size for size in sizes.values() if size > 1]
    flags = Counter(flag for own in material.flags for flag in own).most_common()
    most = max((count for _, count in flags), default=0)
    return Texts(
        documents=len(there),
        sentences=len(material.flags),
        duplicates=sum(incident.check == _DUPLICATE for incident in material.text_incidents),
        clusters=len(several),
        near_duplicates=sum(several),
        flags=tuple(
            FlagBar(flag, count, stack([("done", Phrase.same(flag), count)], most)) for flag, count in flags
        ),
    )


SECTION = Section("sources", Phrase("출처와 라이선스", "Sources and licences"), build)
