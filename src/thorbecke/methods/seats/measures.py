"""How well seats mirror votes: figures that a page shows beside a result.

Sources: M. Gallagher, Electoral Studies 10 (1991), DOI 10.1016/0261-3794(91)90004-C; J. Loosemore, V.
Hanby, British Journal of Political Science 1 (1971), DOI 10.1017/S000712340000925X; M. Laakso, R.
Taagepera, Comparative Political Studies 12 (1979), DOI 10.1177/001041407901200101. All O(lists), exact
but for the one square root.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class Measures:
    """The measures of one result. ``gallagher_squared`` and ``loosemore_hanby`` in percentage points.

    ``wasted``: votes for lists without a seat. ``majority``: the list with more than half of the
    seats, by its place; None when there is none.
    """

    gallagher_squared: Fraction
    loosemore_hanby: Fraction
    parties_by_votes: Fraction
    parties_by_seats: Fraction
    wasted: int
    majority: int | None

    @property
    def gallagher(self) -> float:
        """The Gallagher index in percentage points: 0 is exact proportion."""
        return math.sqrt(self.gallagher_squared)


def measure(votes: Sequence[int], seats: Sequence[int]) -> Measures:
    """Return all measures. Raises ``ValueError`` without votes, without seats or of unequal length."""
    most = max(range(len(seats)), key=lambda place: seats[place], default=0)
    return Measures(
        gallagher_squared(votes, seats),
        loosemore_hanby(votes, seats),
        effective_number(votes),
        effective_number(seats),
        wasted_votes(votes, seats),
        most if 2 * seats[most] > sum(seats) else None,
    )


def gallagher_squared(votes: Sequence[int], seats: Sequence[int]) -> Fraction:
    """Half the sum of (vote share − seat share)², in percentage points squared."""
    return sum((gap**2 for gap in _gaps(votes, seats)), Fraction(0)) / 2


def loosemore_hanby(votes: Sequence[int], seats: Sequence[int]) -> Fraction:
    """Half the sum of |vote share − seat share| in percentage points: the share of seats misplaced."""
    return sum((abs(gap) for gap in _gaps(votes, seats)), Fraction(0)) / 2


def effective_number(counts: Sequence[int]) -> Fraction:
    """1 / Σ share²: how many lists of equal size would be as fragmented."""
    total = sum(counts)
    if total <= 0:
        raise ValueError("expected at least one vote or seat")
    return Fraction(total**2, sum(count**2 for count in counts))


def wasted_votes(votes: Sequence[int], seats: Sequence[int]) -> int:
    """Votes for lists that got no seat."""
    return sum(count for count, won in zip(votes, seats, strict=True) if not won)


def _gaps(votes: Sequence[int], seats: Sequence[int]) -> list[Fraction]:
    all_votes, all_seats = sum(votes), sum(seats)
    if all_votes <= 0 or all_seats <= 0:
        raise ValueError("expected at least one vote and one seat")
    return [
        Fraction(100 * count, all_votes) - Fraction(100 * won, all_seats)
        for count, won in zip(votes, seats, strict=True)
    ]
