"""From seats to persons: preference votes (P 15), the order of the list (P 17), ranking (P 19).

Source: Kieswet P 15 (from 1 July 2014), P 17, P 19, P 19a; docs/methods/kieswet-seats.md. O(n log n)
in the candidates of a list.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import groupby
from math import floor

from thorbecke.methods.seats.deciding import Decider, OpenLot
from thorbecke.methods.seats.election import Candidate, PartyList
from thorbecke.methods.seats.outcome import Nomination

PREFERENCE, ORDER, RANKING = "P 15", "P 17", "P 19"


def nominate(
    item: PartyList, seats: int, threshold: Fraction, decider: Decider
) -> Nomination | None:
    """Return who takes the seats of a list; None while a lot between candidates is open.

    ``threshold``: votes; a candidate needs *more* than this to be chosen by preference. A lot is asked
    for only when equals are more than the seats left.
    """
    whole = floor(threshold)  # votes are whole, so "more than the threshold" is "more than this"
    over = [candidate for candidate in item.living if candidate.votes > whole]
    over.sort(key=lambda candidate: -candidate.votes)  # stable: equals keep the order of the list
    try:
        preference = _preferred(item.id, over, seats, decider)
    except OpenLot:
        return None
    chosen = set(preference)
    rest = [candidate.id for candidate in item.living if candidate.id not in chosen]
    order = tuple(rest[: seats - len(preference)])
    return Nomination(item.id, preference, order, _ranking(item, over))


def _preferred(of: str, over: list[Candidate], seats: int, decider: Decider) -> tuple[str, ...]:
    chosen: list[str] = []
    for votes, group in groupby(over, key=lambda candidate: candidate.votes):
        equals = [candidate.id for candidate in group]
        while equals and len(chosen) < seats:
            left = seats - len(chosen)
            one = equals[0]
            if len(equals) > left:
                one = decider.choose(PREFERENCE, "preference", equals, votes, of).drawn
            chosen.append(one)
            equals.remove(one)
    return tuple(chosen)


def _ranking(item: PartyList, over: list[Candidate]) -> tuple[tuple[str, ...], ...]:
    """Those above the threshold by votes, then the others in the order of the list."""
    first = [
        tuple(candidate.id for candidate in group)
        for _, group in groupby(over, key=lambda candidate: candidate.votes)
    ]
    known = {candidate.id for candidate in over}
    return (*first, *((c.id,) for c in item.living if c.id not in known))
