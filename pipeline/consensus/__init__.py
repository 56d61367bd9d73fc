"""What several answers amount to: votes in, agreed and open parts out; no task is known here.

Where no more than half of the annotators agree, a part is open, for somebody to decide: two answers that
differ are not a vote. ``support``, in [0, 1], says how far the annotators stand behind a result.
"""

from pipeline.consensus.answers import AnswerVote, answer_vote
from pipeline.consensus.majority import Vote, majority
from pipeline.consensus.mean import MeanVote, mean_vote
from pipeline.consensus.spans import SpanVote, span_vote
from pipeline.consensus.states import Change, State, StateVote, TurnVote, accumulate, state_vote
from pipeline.consensus.trees import Arc, TreeVote, tree_vote

__all__ = [
    "AnswerVote",
    "Arc",
    "Change",
    "MeanVote",
    "SpanVote",
    "State",
    "StateVote",
    "TreeVote",
    "TurnVote",
    "Vote",
    "accumulate",
    "answer_vote",
    "majority",
    "mean_vote",
    "span_vote",
    "state_vote",
    "tree_vote",
]
