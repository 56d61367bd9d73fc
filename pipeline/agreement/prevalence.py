"""In words: why a chance-corrected coefficient is low although annotators mostly agree."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.agreement.alpha import alpha
from pipeline.agreement.arrays import sum_by
from pipeline.agreement.cells import count_values
from pipeline.agreement.fleiss import raw_agreement
from pipeline.agreement.gwet import gwet_ac

if TYPE_CHECKING:
    from collections.abc import Hashable

    from pipeline.agreement.ratings import Ratings

HIGH_RAW = 0.8
"""Raw agreement from which a low coefficient is a puzzle."""
LOW_ALPHA = 0.667
"""α below which conclusions are not drawn (Krippendorff 2019, section 12.5)."""


@dataclass(frozen=True, slots=True)
class PrevalencePuzzle:
    """High raw agreement beside a low α, and what makes it so.

    ``prevalent`` is the most frequent value and ``share`` its share of the ratings; ``chance`` is the raw
    agreement that answers drawn at random from all ratings would reach.
    """

    raw: float
    alpha: float
    ac1: float
    prevalent: Hashable
    share: float
    chance: float

    def english(self) -> str:
        """Explain it in English."""
        return (
            f"Annotators agree on {self.raw:.0%} of the pairs of answers, yet α is only {self.alpha:.2f}. "
            f"{self.share:.0%} of all answers are “{self.prevalent}”, so answers at random would already "
            f"agree on {self.chance:.0%}, and α measures what lies beyond that: mostly the few items that "
            f"are something else, on which annotators do not agree well. AC1, which takes a smaller chance "
            f"agreement, is {self.ac1:.2f}. If the rare values matter, α is the figure to believe: add items "
            f"on which they are likely, and sharpen the guide on them. If they do not, quote raw agreement "
            f"and AC1 beside α."
        )

    def korean(self) -> str:
        """Explain it in Korean."""
        return (
            f"두 답이 같은 비율은 {self.raw:.0%}로 높지만 α는 {self.alpha:.2f}에 그칩니다. "
            f"전체 답의 {self.share:.0%}가 ‘{self.prevalent}’(으)로 쏠려 있어 아무렇게나 답해도 "
            f"{self.chance:.0%}는 일치하며, α는 그 이상의 일치만 셉니다. 곧 나머지 드문 값에서 "
            f"작업자들의 답이 잘 맞지 않는다는 뜻입니다. 우연 일치를 더 작게 잡는 AC1은 "
            f"{self.ac1:.2f}입니다. 드문 값이 중요하다면 α를 믿고, 그 값이 나올 만한 문항을 늘리고 "
            f"지침의 해당 규칙을 다듬으세요. 중요하지 않다면 α와 함께 단순 일치율과 AC1을 밝히세요."
        )


def explain_prevalence(ratings: Ratings) -> PrevalencePuzzle | None:
    """Tell whether a frequent value makes nominal α low although raw agreement is high; None if it does not.

    It does where raw agreement is at least ``HIGH_RAW``, α is below ``LOW_ALPHA``, and more than half of the
    pairable ratings have one value.

    Feinstein, A. R. & Cicchetti, D. V. (1990). High agreement but low kappa: I. The problems of two
    paradoxes. Journal of Clinical Epidemiology 43, 543–549.
    """
    raw = raw_agreement(ratings, resamples=0).value
    corrected = alpha(ratings, "nominal", resamples=0).value
    ac1 = gwet_ac(ratings, resamples=0).value
    if raw is None or corrected is None or ac1 is None or raw < HIGH_RAW or corrected >= LOW_ALPHA:
        return None
    cells = count_values(ratings)
    counts = sum_by(cells.value, cells.count, cells.n_values)
    total = counts.sum()
    frequent = int(counts.argmax())
    if counts[frequent] <= total / 2:
        return None
    return PrevalencePuzzle(
        raw=raw,
        alpha=corrected,
        ac1=ac1,
        prevalent=ratings.values[frequent],
        share=float(counts[frequent] / total),
        chance=float((counts * (counts - 1)).sum() / (total * (total - 1))),
    )
