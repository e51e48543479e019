"""What a seat count gives back: seats, who is elected, and a log in which every seat is explained."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from thorbecke.methods.seats.election import DrawnLot


@dataclass(frozen=True)
class Lot:
    """A lot that the rules ask for. ``drawn`` is empty while it is open.

    ``step``: the code of the step that needed it. ``between``: lists, or with step ``preference``
    candidates. ``within``: the list of those candidates, or the area that is counted. ``value``: the
    average, remainder, quotient or votes that they all have.
    """

    article: str
    step: str
    between: tuple[str, ...]
    drawn: str = ""
    within: str = ""
    value: Fraction | None = None

    @property
    def open(self) -> bool:
        """True while the lot is still to be drawn."""
        return not self.drawn


@dataclass(frozen=True)
class Rival:
    """A list that was in the running for the same seat, with its average or remainder."""

    list: str
    value: Fraction

    @property
    def _order(self) -> tuple[float, Fraction]:
        """Rounding keeps the order, so fractions are compared only where the floats are equal."""
        return self.value.numerator / self.value.denominator, self.value


def strongest_first(rivals: Iterable[Rival]) -> tuple[Rival, ...]:
    """Return rivals by value; equal ones stay in their order."""
    return tuple(sorted(rivals, key=lambda rival: rival._order, reverse=True))


@dataclass(frozen=True)
class Step:
    """One or more seats that moved: to ``list``, or away from ``taken_from``.

    ``value``: the average or remainder that decided. ``after``: ``exhausted`` when the seat came from
    an exhausted list. ``area``: where the seats are divided per area.
    """

    number: int
    code: str
    article: str
    list: str
    value: Fraction | None = None
    rivals: tuple[Rival, ...] = ()
    lot: Lot | None = None
    taken_from: str = ""
    seats: int = 1
    after: str = ""
    area: str = ""


@dataclass(frozen=True)
class ListResult:
    """A list's votes and seats. ``full``: whole quotas, or direct seats; ``residual``: the rest."""

    id: str
    name: str
    votes: int
    full: int
    residual: int
    seats: int


@dataclass(frozen=True)
class Nomination:
    """Who of a list is elected, by preference votes (P 15) and in the order of the list (P 17).

    ``ranking`` (P 19): all candidates for later vacancies; candidates in one group stand equal.
    """

    list: str
    preference: tuple[str, ...]
    order: tuple[str, ...]
    ranking: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class AreaResult:
    """The seats of an area, in all and per list in the order of the lists."""

    id: str
    seats: int
    by_list: tuple[int, ...]


@dataclass(frozen=True)
class Outcome:
    """A count. With an open lot the seats are those that are certain before it is drawn.

    ``size``: the seats there are in the end (more than asked for with overhang seats).
    ``unassigned``: seats that no list could fill. ``unused``: recorded lots that no rule asked for.
    ``threshold``: votes that a list needs to take part (P 8: in largest remainders); None without one.
    ``preference_threshold``: votes that a candidate must pass (P 15).
    """

    method: str
    name: str
    size: int
    quota: Fraction | None
    lists: tuple[ListResult, ...]
    steps: tuple[Step, ...] = ()
    lots: tuple[Lot, ...] = ()
    unassigned: int = 0
    nominations: tuple[Nomination, ...] = ()
    areas: tuple[AreaResult, ...] = ()
    unused: tuple[DrawnLot, ...] = ()
    threshold: Fraction | None = None
    preference_threshold: Fraction | None = None

    @property
    def open_lots(self) -> tuple[Lot, ...]:
        """The lots that are still to be drawn; the seats are final when there are none."""
        return tuple(lot for lot in self.lots if lot.open)

    @property
    def seats(self) -> tuple[int, ...]:
        """Seats in the order of the lists."""
        return tuple(item.seats for item in self.lists)
