"""How the consensus of a table's records is found, where a contract chooses.

A contract states it under ``customProperties`` as ``consensus``, one of the models below.
"""

from __future__ import annotations

from typing import Annotated, Literal

import pydantic
from pydantic import BaseModel, ConfigDict, Field

from pipeline.contracts.odcs import Contract
from pipeline.errors import BadInputError


class _Rule(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class KlueRule(_Rule):
    """The task's own rule, which is KLUE's: each item by its own answers."""

    method: Literal["klue"] = "klue"


class PosteriorRule(_Rule):
    """The most probable label, given how each annotator answered all items; under ``accept`` it is open."""

    method: Literal["posterior"]
    accept: Annotated[float, Field(gt=0.5, le=1)]


class WeightedMeanRule(_Rule):
    """The mean of the scores, those of annotators who rate inexactly down-weighted."""

    method: Literal["weighted-mean"]


ConsensusRule = Annotated[KlueRule | PosteriorRule | WeightedMeanRule, Field(discriminator="method")]

_RULE: pydantic.TypeAdapter[ConsensusRule] = pydantic.TypeAdapter(ConsensusRule)


def consensus_rule(contract: Contract) -> ConsensusRule:
    """Read a contract's rule; without one the task's own counts.

    Raises:
        BadInputError: the rule is unknown, or has an unknown, missing or senseless setting. The message names
            the contract's line.
    """
    stated = contract.custom.get("consensus")
    if stated is None:
        return KlueRule()
    try:
        return _RULE.validate_python(stated.value)
    except pydantic.ValidationError as error:
        # A violation's place begins with the method, which is no step in the file.
        problems = [contract.source.error(e["msg"], *stated.at, *e["loc"][1:]).what for e in error.errors()]
        raise BadInputError("\n".join(problems)) from None


def no_such_rule(contract: Contract, rule: ConsensusRule) -> BadInputError:
    """Give the error that a task cannot find a consensus by this rule."""
    stated = contract.custom["consensus"]
    return contract.source.error(f"{contract.name} has no consensus by {rule.method!r}", *stated.at, "method")
