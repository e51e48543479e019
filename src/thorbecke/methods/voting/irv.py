"""Instant run-off: the option with the fewest votes goes out, its ballots move on, until one has more
than half of the votes that still count.

Source: W.R. Ware's method of 1871; rules as in T.N. Tideman, Collective Decisions and Voting (2006),
ch. 15. Options that are last together go out together when no order between them could matter.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from thorbecke.methods.facts import Fact, Tie, fact
from thorbecke.methods.lots import Lots
from thorbecke.methods.registry import Method
from thorbecke.methods.voting.breaking import Breaker, grouped, lowest_of, named
from thorbecke.methods.voting.finish import Standing, conclude, explain, interrupted, wanted
from thorbecke.methods.voting.outcome import Outcome
from thorbecke.methods.voting.papers import Integers, Papers
from thorbecke.methods.voting.profile import Kind, Profile
from thorbecke.methods.voting.thresholds import Support, Thresholds, figures
from thorbecke.methods.voting.ties import LotNeeded

ID = "voting.irv"
TIES = {"earlier_rounds", "lot"}


@dataclass(frozen=True)
class Rules(Thresholds):
    """``ties``: who goes out of those that are last together: whoever stood lower in the latest
    earlier round where they differed, then by lot (``earlier_rounds``), or at once by ``lot``.

    ``together``: options that are last together go out in one round when all their votes together are
    fewer than those of the next option: whatever their order, they would be the next to go.
    The support of an option is its votes in the last round.
    """

    ties: str = "earlier_rounds"
    together: bool = True

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.ties not in TIES:
            raise ValueError('ties: expected "earlier_rounds" or "lot"')


@dataclass
class _Count:
    profile: Profile
    papers: Papers
    breaker: Breaker
    together: bool
    left: list[int]
    history: list[Integers] = field(default_factory=list)
    steps: list[Fact] = field(default_factory=list)
    ties: list[Tie] = field(default_factory=list)
    gone: list[tuple[str, ...]] = field(default_factory=list)


def count(profile: Profile, rules: Rules, lots: Lots | None = None) -> Outcome:
    """Return the outcome of rankings (or of scores, points and choices, read as rankings). O(u·m).

    Raises ``WrongBallots`` for approvals, which rank nothing.
    """
    kinds = (Kind.RANKING, Kind.SCORE, Kind.POINTS, Kind.CHOICE)
    wanted(profile, ID, *kinds)
    breaker = Breaker(profile, ID, lots, rules.ties == "earlier_rounds")
    everyone = list(range(len(profile.options)))
    running = _Count(profile, Papers(profile), breaker, rules.together, everyone)
    try:
        votes = _run(running)
    except LotNeeded as needed:
        return interrupted(ID, rules, _standing(running, running.history[-1]), needed.tie, profile)
    return conclude(ID, profile, rules, _standing(running, votes), 1, lots)


def _run(running: _Count) -> Integers:
    """Eliminate until one option has more than half; return the votes of the last round."""
    while True:
        votes = running.papers.votes()
        running.history.append(votes)
        running.steps.append(_round(running, votes))
        top = max(int(votes[option]) for option in running.left)
        if 2 * top > int(votes.sum()) or len(running.left) == 1 or top == 0:
            return votes
        out = _out(running, votes)
        running.left = [option for option in running.left if option not in out]
        _eliminate(running, out, votes)


def _round(running: _Count, votes: Integers) -> Fact:
    options = running.profile.options
    return fact(
        "round",
        round=len(running.history),
        votes={options[option]: int(votes[option]) for option in running.left},
        exhausted=running.profile.ballots - int(votes.sum()),
    )


def _out(running: _Count, votes: Integers) -> list[int]:
    """Return who goes out: all that are last together when that can't matter, else one of them."""
    last = lowest_of(votes, running.left)
    higher = [int(votes[option]) for option in running.left if option not in last]
    if len(last) == 1 or (running.together and higher and int(votes[last].sum()) < min(higher)):
        return last
    history = running.history[:-1]
    chosen, tie = running.breaker.lowest("elimination", len(running.history), last, history)
    if tie is not None:
        running.ties.append(tie)
    return [chosen]


def _eliminate(running: _Count, out: list[int], votes: Integers) -> None:
    continuing = np.zeros(len(running.profile.options), dtype=bool)
    continuing[running.left] = True
    names = tuple(running.profile.options[option] for option in out)
    running.gone.append(names)
    for option in out:
        running.papers.move(running.papers.of(option), continuing)
    running.steps.append(
        fact("eliminated", options=names, round=len(running.history), votes=int(votes[out[0]]))
    )


def _standing(running: _Count, votes: Integers) -> Standing:
    profile = running.profile
    ranking = (*grouped(profile, votes, running.left), *reversed(running.gone))
    scores = named(profile, votes)
    support = Support(scores, figures(profile)["valid"])
    return Standing(ranking, scores, support, tuple(running.steps), tuple(running.ties))


METHOD = Method(ID, 1, "profile", Rules, count, explain)
