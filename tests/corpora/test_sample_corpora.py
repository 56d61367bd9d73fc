"""What the sample corpora plant on purpose is found."""

from __future__ import annotations

import pytest

from pipeline.config import Overrides
from pipeline.context import open_context
from pipeline.corpora.ingest import ingest
from pipeline.corpora.prepare import prepare
from pipeline.model import Document, Placement
from pipeline.resources import shipped

NEAR_COPIES = [
    ("흰여울 등대", "흰여울곶 등대"),
    ("n-0024", "n-0025"),
    ("n-0037", "n-0038"),
    ("r-0045", "r-0063"),
    ("r-0050", "r-0058"),
    ("r-0082", "r-0100"),
]


@pytest.fixture(scope="module")
def clusters(tmp_path_factory):
    """The cluster of each document, by its own id and by its title."""
    context = open_context(
        shipped("sample_corpora") / "klue.yaml", Overrides(workspace=tmp_path_factory.mktemp("workspace"))
    )
    ingest(context, context.config.catalogue, context.config.corpora)
    prepare(context)
    cluster_of = {placement.member: placement.cluster for placement in context.read("placements", Placement)}
    return {
        name: cluster_of[document.doc_id]
        for document in context.read("documents", Document)
        if document.doc_id in cluster_of
        for name in (document.native_id, document.title)
    }


@pytest.mark.parametrize("pair", NEAR_COPIES, ids=" ".join)
def test_near_copies_share_a_cluster(clusters, pair):
    first, second = pair
    assert clusters[first] == clusters[second]


def test_other_texts_stay_apart(clusters):
    sizes = [list(clusters.values()).count(cluster) for cluster in set(clusters.values())]
    named_twice = 2 * 2
    assert max(sizes) <= named_twice
