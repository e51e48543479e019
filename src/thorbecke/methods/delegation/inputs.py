"""What a delegation round hands to the count, with names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np

from thorbecke.methods.delegation.arrays import MOST_RANKS, NOBODY, Flags, Voters
from thorbecke.methods.delegation.scopes import SCOPES, finest


class WrongDelegation(ValueError):
    """A vote or delegation that can't be; the text names the voter and what was expected."""


@dataclass(frozen=True)
class Grant:
    """One voter's choice of delegates for one scope.

    ``scope``: "all", "theme" or "subject". ``name``: which theme or subject; empty for "all".
    ``delegates``: best first, different; none takes back what a coarser scope says.
    """

    scope: str
    name: str
    delegates: tuple[str, ...]


@dataclass(frozen=True)
class Delegations:
    """One question with its roll, its votes and its delegations.

    ``question``: its id; the purpose of every lot starts with it. ``options``: in the order of the
    question. ``voters``: the roll; its order decides nothing but the order of lists. ``votes``: voter to
    option, for who voted. ``grants``: voter to choices, at most one for each scope and name. ``theme``,
    ``subject``: what this question is about; only grants for them, and for "all", count here.
    ``declined``: voters who do not want to be a delegate; they are passed over, the next back-up counts.
    Raises ``WrongDelegation``: a vote or delegation by or to somebody outside the roll, to oneself,
    to the same person twice, for an unknown option or scope.
    """

    question: str
    options: tuple[str, ...]
    voters: tuple[str, ...]
    votes: Mapping[str, str]
    grants: Mapping[str, tuple[Grant, ...]] = field(default_factory=dict)
    theme: str = ""
    subject: str = ""
    declined: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        _check(self)

    def voted(self) -> Flags:
        """Return who voted, shape (n,)."""
        return np.fromiter((voter in self.votes for voter in self.voters), bool, len(self.voters))

    def delegates(self) -> Voters:
        """Return whom each voter named for this question, shape (n, r): the finest scope. O(n·r)."""
        number = {voter: place for place, voter in enumerate(self.voters)}
        declined = set(self.declined)
        names = (len(g.delegates) for grants in self.grants.values() for g in grants)
        width = max(names, default=1) or 1
        layers = []
        for scope, name in zip(SCOPES, ("", self.theme, self.subject), strict=True):
            made = np.zeros(len(self.voters), np.bool_)
            chosen = np.full((len(self.voters), width), NOBODY, np.int32)
            for voter, grant in self._at(scope, name):
                row = number[voter]
                made[row] = True
                for place, delegate in enumerate(grant.delegates):
                    if delegate not in declined:
                        chosen[row, place] = number[delegate]
            layers.append((made, chosen))
        return finest(layers)

    def _at(self, scope: str, name: str) -> Iterator[tuple[str, Grant]]:
        for voter, grants in self.grants.items():
            for grant in grants:
                if (grant.scope, grant.name) == (scope, name):
                    yield voter, grant


def _check(found: Delegations) -> None:
    roll = set(found.voters)
    if len(roll) != len(found.voters) or not roll or "" in roll:
        raise WrongDelegation("the roll must hold at least one voter, each once, with a name")
    if len(set(found.options)) != len(found.options):
        raise WrongDelegation("the options must have different names")
    options = set(found.options)
    for voter, option in found.votes.items():
        if voter not in roll:
            raise WrongDelegation(f"voter {voter}: voted, but is not on the roll")
        if option not in options:
            raise WrongDelegation(f"voter {voter}: the question has no option {option!r}")
    for name in found.declined:
        if name not in roll:
            raise WrongDelegation(f"voter {name}: declined, but is not on the roll")
    for voter, grants in found.grants.items():
        if voter not in roll:
            raise WrongDelegation(f"voter {voter}: delegated, but is not on the roll")
        _check_grants(voter, grants, roll)


def _check_grants(voter: str, grants: tuple[Grant, ...], roll: set[str]) -> None:
    places = [(grant.scope, grant.name) for grant in grants]
    if len(set(places)) != len(places):
        raise WrongDelegation(f"voter {voter}: more than one list of delegates for one scope")
    for grant in grants:
        if grant.scope not in SCOPES or (grant.scope == "all") == bool(grant.name):
            raise WrongDelegation(
                f"voter {voter}: expected a scope all, or theme or subject with its name, "
                f"found {grant.scope!r} {grant.name!r}"
            )
        _check_delegates(voter, grant.delegates, roll)


def _check_delegates(voter: str, delegates: tuple[str, ...], roll: set[str]) -> None:
    if voter in delegates:
        raise WrongDelegation(f"voter {voter}: nobody can be their own delegate")
    if len(set(delegates)) != len(delegates):
        raise WrongDelegation(f"voter {voter}: names the same delegate twice")
    if len(delegates) > MOST_RANKS:
        raise WrongDelegation(f"voter {voter}: names more than {MOST_RANKS} delegates")
    for delegate in delegates:
        if delegate not in roll:
            raise WrongDelegation(f"voter {voter}: delegate {delegate!r} is not on the roll")
