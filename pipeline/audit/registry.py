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
    morphology,
    ner,
    normal_forms,
    privacy,
    ratings,
    reading_comprehension,
    relations,
    spacing,
    trees,
    versions,
    votes,
)

FAMILIES = (
    normal_forms.FAMILY,
    characters.FAMILY,
    markup.FAMILY,
    spacing.FAMILY,
    privacy.FAMILY,
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
