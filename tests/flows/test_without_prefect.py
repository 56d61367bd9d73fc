"""Prefect orchestrates and shows; the pipeline itself does without it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from pipeline.resources import shipped

PROGRAM = Path(__file__).with_name("without_prefect.py")


def test_the_pipeline_runs_where_there_is_no_prefect(tmp_path):
    config = shipped("sample_corpora") / "klue.yaml"
    ran = subprocess.run([sys.executable, PROGRAM, config, tmp_path], capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
    assert int(ran.stdout) > 0
    assert {path.name for path in tmp_path.iterdir()} == {"ingest", "prepare", "sample"}
