"""All that is known of each annotator of a task: the figures, drift, and the verdict on them."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from pipeline.agreement import annotator_pairs
from pipeline.agreement.arrays import Floats, Ints, sum_by
from pipeline.model import Agreement, Annotation, Consensus, Item
from pipeline.quality.annotators.answers import Answers, Categories, categories_of
from pipeline.quality.annotators.bias import Bias, biases, scaled
from pipeline.quality.annotators.confusion import Confusion, confusions, tabled
from pipeline.quality.annotators.drift import find_drift
from pipeline.quality.annotators.figures import Figures
from pipeline.quality.annotators.scores import PairScores, Score, against_the_rest, pair_scores, scorer
from pipeline.quality.annotators.shares import Share, share
from pipeline.quality.annotators.skips import Skips, skips_of
from pipeline.quality.annotators.speed import median_of_the_rest, speed
from pipeline.quality.annotators.standing import NOBODY_ELSE, SCORE, Standing, by_alpha, by_score, stand
from pipeline.quality.annotators.straight_lining import longest_run
from pipeline.quality.annotators.suggestions import keeping, kept
from pipeline.quality.annotators.trend import trend
from pipeline.quality.annotators.twins import Twins, find_twins
from pipeline.quality.annotators.verdicts import FLOOR, Verdict, judge
from pipeline.tasks.base import AlphaOver, Task, Unit

NO_ADJUDICATION = "no item of theirs was adjudicated"
NO_CONSENSUS = "no item of theirs has a consensus"


@dataclass(frozen=True, slots=True)
class Profile:
    """One annotator in one task's label round: the figures, and what to do about them."""

    figures: Figures
    verdict: Verdict


@dataclass(frozen=True, slots=True, eq=False)
class Panel:
    """The annotators of one task.

    ``matrix`` and ``common`` have shape (annotators, annotators): mean score of each pair and the items that
    both answered; NaN where there is none. ``alphas``, of the same shape, holds the α of each pair; None
    where the headline is no α over one rating an answer. ``disagreement``, shape (items,), is 1 − the mean
    score of an item's pairs, NaN where there is only one answer.
    """

    task: str
    profiles: tuple[Profile, ...]
    annotators: tuple[str, ...]
    matrix: Floats
    alphas: Floats | None
    common: Ints
    items: tuple[str, ...]
    disagreement: Floats


@dataclass(frozen=True, slots=True)
class Work:
    """What profiles are made from: a task's items and annotations as they are stored, and what was decided.

    ``units`` are the label round's, decoded; ``headline`` names the measure that stands for the task, and
    ``floor`` the lowest agreement that is acceptable.
    """

    task: Task[Any, Any]
    items: Sequence[Item[str]]
    annotations: Sequence[Annotation[str]]
    consensus: Sequence[Consensus[str]]
    units: Sequence[Unit[Any, Any]]
    headline: str | None
    floor: float = FLOOR
    seed: int = 0


def assess(work: Work) -> Panel:
    """Describe and judge every annotator of a task's label round, by name."""
    task = work.task
    answers = Answers.of(work.items, work.annotations, task.name)
    alphas = task.alphas(work.units) if len(answers) else []
    categories = categories_of(answers, alphas, work.headline)
    score = scorer(task)
    pairs = pair_scores(answers, score)
    book = _Book(work, answers, categories, alphas, score, pairs)
    twins = find_twins(answers, categories)
    skips = skips_of(work.annotations, task.name)
    matrix, common = _matrix(answers, pairs)
    return Panel(
        task=task.name,
        profiles=tuple(book.profile(annotator, skips[annotator], twins) for annotator in skips),
        annotators=answers.annotators,
        matrix=matrix,
        alphas=_pair_alphas(answers, categories, alphas, work.headline),
        common=common,
        items=answers.items,
        disagreement=_disagreement(answers, pairs),
    )


