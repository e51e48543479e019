"""Plurality: each ballot counts for one option, the most votes win.

With ranked ballots the first place counts. Source: the rule of one vote each; for its thresholds see
``docs/methods/plurality-and-thresholds.md``.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from thorbecke.methods.facts import fact
from thorbecke.methods.lots import Lots
from thorbecke.methods.registry import Method
from thorbecke.methods.voting.finish import Standing, by_score, conclude, explain, wanted
from thorbecke.methods.voting.outcome import Outcome
from thorbecke.methods.voting.profile import Counts, Kind, Profile
from thorbecke.methods.voting.thresholds import Support, Thresholds, votes_of

ID = "voting.plurality"


@dataclass(frozen=True)
class Rules(Thresholds):
    """``seats``: how many options win. The support of an option is its votes."""

    seats: int = 1


def count(profile: Profile, rules: Rules, lots: Lots | None = None) -> Outcome:
    """Return the outcome of choices, or of the first places of rankings. O(u·m).

    A ranking that puts several options first gives each an equal part of the vote.
    Raises ``WrongBallots`` for another kind of ballot.
    """
    wanted(profile, ID, Kind.CHOICE, Kind.RANKING)
    votes = first_votes(profile)
    base = sum(votes.values())
    steps = (fact("votes", votes=votes, total=base),)
    standing = Standing(by_score(profile, votes), votes, Support(votes, base), steps)
    return conclude(ID, profile, rules, standing, rules.seats, lots)


def first_votes(profile: Profile) -> dict[str, int | Fraction]:
    """Return the votes of each option: its first places, shared ones divided equally. O(u·m)."""
    first, sharing = firsts(profile)
    found: dict[str, int | Fraction] = dict.fromkeys(profile.options, 0)
    for size in np.unique(sharing[sharing > 0]):
        part = votes_of(profile, first & (sharing == size)[:, None])
        for option, votes in part.items():
            found[option] += votes if size == 1 else Fraction(votes, int(size))
    return {option: _whole(votes) for option, votes in found.items()}


def firsts(profile: Profile) -> tuple[Counts, Counts]:
    """Return which options stand first, shape (u, m), bool; and how many do so in each row, (u,)."""
    rows = profile.rows
    ranked = rows > 0
    best = np.where(ranked, rows, np.iinfo(rows.dtype).max).min(axis=1, initial=127)
    first: Counts = ranked & (rows == best[:, None])
    return first, first.sum(axis=1)


def _whole(value: int | Fraction) -> int | Fraction:
    """Return a whole number as an integer, so that one figure has one form."""
    return int(value) if value == int(value) else value


METHOD = Method(ID, 1, "profile", Rules, count, explain)
