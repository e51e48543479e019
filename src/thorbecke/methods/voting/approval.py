"""Approval voting: each ballot approves as many options as it likes, the most approvals win.

Source: S.J. Brams and P.C. Fishburn, Approval Voting, American Political Science Review 72 (1978),
DOI 10.2307/1955105.
"""

from __future__ import annotations

from dataclasses import dataclass

from thorbecke.methods.facts import fact
from thorbecke.methods.lots import Lots
from thorbecke.methods.registry import Method
from thorbecke.methods.voting.finish import Standing, by_score, conclude, explain, wanted
from thorbecke.methods.voting.outcome import Outcome
from thorbecke.methods.voting.profile import Kind, Profile
from thorbecke.methods.voting.thresholds import Support, Thresholds, figures, votes_of

ID = "voting.approval"


@dataclass(frozen=True)
class Rules(Thresholds):
    """``seats``: how many options win. The support of an option is the ballots that approve it."""

    seats: int = 1


def count(profile: Profile, rules: Rules, lots: Lots | None = None) -> Outcome:
    """Return the outcome of approvals (or of choices, which approve one). O(u·m).

    Raises ``WrongBallots`` for another kind of ballot.
    """
    wanted(profile, ID, Kind.APPROVAL, Kind.CHOICE)
    votes = votes_of(profile, profile.rows)
    base = figures(profile)["valid"]
    steps = (fact("approvals", votes=votes, ballots=base),)
    standing = Standing(by_score(profile, votes), votes, Support(votes, base), steps)
    return conclude(ID, profile, rules, standing, rules.seats, lots)


METHOD = Method(ID, 1, "profile", Rules, count, explain)