class _Book:
    """What is computed once for all annotators of a task."""

    def __init__(
        self,
        work: Work,
        answers: Answers,
        categories: Categories,
        alphas: Sequence[AlphaOver],
        score: Score,
        pairs: PairScores,
    ) -> None:
        self.work = work
        self.answers = answers
        self.categories = categories
        self.scores = against_the_rest(answers, categories, pairs)
        self.seconds_of_the_rest = median_of_the_rest(answers.item, answers.seconds)
        self.standing = _standing(work, answers, categories, alphas, pairs)
        table, scale = tabled(alphas), scaled(alphas)
        self.confusions: dict[Hashable, Confusion] = {} if table is None else confusions(table)
        self.biases: dict[Hashable, Bias] = {} if scale is None else biases(scale)
        self.began, self.left = kept(answers, work.task, work.items)
        self.final = self._against_consensus("accepted", score)
        self.settled = self._against_consensus("settled", score)
        values = len(categories.names)
        self.by_item = np.bincount(categories.code, minlength=values)

    def profile(self, annotator: str, skips: Skips, twins: Sequence[Twins]) -> Profile:
        """Describe and judge one annotator."""
        answers = self.answers
        code = answers.annotators.index(annotator) if annotator in answers.annotators else -1
        rows = answers.rows_of(code)
        known = rows[~np.isnan(self.scores[rows])]
        scores = self.scores[known]
        run = longest_run(self.categories.code[rows], self._others(code))
        drift = find_drift(scores)
        fall = drift.fallen
        figures = Figures(
            annotator=annotator,
            answers=len(rows),
            standing=self.standing.get(annotator, _nothing()),
            scores=share(float(scores.sum()), len(scores), undefined=NOBODY_ELSE),
            consensus=_mean(self.final[rows], NO_CONSENSUS),
            adjudicated=_mean(self.settled[rows], NO_ADJUDICATION),
            confusion=self.confusions.get(annotator),
            bias=self.biases.get(annotator),
            speed=speed(answers.seconds[rows], self.seconds_of_the_rest[rows]),
            run=run,
            run_text=str(self.categories.names[run.value]) if run.length else "",
            suggestions=keeping(answers, self.began, self.left, code),
            skips=skips,
            drift=drift,
            drift_since=None if fall is None else answers.created_at[known[fall.since]][:10],
            trend=trend(scores, [answers.created_at[row] for row in known.tolist()]),
            twins=tuple(
                (answers.annotators[pair.other if pair.one == code else pair.one], pair)
                for pair in twins
                if code in (pair.one, pair.other)
            ),
        )
        return Profile(figures, judge(figures, self.work.floor))

    def _others(self, code: int) -> Floats:
        """Count the others' answers to the items of an annotator, by category."""
        answers = self.answers
        seen = np.zeros(len(answers.items), dtype=np.bool_)
        seen[answers.item[answers.annotator == code]] = True
        rows = seen[answers.item] & (answers.annotator != code)
        counts: Floats = np.bincount(self.categories.code[rows], minlength=len(self.categories.names)).astype(
            np.float64
        )
        return counts

    def _against_consensus(self, status: str, score: Score) -> Floats:
        """Score each answer against its item's consensus of a status, NaN where there is none."""
        answers = self.answers
        values = {c.item_id: c.value for c in self.work.consensus if c.status == status}
        decided = [values.get(item) for item in answers.items]
        code = {text: number for number, text in enumerate(answers.texts)}
        given = np.array([code.get(value or "", -1) for value in decided], dtype=np.int64)
        there = np.array([value is not None for value in decided], dtype=np.bool_)
        found: Floats = np.full(len(answers), np.nan)
        if len(answers):
            found[given[answers.item] == answers.text] = 1.0
            for row in np.flatnonzero(there[answers.item] & np.isnan(found)).tolist():
                found[row] = score(answers.texts[answers.text[row]], decided[answers.item[row]] or "")
        return found


def _standing(
    work: Work, answers: Answers, categories: Categories, alphas: Sequence[AlphaOver], pairs: PairScores
) -> dict[Hashable, Standing]:
    """Compare by α where the headline compares categories, by scores elsewhere."""
    if categories.level is None:
        return stand(by_score(answers, pairs), work.floor)
    over = next(over for over in alphas if over.measure == work.headline)
    return stand(by_alpha(over, work.seed), work.floor)


def _nothing() -> Standing:
    """Give the standing of somebody who only skipped."""
    return Standing(Agreement(SCORE, None, None, None, 0, 0, 0, 0, NOBODY_ELSE), apart=False, company=0)


def _mean(values: Floats, undefined: str) -> Share:
    known = values[~np.isnan(values)]
    return share(float(known.sum()), len(known), undefined=undefined)


def _matrix(answers: Answers, pairs: PairScores) -> tuple[Floats, Ints]:
    people = len(answers.annotators)
    key = answers.annotator[pairs.left] * people + answers.annotator[pairs.right]
    total: Floats = sum_by(key, pairs.score, people**2).reshape(people, people)
    common: Ints = np.bincount(key, minlength=people**2).reshape(people, people)
    both: Ints = common + common.T
    return _ratio(total + total.T, both), both


def _pair_alphas(
    answers: Answers, categories: Categories, alphas: Sequence[AlphaOver], headline: str | None
) -> Floats | None:
    if categories.level is None:
        return None
    over = next(over for over in alphas if over.measure == headline)
    code = {annotator: number for number, annotator in enumerate(answers.annotators)}
    found: Floats = np.full((len(code), len(code)), np.nan)
    for pair in annotator_pairs(over.ratings, over.level):
        if pair.alpha is not None:
            one, other = code[str(pair.first)], code[str(pair.second)]
            found[one, other] = found[other, one] = pair.alpha
    return found


def _disagreement(answers: Answers, pairs: PairScores) -> Floats:
    items = len(answers.items)
    item = answers.item[pairs.left]
    total = sum_by(item, pairs.score, items)
    count = np.bincount(item, minlength=items)
    disagreement: Floats = 1 - _ratio(total, count)
    return disagreement


def _ratio(total: Floats, count: Ints) -> Floats:
    """Divide, NaN where there is nothing to divide by."""
    ratio: Floats = np.divide(total, count, out=np.full(total.shape, np.nan), where=count > 0)
    return ratio
