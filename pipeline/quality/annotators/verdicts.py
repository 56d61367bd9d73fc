"""What to do about an annotator: the thresholds, each with its reason, and the verdict with its own.

Only agreement can pause somebody, and only when it is certain (:mod:`pipeline.quality.annotators.standing`
holds what that takes); everything else asks somebody to look.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pipeline.quality.annotators.bias import Bias
from pipeline.quality.annotators.drift import Drift
from pipeline.quality.annotators.figures import Figures
from pipeline.quality.annotators.shares import Share
from pipeline.quality.annotators.skips import Skips
from pipeline.quality.annotators.standing import FEWEST, SCORE, SMALLEST_PANEL, Standing
from pipeline.quality.annotators.straight_lining import Run
from pipeline.quality.annotators.suggestions import Kept
from pipeline.quality.annotators.twins import Twins

Name = Literal["fine", "watch", "retrain", "pause"]
NAMES: tuple[Name, ...] = ("fine", "watch", "retrain", "pause")
"""Verdicts, the gravest last."""

FLOOR = 0.667
"""Lowest agreement, unless the task's contract states another: below it even tentative conclusions are unsafe
(Krippendorff 2019, section 12.4)."""
FEWEST_TO_JUDGE = 20
"""Items below which agreement says nothing: the interval of a share is then wider than .3."""
RUN_PROBABILITY = 1e-4
"""Chance of so long a run that is too small to be one: with a hundred annotators in eight tasks, one run in
twelve reports would otherwise be chance."""
TWIN_PROBABILITY = 0.01
"""Chance, over all pairs, of so much common error: it names two people, so it must be rare."""
TOO_FAST = 0.1
"""Share of too-fast answers that its interval must exceed: now and then an item is seen at a glance."""
KEPT_EXCESS = 0.1
"""How much more often than the others suggestions may be kept: the interval must lie above it."""
BIAS = 0.1
"""Of the scale's length that the interval must lie beyond: half a point on a scale from 0 to 5."""
SKIPS = 0.05
"""Share of skips, above the others', that its interval must exceed."""


TOO_FEW = "too_few"
"""Kind of the reason that nothing can be said yet."""


