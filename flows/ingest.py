"""The ingest flow: a task run for every file."""

from __future__ import annotations

from prefect import flow

from flows.runtime import Stage, show_table
from pipeline.corpora.ingest import IngestReport, ingest


@flow(name="ingest")
def ingest_flow(stage: Stage) -> IngestReport:
    """Read the accepted sources into documents."""
    context = stage.open()
    report = ingest(context, context.config.catalogue, context.config.corpora)
    show_table(
        "sources",
        "What the licence gate says of each source, and its documents.",
        [
            {
                "source": row.source_id,
                "licence": row.licence,
                "verdict": row.verdict,
                "documents": row.documents,
                "rejected": row.rejected,
            }
            for row in report.sources
        ],
    )
    return report
