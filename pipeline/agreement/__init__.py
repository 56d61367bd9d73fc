"""How far annotators agree: arrays in, :class:`~pipeline.model.Agreement` out; no task is known here.

Every measure comes with a 95% bootstrap interval that resamples groups of items, never parts of an item,
and is conditional on these annotators. An undefined one says why.
"""

from pipeline.agreement.alpha import alpha, alpha_with
from pipeline.agreement.annotators import (
    leave_one_annotator_out,
    one_against_the_rest,
    per_unit_disagreement,
)
from pipeline.agreement.bootstrap import Coverage
from pipeline.agreement.characters import character_alpha
from pipeline.agreement.cohen import cohen_kappa
from pipeline.agreement.distances import SetDistance, jaccard, masi, one_minus_f1
from pipeline.agreement.fleiss import fleiss_kappa, raw_agreement
from pipeline.agreement.metrics import Scale
from pipeline.agreement.ratings import Ratings, first_answers
from pipeline.agreement.ratio import ratio_of_sums
from pipeline.agreement.readings import Reading, Span
from pipeline.agreement.reference import krippendorff_alpha
from pipeline.agreement.span_permutation import SpanAnswer, span_alpha_permuted
from pipeline.agreement.spans import exact_span_f1, overlap_span_f1
from pipeline.agreement.text_match import character_f1, exact_match, normalise_answer
from pipeline.agreement.unitizing import unitizing_alpha

__all__ = [
    "Coverage",
    "Ratings",
    "Reading",
    "Scale",
    "SetDistance",
    "Span",
    "SpanAnswer",
    "alpha",
    "alpha_with",
    "character_alpha",
    "character_f1",
    "cohen_kappa",
    "exact_match",
    "exact_span_f1",
    "first_answers",
    "fleiss_kappa",
    "jaccard",
    "krippendorff_alpha",
    "leave_one_annotator_out",
    "masi",
    "normalise_answer",
    "one_against_the_rest",
    "one_minus_f1",
    "overlap_span_f1",
    "per_unit_disagreement",
    "ratio_of_sums",
    "raw_agreement",
    "span_alpha_permuted",
    "unitizing_alpha",
]
