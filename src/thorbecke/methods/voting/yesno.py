"""Yes or no: a proposal passes with more yes than no, and with the thresholds that were set.

When the votes are equal the rule decides: ``no`` (nothing changes without a majority, the default) or
``lot``. A missed threshold gives no winner.
"""

from __future__ import annotations

from dataclasses import dataclass

from thorbecke.methods.facts import Tie, fact
from thorbecke.methods.lots import Lots
from thorbecke.methods.registry import Method
from thorbecke.methods.voting.finish import (
    Standing,
    by_score,
    conclude,
    explain,
    tie_fact,
    wanted,
)
from thorbecke.methods.voting.outcome import Outcome
from thorbecke.methods.voting.profile import Kind, Profile, WrongBallots
from thorbecke.methods.voting.thresholds import Support, Thresholds, Turnout, votes_of

ID = "voting.yesno"
OPTIONS = {"yes", "no"}


@dataclass(frozen=True)
class Rules(Thresholds):
    """``tie``: what holds when yes and no are equal, ``no`` or ``lot``.

    ``electorate_share`` and ``majority`` are asked of yes only; a win of no needs the turnout alone.
    """

    tie: str = "no"

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.tie not in {"no", "lot"}:
            raise ValueError('tie: expected "no" or "lot"')


def count(profile: Profile, rules: Rules, lots: Lots | None = None) -> Outcome:
    """Return the outcome of a yes-no question. O(u).

    ``passed`` speaks of what was asked: of yes every threshold, of no the turnout alone.
    Raises ``WrongBallots`` for other options than yes and no.
    """
    wanted(profile, ID, Kind.CHOICE)
    if set(profile.options) != OPTIONS:
        raise WrongBallots('expected the options "yes" and "no"')
    votes = votes_of(profile, profile.rows)
    base = votes["yes"] + votes["no"]
    ranking = by_score(profile, votes)
    ties: tuple[Tie, ...] = ()
    if len(ranking) == 1 and rules.tie == "no":
        tie = Tie("winner", 1, profile.options, ("no", "yes"), "status_quo")
        ranking, ties = (("no",), ("yes",)), (tie,)
    steps = (fact("votes", votes=votes, total=base), *map(tie_fact, ties))
    standing = Standing(ranking, votes, Support(votes, base), steps, ties)
    return _judged(profile, rules, standing, lots)


def _judged(profile: Profile, rules: Rules, standing: Standing, lots: Lots | None) -> Outcome:
    """Ask the thresholds of yes; when no is ahead only the turnout matters."""
    outcome = conclude(ID, profile, rules, standing, 1, lots)
    if outcome.open_ties or outcome.ranking[0] != ("no",):
        return outcome
    return conclude(ID, profile, Turnout(rules.turnout), standing, 1, lots)


METHOD = Method(ID, 1, "profile", Rules, count, explain)
