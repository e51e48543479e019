"""Other votes than were cast: turnout, voters of 16 and 17, lists and municipalities that join or part.

Each function returns a new election and rounds by largest remainders, so that totals stay whole and
exact. Nothing is known of how people would really vote: every assumption is an argument, to be shown
beside the result. Lots that were drawn belong to the old votes and are left out; candidates too, but the
number of seats that a list can fill stays. docs/methods/monte-carlo.md
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from thorbecke.methods.seats.election import (
    MOST_SEATS,
    Area,
    Election,
    PartyList,
    WrongElection,
)


def spread(total: int, weights: Sequence[int | Fraction]) -> list[int]:
    """Return whole parts of ``total`` in proportion to ``weights``; the earlier wins an equal remainder.

    This rounds assumptions, it gives no seats. Raises ``WrongElection`` when all weights are 0.
    """
    whole = sum(weights)
    if whole <= 0 or min(weights) < 0:
        raise WrongElection("expected weights of 0 or more, and one above 0")
    exact = [Fraction(total) * weight / whole for weight in weights]
    parts = [int(part) for part in exact]
    order = sorted(range(len(parts)), key=lambda place: (parts[place] - exact[place], place))
    for place in order[: total - sum(parts)]:
        parts[place] += 1
    return parts


def with_votes(election: Election, votes: Sequence[int]) -> Election:
    """Return the election with other votes, without areas, candidates and lots."""
    lists = tuple(
        PartyList(item.id, item.name, count, _size(item))
        for item, count in zip(election.lists, votes, strict=True)
    )
    return Election(election.name, election.seats, lists)


def _size(item: PartyList) -> int | None:
    return None if item.room >= MOST_SEATS else item.room


def turnout(election: Election, factors: Mapping[str, Fraction]) -> Election:
    """Return the election as if the voters of a list came out by a factor: {"1": Fraction(9, 10)}.

    Lists are named by id; those not named keep their votes. Rounded to whole votes, half up.
    """
    _known(election, factors)
    changed = [
        int(item.votes * factors.get(item.id, Fraction(1)) + Fraction(1, 2))
        for item in election.lists
    ]
    return with_votes(election, changed)


@dataclass(frozen=True)
class Young:
    """Voters of 16 and 17 years: how many, which part votes, and what is assumed of their choice.

    ``shares``: weight per list id; lists not named get 0. ``like_others``: the part that votes as the
    others did (1: all of them, the shares then do not matter).
    """

    electors: int
    turnout: Fraction
    shares: Mapping[str, Fraction]
    like_others: Fraction = Fraction(1)

    def __post_init__(self) -> None:
        if self.electors < 0 or not 0 <= self.turnout <= 1 or not 0 <= self.like_others <= 1:
            raise WrongElection(
                "young voters: expected 0 or more electors, and turnout and part from 0 to 1"
            )
        if self.like_others < 1 and not any(self.shares.values()):
            raise WrongElection("young voters: give the lists that the others among them choose")


def with_young(election: Election, young: Young) -> Election:
    """Return the election with the votes of 16- and 17-year-olds added."""
    _known(election, young.shares)
    voters = int(young.electors * young.turnout)
    same = int(voters * young.like_others)
    extra = spread(same, election.votes)
    if voters > same:
        wishes = [young.shares.get(item.id, Fraction(0)) for item in election.lists]
        own = spread(voters - same, wishes)
        extra = [a + b for a, b in zip(extra, own, strict=True)]
    return with_votes(election, [a + b for a, b in zip(election.votes, extra, strict=True)])


def merge_lists(
    election: Election, ids: Sequence[str], name: str, kept: Fraction = Fraction(1)
) -> Election:
    """Return the election as if these lists had stood as one, at the place of the first.

    ``kept``: the part of their voters that follows; the others are taken not to vote.
    """
    _known(election, ids)
    if len(set(ids)) < 2 or not 0 <= kept <= 1:
        raise WrongElection("merging lists: expected two lists or more, and a part from 0 to 1")
    together = int(sum(item.votes for item in election.lists if item.id in ids) * kept)
    first = next(item for item in election.lists if item.id in ids)
    merged = PartyList(first.id, name, together)
    lists = tuple(
        merged if item is first else _bare(item)
        for item in election.lists
        if item is first or item.id not in ids
    )
    return Election(election.name, election.seats, lists)


def split_list(election: Election, id_: str, parts: Mapping[str, Fraction]) -> Election:
    """Return the election as if a list had stood as several: {"A": Fraction(3, 5), "B": …}.

    Shares are weights; all its voters choose one of the parts.
    """
    _known(election, [id_])
    if len(parts) < 2:
        raise WrongElection("splitting a list: expected two parts or more")
    lists: list[PartyList] = []
    for item in election.lists:
        if item.id != id_:
            lists.append(_bare(item))
            continue
        counts = spread(item.votes, list(parts.values()))
        lists += [
            PartyList(f"{id_}.{number}", name, count)
            for number, (name, count) in enumerate(zip(parts, counts, strict=True), 1)
        ]
    return Election(election.name, election.seats, tuple(lists))


def _bare(item: PartyList) -> PartyList:
    return PartyList(item.id, item.name, item.votes, _size(item))


def _known(election: Election, ids: Mapping[str, object] | Sequence[str]) -> None:
    have = {item.id for item in election.lists}
    for one in ids:
        if one not in have:
            raise WrongElection(f"{election.name}: there is no list {one!r}")


def merge_municipalities(
    elections: Sequence[Election],
    name: str,
    seats: int,
    *,
    weights: Sequence[int] | None = None,
    same: Mapping[str, str] | None = None,
) -> Election:
    """Return one election for several municipalities; each is an area of it.

    Lists of one name are one list; ``same`` gives other names for a list ("PvdA" → "PRO"). Count it as
    a whole for a merged municipality, ``per_area`` for a federation in which each keeps its own seats.
    ``weights``: inhabitants, for the seats of each. Raises ``WrongElection`` for fewer than two.
    """
    if len(elections) < 2:
        raise WrongElection("merging municipalities: expected two or more")
    called = same or {}
    columns: dict[str, list[int]] = {}
    for place, election in enumerate(elections):
        for item in election.lists:
            title = called.get(item.name, item.name)
            columns.setdefault(title, [0] * len(elections))[place] += item.votes
    lists = tuple(
        PartyList(str(number), title, sum(votes))
        for number, (title, votes) in enumerate(columns.items(), 1)
    )
    areas = tuple(
        Area(
            election.name,
            tuple(votes[place] for votes in columns.values()),
            weight=None if weights is None else weights[place],
        )
        for place, election in enumerate(elections)
    )
    return Election(name, seats, lists, areas)


def resized(election: Election, seats: int) -> Election:
    """Return the election for a council of another size; lots belong to the old size."""
    return replace(election, seats=seats, lots=())
