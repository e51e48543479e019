"""Dividing points: each ballot divides a number of points among the options, the most points win."""

from __future__ import annotations

from dataclasses import dataclass

from thorbecke.methods.facts import fact
from thorbecke.methods.lots import Lots
from thorbecke.methods.registry import Method
from thorbecke.methods.voting.finish import Standing, by_score, conclude, explain, wanted
from thorbecke.methods.voting.outcome import Outcome
from thorbecke.methods.voting.profile import Kind, Profile, WrongBallots
from thorbecke.methods.voting.thresholds import Support, Thresholds, votes_of

ID = "voting.points"


@dataclass(frozen=True)
class Rules(Thresholds):
    """``seats``: how many options win. ``total``: the most points that one ballot may give; None when
    that was checked before. The support of an option is its points, out of all points given.
    """

    seats: int = 1
    total: int | None = None

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.electorate_share is not None or self.blank_counts:
            raise ValueError("points know a majority of the points given, not of people")


def count(profile: Profile, rules: Rules, lots: Lots | None = None) -> Outcome:
    """Return the outcome of divided points. O(u·m).

    Raises ``WrongBallots`` for another kind of ballot, or one with more than ``total`` points.
    """
    wanted(profile, ID, Kind.POINTS)
    given = profile.rows.sum(axis=1, dtype="int64")
    if rules.total is not None and len(given) and given.max() > rules.total:
        raise WrongBallots(f"expected at most {rules.total} points, found {given.max()}")
    points = votes_of(profile, profile.rows)
    base = sum(points.values())
    steps = (fact("points", points=points, total=base),)
    standing = Standing(by_score(profile, points), points, Support(points, base), steps)
    return conclude(ID, profile, rules, standing, rules.seats, lots)


METHOD = Method(ID, 1, "profile", Rules, count, explain)
