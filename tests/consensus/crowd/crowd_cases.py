"""Models under one signature, random ratings, and ratings that break things."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from pipeline.agreement import Ratings
from pipeline.consensus.crowd import (
    FROM_THE_VOTE,
    IN_TURN,
    ONE_START,
    RESTARTS,
    SEVERAL_STARTS,
    dawid_skene,
    glad,
    hierarchical,
    mace,
    one_coin,
    vote_shares,
)


def configured(model, defaults, **options):
    def run(ratings, gold=None, **changes):
        return model(ratings, gold, replace(defaults, **changes), **options)

    return run


ITERATIVE = {
    "dawid-skene": configured(dawid_skene, FROM_THE_VOTE),
    "dawid-skene, several starts": configured(dawid_skene, SEVERAL_STARTS, until="likelihood"),
    "dawid-skene, truncated": configured(dawid_skene, FROM_THE_VOTE, dense=0),
    "hierarchical": configured(hierarchical, IN_TURN),
    "hierarchical, truncated": configured(hierarchical, IN_TURN, dense=0),
    "one-coin": configured(one_coin, SEVERAL_STARTS),
    "mace": configured(mace, RESTARTS),
    "mace, smoothed": configured(mace, RESTARTS, variational=False),
    "glad": configured(glad, ONE_START),
}
MODELS = {"majority": lambda ratings, gold=None, **_: vote_shares(ratings, gold), **ITERATIVE}


def to_ratings(rows):
    rows = list(rows)
    return Ratings.from_columns(*([row[column] for row in rows] for column in range(3)))


@st.composite
def answers(draw, items=6, annotators=4, values="abc"):
    """Rows of item, annotator, value; any may be missing, one at least is there."""
    cells = [(f"i{item}", f"w{annotator}") for item in range(items) for annotator in range(annotators)]
    given = draw(st.lists(st.sampled_from(cells), min_size=1, unique=True))
    return [(item, annotator, draw(st.sampled_from(values))) for item, annotator in given]


def crossed(votes):
    """Rows of a list of answers an item, the annotators being its positions; None is missing."""
    return [
        (f"i{item:03}", f"w{annotator}", value)
        for item, row in enumerate(votes)
        for annotator, value in enumerate(row)
        if value is not None
    ]


HOSTILE = {
    "a single rating": crossed(["a"]),
    "a single item": crossed(["aab"]),
    "one annotator": crossed(["a", "b", "a", "c"]),
    "one class": crossed(["aaa", "aaa", "aa"]),
    "one answer each, all different": crossed(["abcdefgh"]),
    "an annotator with one rating": crossed(["aa", "bb", "ab", "aab"]),
    "disjoint annotators": crossed([["a", "b", None, None], [None, None, "b", "a"], ["b", "b", None, None]]),
    "everybody says the same of everything but one": crossed(["aaa"] * 50 + ["bbb"]),
    "a spammer against two": crossed(["ab" + other for other in "abcabcabc"]),
    "an adversary": crossed([v * 3 + ("b" if v == "a" else "a") for v in "aabbab" * 20]),
    "adversaries only": crossed([("b" if v == "a" else "a") * 3 for v in "aabbab" * 20]),
    "everybody spams one class": crossed(["abc"] * 30),
    "more classes than ratings of any": crossed([[f"{n}", f"{n + 1}"] for n in range(0, 60, 2)]),
    "many on one item": crossed([[str(n % 7) for n in range(300)]]),
}
