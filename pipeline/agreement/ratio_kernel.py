"""The ratio level's expected disagreement over many values, without their square.

With c = e^x and k = e^y the distance ((c − k) / (c + k))² is tanh²((x − y)/2), which is 1 − sech²((x − y)/2),
a kernel of x − y whose Fourier transform is known:

    sech²(t/2) = 4 ∫₀^∞ ω / sinh(πω) · cos(ωt) dω .

By the trapezoidal rule the integral is a sum of some hundred terms that is exact to double precision, as both
the kernel and its transform fall off exponentially; and Σ n_c n_k cos(ω(x_c − x_k)) = |Σ n_c e^{iωx_c}|². So
the sum over pairs of values is a sum over values for each term.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from pipeline.agreement.arrays import Floats
    from pipeline.agreement.cells import Cells
    from pipeline.agreement.pairwise import Pairwise

REACH = 40.0
"""Where the kernel and, at REACH/π, its transform are below double precision."""
BLOCK = 2**22
"""Numbers that are held at once."""


@dataclass(frozen=True, slots=True, eq=False)
class ManyRatios:
    """The metric of the ratio level between ``numbers``, ascending from 0 up, shape (values,)."""

    pairwise: Pairwise
    numbers: Floats

    def observed(self, cells: Cells) -> Floats:
        """Give the mean distance of each cell's value to the other ratings of its unit, shape (cells,)."""
        return self.pairwise.observed(cells)

    def expected(self, marginals: Floats) -> Floats:
        """Sum n_c n_k d(c, k) over marginals, shape (resamples, values) to (resamples,)."""
        positive = self.numbers > 0
        logs = np.log(self.numbers[positive])
        # Centred, so that what remains of 1 − cos keeps its digits where all values are close together.
        logs -= (logs[0] + logs[-1]) / 2
        spacing = 2 * np.pi / (logs[-1] - logs[0] + REACH)
        frequency = spacing * np.arange(int(np.ceil(REACH / np.pi / spacing)) + 1)
        weight = np.full(len(frequency), 4 * spacing / np.pi)
        weight[0] /= 2
        weight[1:] *= np.pi * frequency[1:] / np.sinh(np.pi * frequency[1:])

        counts = marginals[:, positive]
        total = counts.sum(axis=1)
        missing = np.zeros((len(marginals), len(frequency)))
        sine = np.zeros_like(missing)
        step = max(1, BLOCK // len(frequency))
        for start in range(0, len(logs), step):
            angle = np.outer(logs[start : start + step], frequency)
            missing += counts[:, start : start + step] @ (2 * np.square(np.sin(angle / 2)))
            sine += counts[:, start : start + step] @ np.sin(angle)
        # n² − |Σ n e^{iωx}|², by what the real part lacks to n.
        apart = missing * (2 * total[:, np.newaxis] - missing) - np.square(sine)
        between_zero_and_others = 2 * total * (marginals.sum(axis=1) - total)
        pairs: Floats = apart @ weight + between_zero_and_others
        return pairs
