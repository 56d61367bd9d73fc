"""α by an independent implementation, to check ours against."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from pipeline.agreement.cells import count_values

if TYPE_CHECKING:
    from pipeline.agreement.metrics import Scale
    from pipeline.agreement.ratings import Ratings

LARGEST = 50_000_000
"""Units × values² that the package may hold: it needs that many doubles, here 400 MB."""


def krippendorff_alpha(ratings: Ratings, level: Scale) -> float | None:
    """Give α as the ``krippendorff`` package computes it.

    None where it is undefined or the package would need too much memory. Raises as
    :func:`~pipeline.agreement.alpha.alpha` does for values that are no numbers.
    """
    import krippendorff

    ratings, numbers = (ratings, None) if level == "nominal" else ratings.numeric()
    cells = count_values(ratings)
    used, value = np.unique(cells.value, return_inverse=True)
    if len(used) < 2 or cells.n_units * len(used) ** 2 > LARGEST:
        return None
    counts = np.zeros((cells.n_units, len(used)), dtype=np.int64)
    counts[cells.unit, value] = cells.count
    domain = None if numbers is None else numbers[used]
    return float(krippendorff.alpha(value_counts=counts, value_domain=domain, level_of_measurement=level))
