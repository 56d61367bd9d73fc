"""Imports all of the pipeline and runs its first stages where there is no Prefect; prints the items drawn."""

from __future__ import annotations

import importlib
import pkgutil
import sys
from pathlib import Path


def main(config: Path, workspace: Path) -> None:
    sys.modules["prefect"] = None
    import pipeline
    from pipeline.config import Overrides
    from pipeline.context import open_context
    from pipeline.corpora.ingest import ingest
    from pipeline.corpora.prepare import prepare
    from pipeline.sampling.stage import sample

    for module in pkgutil.walk_packages(pipeline.__path__, "pipeline."):
        importlib.import_module(module.name)
    context = open_context(config, Overrides(workspace=workspace, workers=1))
    ingest(context, context.config.catalogue)
    prepare(context)
    print(sum(part.drawn for part in sample(context).drawn))  # noqa: T201


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
