"""All checks, by family."""

from __future__ import annotations

from pipeline.audit.check import Check
from pipeline.audit.checks import (
    characters,
    contract,
    dialogues,
    duplicates,
    label_errors,
    markup,
    mojibake,
    morphology,
    ner,
    normal_forms,
    offence,
    privacy,
    ratings,
    reading_comprehension,
    relations,
    shape,
    spacing,
    trees,
    versions,
    votes,
)

FAMILIES = (
    shape.FAMILY,
    normal_forms.FAMILY,
    characters.FAMILY,
    mojibake.FAMILY,
    markup.FAMILY,
    spacing.FAMILY,
    privacy.FAMILY,
    offence.FAMILY,
    duplicates.FAMILY,
    versions.FAMILY,
    votes.FAMILY,
    ratings.FAMILY,
    label_errors.FAMILY,
    ner.FAMILY,
    relations.FAMILY,
    trees.FAMILY,
    morphology.FAMILY,
    reading_comprehension.FAMILY,
    dialogues.FAMILY,
    contract.FAMILY,
)

CHECKS: dict[str, Check] = {check.id: check for family in FAMILIES for check in family.checks}
"""By id, in the order of the families."""
