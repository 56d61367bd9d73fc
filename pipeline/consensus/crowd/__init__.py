"""What is true, and whom to trust, from labels of many annotators: posteriors instead of votes.

The models take ratings in long form, any of them missing, and true values of some items where they are known.
None of them knows a task.

>>> from pipeline.agreement import Ratings
>>> rows = [(item, who, value) for item, votes in enumerate(["yynn", "nnnn", "yyyn", "nnyn", "yyyy", "nnny"])
...         for who, value in zip("abcd", votes)]
>>> found = one_coin(Ratings.from_columns(*zip(*rows)))
>>> found.values()
('y', 'n', 'y', 'n', 'y', 'n')
>>> found.parameters.accuracy.round(1).tolist()
[1.0, 1.0, 0.7, 0.5]
"""

from pipeline.consensus.crowd.aggregation import Accuracy, Aggregation
from pipeline.consensus.crowd.bias_noise import UNTIL_SETTLED, Estimates, bias_noise
from pipeline.consensus.crowd.calibration import Calibration, Reliability, calibration
from pipeline.consensus.crowd.confusions import Confusions
from pipeline.consensus.crowd.dawid_skene import FROM_THE_VOTE, dawid_skene
from pipeline.consensus.crowd.em import SEVERAL_STARTS, Settings
from pipeline.consensus.crowd.glad import ONE_START, Abilities, glad
from pipeline.consensus.crowd.hierarchical import IN_TURN, hierarchical
from pipeline.consensus.crowd.mace import RESTARTS, Competences, mace
from pipeline.consensus.crowd.one_coin import Accuracies, one_coin
from pipeline.consensus.crowd.ordered import Ordered
from pipeline.consensus.crowd.posterior import Posterior
from pipeline.consensus.crowd.shares import vote_shares
from pipeline.consensus.crowd.votes import LongForm, TooLargeError

__all__ = [
    "FROM_THE_VOTE",
    "IN_TURN",
    "ONE_START",
    "RESTARTS",
    "SEVERAL_STARTS",
    "UNTIL_SETTLED",
    "Abilities",
    "Accuracies",
    "Accuracy",
    "Aggregation",
    "Calibration",
    "Competences",
    "Confusions",
    "Estimates",
    "LongForm",
    "Ordered",
    "Posterior",
    "Reliability",
    "Settings",
    "TooLargeError",
    "bias_noise",
    "calibration",
    "dawid_skene",
    "glad",
    "hierarchical",
    "mace",
    "one_coin",
    "vote_shares",
]
