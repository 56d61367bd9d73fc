from __future__ import annotations

import doctest
import importlib

import pytest
from audit_data import data_file
from hypothesis import given, settings
from hypothesis import strategies as st
from klue_format.klue_rows import ROWS

from pipeline.audit.page import render
from pipeline.audit.run import audit


@pytest.mark.parametrize("name", ["odd_characters", "keys", "reading", "checks.morphology"])
def test_examples(name: str):
    assert doctest.testmod(importlib.import_module(f"pipeline.audit.{name}")).failed == 0


@pytest.mark.parametrize("task", ROWS)
@settings(max_examples=40)
@given(drawn=st.data())
def test_no_record_stops_an_audit(task: str, drawn: st.DataObject):
    rows = drawn.draw(st.lists(ROWS[task], max_size=3))
    train = data_file(task, *rows, path="train.json", split="train", reference=drawn.draw(st.booleans()))
    report = audit([data_file(task, *rows, *rows), train])
    assert render(report).startswith("<!doctype html>")
    assert all(incident.message for incident in report.incidents)
