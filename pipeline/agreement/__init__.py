"""How far annotators agree: arrays in, :class:`~pipeline.model.Agreement` out; no task is known here.

Every measure comes with a 95% bootstrap interval that resamples groups of items, never parts of an item,
and is conditional on these annotators. An undefined one says why.
"""

from pipeline.agreement.alpha import alpha, alpha_with
from pipeline.agreement.annotators import (
    AnnotatorPair,
    annotator_pairs,
    leave_one_annotator_out,
    one_against_the_rest,
    per_unit_disagreement,
)
from pipeline.agreement.bootstrap import Coverage, IntervalMethod
from pipeline.agreement.characters import character_alpha
from pipeline.agreement.cohen import cohen_kappa
from pipeline.agreement.continuum import UnitDissimilarity
from pipeline.agreement.distances import SetDistance, jaccard, masi, one_minus_f1
from pipeline.agreement.fleiss import fleiss_kappa, raw_agreement
from pipeline.agreement.gamma import Gamma, gamma
from pipeline.agreement.gwet import gwet_ac
from pipeline.agreement.labels import alpha_by_label
from pipeline.agreement.metrics import Scale
from pipeline.agreement.parse_trees import Parse, TreeAlpha, tree_alpha
from pipeline.agreement.planning import Design, Plan, plan
from pipeline.agreement.prevalence import PrevalencePuzzle, explain_prevalence
from pipeline.agreement.ratings import Ratings, first_answers
from pipeline.agreement.ratio import ratio_of_sums
from pipeline.agreement.readings import Reading, Span
from pipeline.agreement.reference import krippendorff_alpha
from pipeline.agreement.sampled import SampledAlpha, alpha_sampled
from pipeline.agreement.span_permutation import SpanAnswer, span_alpha_permuted
from pipeline.agreement.spans import exact_span_f1, overlap_span_f1
from pipeline.agreement.text_match import character_f1, exact_match, normalise_answer
from pipeline.agreement.tree_edit import OrderedTree, TreeDistance, edit_distance, tree_distance
from pipeline.agreement.unitizing import unitizing_alpha
from pipeline.agreement.weighted_kappa import weighted_kappa
from pipeline.agreement.weights import AgreementWeights

__all__ = [
    "AgreementWeights",
    "AnnotatorPair",
    "Coverage",
    "Design",
    "Gamma",
    "IntervalMethod",
    "OrderedTree",
    "Parse",
    "Plan",
    "PrevalencePuzzle",
    "Ratings",
    "Reading",
    "SampledAlpha",
    "Scale",
    "SetDistance",
    "Span",
    "SpanAnswer",
    "TreeAlpha",
    "TreeDistance",
    "UnitDissimilarity",
    "alpha",
    "alpha_by_label",
    "alpha_sampled",
    "alpha_with",
    "annotator_pairs",
    "character_alpha",
    "character_f1",
    "cohen_kappa",
    "edit_distance",
    "exact_match",
    "exact_span_f1",
    "explain_prevalence",
    "first_answers",
    "fleiss_kappa",
    "gamma",
    "gwet_ac",
    "jaccard",
    "krippendorff_alpha",
    "leave_one_annotator_out",
    "masi",
    "normalise_answer",
    "one_against_the_rest",
    "one_minus_f1",
    "overlap_span_f1",
    "per_unit_disagreement",
    "plan",
    "ratio_of_sums",
    "raw_agreement",
    "span_alpha_permuted",
    "tree_alpha",
    "tree_distance",
    "unitizing_alpha",
    "weighted_kappa",
]
