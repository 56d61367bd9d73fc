"""What was not answered, and why."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.model import Annotation
from pipeline.quality.annotators.shares import Share, share


@dataclass(frozen=True, slots=True)
class Skips:
    """One annotator's skips: their share of all that was done, their reasons, the most frequent first.

    ``others`` is the share among what everybody else did.
    """

    share: Share
    reasons: tuple[tuple[str, int], ...]
    others: float | None


def skips_of(annotations: Iterable[Annotation[str]], task: str) -> dict[str, Skips]:
    """Count skips in a task's label round, by annotator; a reason may name a rule after a colon."""
    done: Counter[str] = Counter()
    reasons: dict[str, Counter[str]] = defaultdict(Counter)
    for annotation in annotations:
        if (annotation.task, annotation.round) != (task, "label"):
            continue
        done[annotation.annotator] += 1
        own = reasons[annotation.annotator]
        if annotation.skipped is not None:
            own[annotation.skipped] += 1
    total = sum(done.values())
    skipped = sum(own.total() for own in reasons.values())
    return {
        annotator: Skips(
            share=share(own.total(), done[annotator]),
            reasons=tuple(sorted(own.items(), key=lambda pair: (-pair[1], pair[0]))),
            others=(skipped - own.total()) / (total - done[annotator]) if total > done[annotator] else None,
        )
        for annotator, own in sorted(reasons.items())
    }
