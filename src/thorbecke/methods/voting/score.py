"""Score voting: each ballot gives every option a score, the highest total (or average) wins.

Source: W.D. Smith, Range Voting (2000); C. Hillinger, The Case for Utilitarian Voting, Homo Oeconomicus
22 (2005), DOI 10.5282/ubm/epub.653.
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
from thorbecke.methods.voting.profile import Kind, Profile, WrongBallots
from thorbecke.methods.voting.thresholds import (
    Number,
    Support,
    Thresholds,
    figures,
    votes_of,
)

ID = "voting.score"


@dataclass(frozen=True)
class Rules(Thresholds):
    """How scores are added up.

    ``seats``: how many options win. ``highest``: the highest score on the ballot paper.
    ``unscored``: an option without a score counts as ``zero``, or is left out of the ``average``.
    ``least_share``: with ``average``, the least share of the valid ballots that must have scored an
    option for it to win. The support of an option is its total divided by ``highest``.
    """

    seats: int = 1
    highest: int = 5
    unscored: str = "zero"
    least_share: Fraction | None = None

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.unscored not in {"zero", "average"}:
            raise ValueError('unscored: expected "zero" or "average"')
        if not 1 <= self.highest <= 100:
            raise ValueError("highest: expected 1 to 100")


def count(profile: Profile, rules: Rules, lots: Lots | None = None) -> Outcome:
    """Return the outcome of scores. O(u·m).

    Raises ``WrongBallots`` for another kind of ballot, or a score above the highest.
    """
    totals, given = totals_of(profile, rules.highest)
    valid = figures(profile)["valid"]
    scores: dict[str, Number] = dict(totals)
    if rules.unscored == "average":
        least = (rules.least_share or 0) * valid
        scores = {
            option: Fraction(totals[option], given[option])
            if given[option] and given[option] >= least
            else Fraction(-1)
            for option in profile.options
        }
    steps = (fact("scores", totals=totals, given=given, ballots=valid),)
    support = Support(
        {name: Fraction(total, rules.highest) for name, total in totals.items()}, valid
    )
    standing = Standing(by_score(profile, scores), scores, support, steps)
    return conclude(ID, profile, rules, standing, rules.seats, lots)


def totals_of(profile: Profile, highest: int) -> tuple[dict[str, int], dict[str, int]]:
    """Return for each option the sum of its scores, and how many ballots gave one. O(u·m)."""
    wanted(profile, "a count of scores", Kind.SCORE)
    if profile.rows.size and profile.rows.max() > highest:
        raise WrongBallots(f"expected scores of at most {highest}, found {profile.rows.max()}")
    totals = votes_of(profile, np.maximum(profile.rows, 0).astype(np.int64))
    return totals, votes_of(profile, (profile.rows >= 0).astype(np.int64))


METHOD = Method(ID, 1, "profile", Rules, count, explain)
