"""Made-up answers in the shapes of public crowd-labelling sets."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, slots=True)
class Shape:
    """How much is answered, and how well.

    ``skill`` is the mean log-odds of an honest answer to a middling item, ``spam`` the share of annotators
    who do not look, ``skew`` how unequal the classes are, ``trap`` how often errors on an item coincide.
    """

    items: int
    annotators: int
    ratings: int
    classes: int
    skill: float = 1.5
    spam: float = 0.2
    skew: float = 1.0
    trap: float = 0.5


SHAPES = {
    "RTE": Shape(800, 164, 8000, 2, skill=2.0),
    "temporal": Shape(462, 76, 4620, 2, skill=2.0),
    "word senses": Shape(177, 34, 1770, 3, skill=5.0, spam=0.0, skew=2.0),
    "bluebirds": Shape(108, 39, 4212, 2, skill=0.7),
    "dogs": Shape(807, 109, 8070, 4),
    "products": Shape(8315, 176, 24945, 2, skill=2.5, skew=3.0),
    "sentiment": Shape(1000, 85, 20000, 2, skill=2.5, spam=0.1),
    "faces": Shape(584, 27, 5242, 4, skill=0.7),
    "adult content": Shape(11040, 825, 92721, 4, skew=3.0),
    "weather": Shape(300, 110, 6000, 5),
    "weather, rarely": Shape(300, 461, 1720, 5),
    "film reviews": Shape(4999, 203, 27746, 2, skill=2.5),
    "film reviews, often": Shape(500, 143, 10000, 2, skill=2.5, spam=0.3),
    "web search": Shape(2665, 177, 15567, 5, skill=0.3, spam=0.3),
    "entities": Shape(2040, 25, 12190, 2, skill=1.0, skew=3.0),
    "entities, more people": Shape(2040, 78, 21855, 2, skill=0.6, spam=0.4, skew=3.0),
    "music": Shape(700, 44, 2945, 10, skill=0.7, spam=0.1),
    "pictures": Shape(1000, 59, 2547, 8),
    "relevance of documents": Shape(20232, 766, 98453, 4, skill=0.3, spam=0.3, skew=2.0),
    "relevance, twice rated": Shape(3000, 200, 6100, 5, skill=0.7),
    "many classes": Shape(1500, 300, 6000, 25, skill=1.0),
    "a crowd that comes once": Shape(400, 1500, 2000, 3, skill=1.5),
}


def made(shape: Shape, seed: int = 0) -> tuple[list[tuple[str, str, str]], dict[str, str]]:
    """Draw rows of item, annotator, value, at most one for each item and annotator, and the true values.

    Few annotators answer most. Items are hard or easy, and each has a class that it is mistaken for.
    """
    random = np.random.default_rng(seed)
    classes = shape.classes
    truth = random.choice(classes, shape.items, p=_unequal(classes, shape.skew))
    lure = (truth + random.integers(1, classes, shape.items)) % classes
    ease = random.normal(0, 1, shape.items)
    skill = random.normal(shape.skill, 1, shape.annotators)
    spammer = random.random(shape.annotators) < shape.spam
    favourite = np.where(
        random.random(shape.annotators) < 0.5, random.integers(0, classes, shape.annotators), -1
    )

    activity = random.permutation(1 / np.arange(1, shape.annotators + 1) ** 0.8)
    item = np.concatenate([np.arange(shape.items), random.integers(0, shape.items, shape.ratings)])
    annotator = random.choice(shape.annotators, len(item), p=activity / activity.sum())
    _, first = np.unique(item * shape.annotators + annotator, return_index=True)
    rows = np.sort(first)[: shape.ratings]
    item, annotator = item[rows], annotator[rows]

    right = random.random(len(rows)) < 1 / (1 + np.exp(-skill[annotator] - ease[item]))
    anything = random.integers(0, classes, len(rows))
    wrong = np.where(random.random(len(rows)) < shape.trap, lure[item], anything)
    blind = np.where(favourite[annotator] >= 0, favourite[annotator], anything)
    value = np.where(spammer[annotator], blind, np.where(right, truth[item], wrong))
    answers = [(f"i{i}", f"w{a}", f"c{v}") for i, a, v in zip(item, annotator, value, strict=True)]
    return answers, {f"i{i}": f"c{v}" for i, v in enumerate(truth)}


def _unequal(classes: int, skew: float) -> np.ndarray:
    share = skew ** -np.arange(classes, dtype=np.float64)
    return share / share.sum()
