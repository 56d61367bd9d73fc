"""A small contract with everything in it, and copies of it in which something is changed."""

from __future__ import annotations

CONTRACT = """\
apiVersion: v3.1.0
kind: DataContract
id: klue-things
name: things
version: 1.2.0
status: active
description:
  purpose: Things.
schema:
  - name: things
    logicalType: object
    physicalType: parquet
    quality:
      - type: custom
        engine: greatExpectations
        implementation:
          type: expect_compound_columns_to_be_unique
          kwargs: {column_list: [key, count]}
    properties:
      - name: key
        logicalType: string
        physicalType: string
        required: true
        unique: true
        description: The key.
      - name: count
        logicalType: integer
        physicalType: int32
        quality:
          - type: custom
            engine: greatExpectations
            name: not_negative
            severity: warning
            implementation:
              type: expect_column_values_to_be_between
              kwargs: {min_value: 0}
      - name: kind
        logicalType: string
        physicalType: string
        enum: [{value: big}, {value: small}]
      - name: tags
        logicalType: array
        required: true
        items:
          logicalType: string
          physicalType: string
          required: true
      - name: part
        logicalType: object
        properties:
          - name: score
            logicalType: number
            physicalType: float64
            required: true
customProperties:
  - property: gates
    value:
      - kind: agreement
        measure: alpha_nominal
        floor: 0.667
        green: 0.8
        min_groups: 30
        reason: Krippendorff's floor for tentative conclusions.
      - kind: rows
        min_per_split: 2
      - kind: no_leak
      - kind: closed
"""


def write(folder, text=CONTRACT):
    path = folder / "things.odcs.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def write_changed(folder, old, new):
    """Replace what occurs once; the second result is the line where the change begins."""
    assert CONTRACT.count(old) == 1, old
    before, after = CONTRACT.split(old)
    return write(folder, before + new + after), before.count("\n") + 1