@dataclass(frozen=True, slots=True)
class Reason:
    """A ground for a verdict, in words for both languages; ``kind`` is its machine name."""

    kind: str
    calls_for: Name
    ko: str
    en: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What to do, and why, the gravest reason first; there is always a reason."""

    name: Name
    reasons: tuple[Reason, ...]


def judge(figures: Figures, floor: float = FLOOR) -> Verdict:
    """Give the gravest verdict that a figure calls for, with all reasons."""
    found = [
        reason
        for reason in (
            _agreement(figures.standing, floor),
            _drift(figures.drift, figures.drift_since),
            _run(figures.run),
            *(_twins(other, pair) for other, pair in figures.twins),
            _too_fast(figures.speed.too_fast),
            _kept(figures.suggestions),
            _bias(figures.bias),
            _skips(figures.skips),
        )
        if reason is not None
    ]
    found.sort(key=lambda reason: -NAMES.index(reason.calls_for))
    grave = [reason for reason in found if reason.calls_for != "fine"]
    return Verdict(found[0].calls_for, tuple(grave or found[:1]))


def _agreement(standing: Standing, floor: float) -> Reason:
    measured = standing.agreement
    items = measured.items
    value, low, high = measured.value, measured.low, measured.high
    if value is None or items < FEWEST_TO_JUDGE:
        return Reason(
            TOO_FEW,
            "fine",
            f"견줄 수 있는 항목이 {items:,}개뿐이어서 아직 판단하지 않습니다 ({FEWEST_TO_JUDGE}개부터).",
            f"Only {items:,} items can be compared: too few to judge ({FEWEST_TO_JUDGE} are needed).",
        )
    between = "" if low is None or high is None else f" [{_figure(low)}, {_figure(high)}]"
    what_ko, what_en = ("점수", "score") if measured.measure == SCORE else ("α", "α")
    figure_ko = f"나머지와의 {what_ko} {_figure(value)}{between}, 항목 {items:,}개"
    figure_en = f"{what_en} against the rest {_figure(value)}{between} over {items:,} items"
    if standing.apart:
        return Reason(
            "agreement",
            "pause",
            f"{figure_ko}: 구간 전체가 기준 {floor}보다 낮습니다.",
            f"{figure_en}: the whole interval lies below the floor {floor}.",
        )
    certain = items >= FEWEST or (high is not None and high < floor)
    if value < floor and certain:
        pair = standing.company < SMALLEST_PANEL
        return Reason(
            "agreement",
            "retrain",
            f"{figure_ko}: 기준 {floor}보다 낮습니다." + pair * " 둘 가운데 누구 탓인지는 알 수 없습니다.",
            f"{figure_en}: below the floor {floor}." + pair * " Which of the two is wrong cannot be told.",
        )
    if value < floor or (items >= FEWEST and low is not None and low < floor):
        return Reason(
            "agreement",
            "watch",
            f"{figure_ko}: 구간이 기준 {floor}에 걸칩니다.",
            f"{figure_en}: the interval reaches across the floor {floor}.",
        )
    return Reason(
        "agreement",
        "fine",
        f"{figure_ko}: 기준 {floor}을 넘습니다.",
        f"{figure_en}: above the floor {floor}.",
    )


def _drift(drift: Drift, since: str | None) -> Reason | None:
    fall = drift.fallen
    if fall is None or drift.now is None:
        return None
    when_ko = "" if since is None else f" ({since}부터)"
    when_en = "" if since is None else f" (since {since})"
    return Reason(
        "drift",
        "retrain",
        f"{fall.since:,}번째 답 뒤로{when_ko} 나머지와 맞는 비율이 {_percent(fall.before)}에서 "
        f"{_percent(drift.now)}로 떨어졌습니다.",
        f"After answer {fall.since:,}{when_en} agreement with the rest fell from {_percent(fall.before)} "
        f"to {_percent(drift.now)}.",
    )


def _run(run: Run) -> Reason | None:
    if run.probability is None or run.probability >= RUN_PROBABILITY:
        return None
    return Reason(
        "straight_lining",
        "retrain",
        f"같은 답을 잇달아 {run.length:,}번 했습니다 (우연일 확률 {_chance(run.probability)}).",
        f"The same answer {run.length:,} times in a row (chance gives it with probability "
        f"{_chance(run.probability)}).",
    )


def _twins(other: str, pair: Twins) -> Reason | None:
    if pair.probability >= TWIN_PROBABILITY:
        return None
    return Reason(
        "twins",
        "watch",
        f"답이 갈린 항목 {pair.items:,}개 가운데 {pair.agreed:,}개에서 {other}와 같습니다 "
        f"(서로 따로 했다면 {pair.expected:.0f}개). 베꼈거나 같은 오해를 하고 있습니다.",
        f"Of {pair.items:,} items with differing answers, {pair.agreed:,} are the same as {other}’s "
        f"({pair.expected:.0f} if they worked apart): copied, or a misunderstanding they share.",
    )


def _too_fast(share: Share) -> Reason | None:
    if share.low is None or share.value is None or share.low <= TOO_FAST:
        return None
    return Reason(
        "too_fast",
        "watch",
        f"답의 {_percent(share.value)}가 다른 사람들 중앙값의 3분의 1도 안 되는 시간에 나왔습니다.",
        f"{_percent(share.value)} of the answers took less than a third of the others’ median time.",
    )


def _kept(kept: Kept) -> Reason | None:
    if kept.low is None or kept.others is None or kept.own.value is None or kept.low <= KEPT_EXCESS:
        return None
    return Reason(
        "suggestions",
        "watch",
        f"제안을 그대로 둔 비율이 {_percent(kept.own.value)}로, 같은 항목에서 다른 사람들은 "
        f"{_percent(kept.others)}입니다.",
        f"Suggestions were left as they were in {_percent(kept.own.value)} of the answers; the others left "
        f"{_percent(kept.others)} on the same items.",
    )


def _bias(bias: Bias | None) -> Reason | None:
    if bias is None or bias.low is None or bias.high is None:
        return None
    limit = BIAS * bias.span
    if -limit <= bias.high and bias.low <= limit:
        return None
    way_ko, way_en = ("높게", "higher") if bias.mean > 0 else ("낮게", "lower")
    return Reason(
        "bias",
        "watch",
        f"점수를 다른 사람들보다 평균 {abs(bias.mean):.2f}점 {way_ko} 줍니다.",
        f"Scores {abs(bias.mean):.2f} points {way_en} than the others on average.",
    )


def _skips(skips: Skips) -> Reason | None:
    low, others = skips.share.low, skips.others
    if low is None or skips.share.value is None or others is None or low <= others + SKIPS:
        return None
    return Reason(
        "skips",
        "watch",
        f"맡은 일의 {_percent(skips.share.value)}를 건너뛰었습니다 (다른 사람들 {_percent(others)}).",
        f"Skipped {_percent(skips.share.value)} of the work (the others {_percent(others)}).",
    )


def _figure(value: float) -> str:
    return f"{value:.3f}".replace("-", "−")


def _percent(value: float) -> str:
    return f"{100 * value:.0f}%"


def _chance(probability: float) -> str:
    return "< 0.000001" if probability < 1e-6 else f"{probability:.6f}"
