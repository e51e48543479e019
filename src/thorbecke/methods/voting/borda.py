"""Borda's count: a place is worth as many points as there are options below it.

Source: J.-C. de Borda, Mémoire sur les élections au scrutin (1781). For incomplete and equal places see
P. Emerson, The original Borda count and partial voting, Social Choice and Welfare 40 (2013),
DOI 10.1007/s00355-011-0603-9.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from thorbecke.methods.facts import fact
from thorbecke.methods.lots import Lots
from thorbecke.methods.registry import Method
from thorbecke.methods.voting import pairwise
from thorbecke.methods.voting.finish import Standing, by_score, conclude, explain, wanted
from thorbecke.methods.voting.outcome import Outcome
from thorbecke.methods.voting.profile import Kind, Profile
from thorbecke.methods.voting.thresholds import Number, Support, Thresholds, figures

ID = "voting.borda"
UNRANKED = {"average", "zero", "modified"}


@dataclass(frozen=True)
class Rules(Thresholds):
    """What a place is worth, with m options on the ballot paper of which the voter ranked r.

    ``unranked``: ``average``: place p is worth m − p, and what is not ranked shares the points that
    are left; ``zero``: place p is worth m − p and what is not ranked nothing; ``modified``: place p is
    worth r − p + 1 and what is not ranked nothing, so that a longer list weighs more. Equal places share
    their points. ``seats``: how many options win. The support of an option is its points divided by
    the most that one ballot can give.
    """

    seats: int = 1
    unranked: str = "average"

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.unranked not in UNRANKED:
            raise ValueError('unranked: expected "average", "zero" or "modified"')


def count(profile: Profile, rules: Rules, lots: Lots | None = None) -> Outcome:
    """Return the outcome of rankings. O(u·m²).

    A blank ballot gives no points. Raises ``WrongBallots`` for another kind of ballot.
    """
    wanted(profile, ID, Kind.RANKING)
    points = points_of(profile, rules.unranked)
    size = len(profile.options)
    most = max(size if rules.unranked == "modified" else size - 1, 1)
    known = figures(profile)
    support = Support(
        {option: Fraction(value) / most for option, value in points.items()}, known["valid"]
    )
    steps = (fact("points", points=points, unranked=rules.unranked, ballots=known["valid"]),)
    standing = Standing(by_score(profile, points), points, support, steps)
    return conclude(ID, profile, rules, standing, rules.seats, lots)


def points_of(profile: Profile, unranked: str) -> dict[str, Number]:
    """Return the points of each option. Counted in half points, so that every sum is exact.

    A place is worth one point for each option below it and half a point for each equal one: the
    average of the places that equal options fill.
    """
    below, equal = _below(profile), _equal(profile)
    ranked = profile.rows > 0
    halves = 2 * below + equal
    if unranked == "average":
        halves = np.where(ranked.any(axis=1, keepdims=True), halves, 0)
    else:
        missing = (~ranked).sum(axis=1)[:, None]
        taken = 2 * missing - 2 if unranked == "modified" else 0 * missing
        halves = np.where(ranked, halves - taken, 0)
    totals = np.einsum("u,um->m", profile.counts, halves)
    return {
        option: total // 2 if total % 2 == 0 else Fraction(total, 2)
        for option, total in zip(profile.options, totals.tolist(), strict=True)
    }


def _below(profile: Profile) -> pairwise.Matrix:
    """Return how many options stand below each one, shape (u, m)."""
    places = pairwise.places(profile)
    found = np.zeros(places.shape, np.int64)
    for option in range(places.shape[1]):
        found += places < places[:, [option]]
    return found


def _equal(profile: Profile) -> pairwise.Matrix:
    """Return how many other options share the place of each one, shape (u, m)."""
    places = pairwise.places(profile)
    found = np.full(places.shape, -1, np.int64)
    for option in range(places.shape[1]):
        found += places == places[:, [option]]
    return found


METHOD = Method(ID, 1, "profile", Rules, count, explain)
