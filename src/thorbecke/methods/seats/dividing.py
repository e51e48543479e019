"""Dividing seats by a series of divisors or by a quota and remainders: one run, exact, with its steps.

Used by the divisor and remainder methods, per area, for the areas themselves and for mixed-member.
Sources: M. Balinski, H. P. Young, Fair Representation (1982); F. Pukelsheim, Proportional Representation
(2017), DOI 10.1007/978-3-319-64707-4. O(seats × lists).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from thorbecke.methods.seats.deciding import Decider
from thorbecke.methods.seats.outcome import Lot, Rival, Step, strongest_first

# From the seats that a list has to the divisor of its next one, as numerator and denominator.
DIVISORS: dict[str, Callable[[int], tuple[int, int]]] = {
    "dhondt": lambda seats: (seats + 1, 1),
    "sainte-lague": lambda seats: (2 * seats + 1, 1),
    "modified-sainte-lague": lambda seats: (2 * seats + 1, 1) if seats else (7, 5),
    "danish": lambda seats: (3 * seats + 1, 1),
    "adams": lambda seats: (seats, 1),
    "imperiali-divisor": lambda seats: (seats + 2, 1),
}


def quota_of(name: str, votes: int, seats: int) -> Fraction:
    """Return a quota. Hare V/S, Droop ⌊V/(S+1)⌋+1, Hagenbach-Bischoff V/(S+1), Imperiali V/(S+2)."""
    return {
        "hare": Fraction(votes, seats),
        "droop": Fraction(votes // (seats + 1) + 1),
        "hagenbach-bischoff": Fraction(votes, seats + 1),
        "imperiali": Fraction(votes, seats + 2),
    }[name]


QUOTAS = ("hare", "droop", "hagenbach-bischoff", "imperiali")


@dataclass
class Run:
    """One division of ``size`` seats. ``able``: which lists take part; ``room``: seats they can fill.

    ``rule``: the name that steps and lots carry where a law has its article. ``seats`` may start with
    seats that are already held.
    """

    ids: Sequence[str]
    votes: Sequence[int]
    size: int
    room: Sequence[int]
    able: Sequence[bool]
    decider: Decider
    rule: str
    area: str = ""
    seats: list[int] = field(default_factory=list)
    full: list[int] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    unassigned: int = 0

    def __post_init__(self) -> None:
        self.seats = self.seats or [0] * len(self.ids)
        self.full = [0] * len(self.ids)

    def by_divisor(self, name: str, left: int | None = None) -> Run:
        """Give seats one by one to the largest votes / divisor. ``left``: how many; default all."""
        divisor = DIVISORS[name]
        left = self.size if left is None else left
        while left and (open_to := self._open()):
            values = [(i, *_quotient(self.votes[i], divisor(self.seats[i]))) for i in open_to]
            self._give("quotient", values, left)
            left -= 1
        self.unassigned += left
        return self

    def by_quota(self, quota: Fraction) -> Run:
        """Give whole quotas, then one seat each by the largest remainder, until all are given."""
        if not quota:
            self.unassigned = self.size
            return self
        whole = [
            int(v / quota) if able else 0 for v, able in zip(self.votes, self.able, strict=True)
        ]
        rest = [v - full * quota for v, full in zip(self.votes, whole, strict=True)]
        self.full = list(whole)
        self.seats = [min(full, room) for full, room in zip(whole, self.room, strict=True)]
        self._take_back(rest)
        left = self.size - sum(self.seats)
        while left and (open_to := self._open()):
            left = self._round(open_to, rest, left)
        self.unassigned += left
        return self

    def _open(self) -> list[int]:
        return [
            i
            for i, votes in enumerate(self.votes)
            if votes and self.able[i] and self.seats[i] < self.room[i]
        ]

    def _round(self, open_to: list[int], rest: list[Fraction], left: int) -> int:
        while left and open_to:
            values = [(i, 0, rest[i].numerator, rest[i].denominator) for i in open_to]
            open_to.remove(self._give("remainder", values, left))
            left -= 1
        return left

    def _take_back(self, rest: list[Fraction]) -> None:
        """A small quota can give more seats than there are: the smallest remainders lose theirs."""
        holders = [i for i, seats in enumerate(self.seats) if seats]
        while sum(self.seats) > self.size:
            holders = holders or [i for i, seats in enumerate(self.seats) if seats]
            surplus = sum(self.seats) - self.size
            least = min(rest[i] for i in holders)
            equal = [i for i in holders if rest[i] == least]
            loser, lot = self._one("taken-back", equal, least, surplus)
            self.seats[loser] -= 1
            holders.remove(loser)
            self._log("taken-back", "", least, (), lot, taken_from=self.ids[loser])

    def _give(self, code: str, values: list[tuple[int, int, int, int]], left: int) -> int:
        """``values``: list, class (a first seat of Adams goes before all), numerator, denominator."""
        best = _largest(values)
        value = Fraction(best[0][2], best[0][3])
        winner, lot = self._one(code, [item[0] for item in best], value, left)
        self.seats[winner] += 1
        rivals = strongest_first(
            Rival(self.ids[i], Fraction(top, low)) for i, _, top, low in values if i != winner
        )
        self._log(code, self.ids[winner], value, rivals, lot)
        return winner

    def _one(
        self, code: str, equal: list[int], value: Fraction, left: int
    ) -> tuple[int, Lot | None]:
        if len(equal) <= left:
            return equal[0], None
        ids = [self.ids[i] for i in equal]
        lot = self.decider.choose(self.rule, code, ids, value, self.area)
        return equal[ids.index(lot.drawn)], lot

    def _log(
        self,
        code: str,
        winner: str,
        value: Fraction,
        rivals: tuple[Rival, ...],
        lot: Lot | None,
        taken_from: str = "",
    ) -> None:
        number = len(self.steps) + 1
        self.steps.append(
            Step(number, code, self.rule, winner, value, rivals, lot, taken_from, area=self.area)
        )


def _quotient(votes: int, divisor: tuple[int, int]) -> tuple[int, int, int]:
    """The class, numerator and denominator of votes / divisor; a divisor 0 goes before all others."""
    top, bottom = divisor
    return (1, votes, 1) if top == 0 else (0, votes * bottom, top)


def _largest(values: list[tuple[int, int, int, int]]) -> list[tuple[int, int, int, int]]:
    best = [values[0]]
    for item in values[1:]:
        order = item[1] - best[0][1] or item[2] * best[0][3] - best[0][2] * item[3]
        if order > 0:
            best = [item]
        elif order == 0:
            best.append(item)
    return best
