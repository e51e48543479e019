"""How unequally weight is spread over those who cast votes."""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from thorbecke.methods.delegation.arrays import Counts


def gini(weights: Counts) -> Fraction:
    """Return the Gini coefficient of these weights, exactly; 0 is equal, towards 1 is one for all.

    2·Σ i·w_i / (n·Σ w) − (n + 1)/n with the weights ascending and i from 1 (C. Gini, Variabilità e
    mutabilità, 1912). ``weights``: shape (n,), whole numbers of 0 or more. 0 for no weights. O(n log n).
    """
    ordered = np.sort(weights)
    size, total = len(ordered), int(ordered.sum())
    if not total:
        return Fraction(0)
    # Equal weights together, in Python's integers: 13 million voters would pass 64 bits.
    values, first, counts = np.unique(ordered, return_index=True, return_counts=True)
    rows = zip(values.tolist(), first.tolist(), counts.tolist(), strict=True)
    ranked = sum(value * count * (2 * start + count + 1) for value, start, count in rows)
    return Fraction(ranked, size * total) - Fraction(size + 1, size)
