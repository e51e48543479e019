"""What a seat count takes in: lists with their votes, areas, candidates, and lots drawn in public."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

MOST_SEATS = 1000


class WrongElection(ValueError):
    """An election that can't be counted; the text says what is wrong and how to mend it."""


@dataclass(frozen=True)
class Candidate:
    """A candidate in the order of the list. ``deceased``: counts for the list, not for a seat (P 19a)."""

    id: str
    votes: int
    deceased: bool = False


@dataclass(frozen=True)
class PartyList:
    """A list. ``size``: how many candidates can take a seat; None when that is not known.

    ``candidates`` may be empty: then nobody is named elected. When it is given, its votes add up to
    ``votes`` and it fixes ``size``.
    """

    id: str
    name: str
    votes: int
    size: int | None = None
    candidates: tuple[Candidate, ...] = ()

    def __post_init__(self) -> None:
        if self.votes < 0:
            raise WrongElection(f"list {self.name!r}: {self.votes} votes; expected 0 or more")
        if self.size is not None and self.size < 0:
            raise WrongElection(f"list {self.name!r}: size {self.size}; expected 0 or more")
        if self.candidates:
            self._check_candidates()

    def _check_candidates(self) -> None:
        found = sum(candidate.votes for candidate in self.candidates)
        if found != self.votes:
            raise WrongElection(
                f"list {self.name!r}: its candidates have {found} votes together, "
                f"the list has {self.votes}; correct one of the two"
            )
        if any(candidate.votes < 0 for candidate in self.candidates):
            raise WrongElection(f"list {self.name!r}: a candidate has fewer than 0 votes")
        if len({candidate.id for candidate in self.candidates}) < len(self.candidates):
            raise WrongElection(f"list {self.name!r}: two candidates have the same id")
        if self.size not in (None, len(self.living)):
            raise WrongElection(
                f"list {self.name!r}: size {self.size}, but {len(self.living)} candidates can take a seat"
            )

    @cached_property
    def living(self) -> tuple[Candidate, ...]:
        """The candidates that can take a seat, in the order of the list."""
        return tuple(candidate for candidate in self.candidates if not candidate.deceased)

    @property
    def room(self) -> int:
        """The most seats that the list can fill."""
        if self.candidates:
            return len(self.living)
        return MOST_SEATS if self.size is None else self.size


@dataclass(frozen=True)
class Area:
    """A part of the territory (kern, wijk, district) with its votes, in the order of the lists.

    ``seats``: how many are chosen here; None when the method shares them out over the areas.
    ``weight``: what the seats are shared out by (inhabitants); None for the votes cast here.
    """

    id: str
    votes: tuple[int, ...]
    seats: int | None = None
    weight: int | None = None

    def __post_init__(self) -> None:
        if any(votes < 0 for votes in self.votes):
            raise WrongElection(f"area {self.id!r}: a list has fewer than 0 votes")
        if (self.seats or 0) < 0 or (self.weight or 0) < 0:
            raise WrongElection(f"area {self.id!r}: seats and weight must be 0 or more")


@dataclass(frozen=True)
class DrawnLot:
    """A lot that was drawn in public: by which article, between whom, and who was drawn.

    ``within``: the list whose candidates stood equal, or the area; else empty.
    """

    article: str
    between: tuple[str, ...]
    drawn: str
    within: str = ""

    def __post_init__(self) -> None:
        if self.drawn not in self.between:
            raise WrongElection(
                f"lot of {self.article}: {self.drawn!r} was drawn, but is not one of "
                f"{', '.join(self.between)}"
            )


@dataclass(frozen=True)
class Election:
    """One election: ``seats`` to divide over ``lists``. ``name`` also names the lots that are drawn.

    Raises ``WrongElection`` for seats outside 1–1000, no lists, the same id twice, or areas that do
    not have a figure for each list.
    """

    name: str
    seats: int
    lists: tuple[PartyList, ...]
    areas: tuple[Area, ...] = ()
    lots: tuple[DrawnLot, ...] = ()

    def __post_init__(self) -> None:
        if not 1 <= self.seats <= MOST_SEATS:
            raise WrongElection(
                f"{self.name}: {self.seats} seats; expected a number from 1 to {MOST_SEATS}"
            )
        if not self.lists:
            raise WrongElection(f"{self.name}: there is no list; give at least one")
        _no_doubles(self.name, "list", [item.id for item in self.lists])
        _no_doubles(self.name, "area", [area.id for area in self.areas])
        for area in self.areas:
            if len(area.votes) != len(self.lists):
                raise WrongElection(
                    f"{self.name}, area {area.id!r}: {len(area.votes)} figures for "
                    f"{len(self.lists)} lists; give one for each list"
                )

    @property
    def votes(self) -> tuple[int, ...]:
        """The votes in the order of the lists."""
        return tuple(item.votes for item in self.lists)


def _no_doubles(name: str, what: str, ids: list[str]) -> None:
    if len(set(ids)) < len(ids):
        double = next(item for item in ids if ids.count(item) > 1)
        raise WrongElection(f"{name}: {what} {double!r} occurs twice; give each its own id")


def simple(name: str, seats: int, votes: dict[str, int] | list[int]) -> Election:
    """Return an election from votes alone; the lists are named by their key or numbered from 1."""
    named = votes if isinstance(votes, dict) else {str(i): v for i, v in enumerate(votes, 1)}
    lists = tuple(
        PartyList(str(number), title, count)
        for number, (title, count) in enumerate(named.items(), 1)
    )
    return Election(name, seats, lists)
