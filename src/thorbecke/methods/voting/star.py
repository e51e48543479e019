"""STAR: score, then automatic run-off. The two highest totals meet; the one that more ballots score
higher wins.

Source: the method as published by the Equal Vote Coalition (2014); its official order for ties is
followed: in the first round the duel between those that are equal, then the most highest scores, then a
lot; in the run-off the higher total, then the most highest scores, then a lot.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from thorbecke.methods.facts import Fact, Tie, fact
from thorbecke.methods.lots import Lots
from thorbecke.methods.registry import Method
from thorbecke.methods.voting import pairwise
from thorbecke.methods.voting.finish import Standing, by_score, conclude, explain, interrupted
from thorbecke.methods.voting.outcome import Outcome
from thorbecke.methods.voting.pairwise import Matrix
from thorbecke.methods.voting.profile import Profile
from thorbecke.methods.voting.score import totals_of
from thorbecke.methods.voting.thresholds import Support, Thresholds, figures, votes_of
from thorbecke.methods.voting.ties import LotNeeded, by_lot

ID = "voting.star"
Key = Callable[[Sequence[str]], dict[str, int]]


@dataclass(frozen=True)
class Rules(Thresholds):
    """``highest``: the highest score on the ballot paper. ``ties``: the published order (``protocol``)
    or at once by ``lot``. The support of a finalist is the ballots that score it above the other.
    """

    highest: int = 5
    ties: str = "protocol"

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.ties not in {"protocol", "lot"}:
            raise ValueError('ties: expected "protocol" or "lot"')
        if not 1 <= self.highest <= 100:
            raise ValueError("highest: expected 1 to 100")


@dataclass
class _Count:
    """What the ties need; ``ties`` fills up while counting."""

    profile: Profile
    rules: Rules
    lots: Lots | None
    totals: dict[str, int]
    tops: dict[str, int]
    matrix: Matrix
    ties: list[Tie]


def count(profile: Profile, rules: Rules, lots: Lots | None = None) -> Outcome:
    """Return the outcome of scores; what is not scored counts as 0. O(u·m²).

    Raises ``WrongBallots`` for another kind of ballot, or a score above the highest.
    """
    totals, given = totals_of(profile, rules.highest)
    tops = votes_of(profile, profile.rows == rules.highest)
    matrix = pairwise.preferences(_scored(profile))
    running = _Count(profile, rules, lots, totals, tops, matrix, [])
    steps = [fact("scores", totals=totals, given=given, ballots=figures(profile)["valid"])]
    ranking = by_score(profile, totals)
    try:
        if len(profile.options) > 1 and figures(profile)["valid"]:
            ranking = _decided(running, ranking, steps)
    except LotNeeded as needed:
        return interrupted(ID, rules, _standing(running, ranking, steps), needed.tie, profile)
    return conclude(ID, profile, rules, _standing(running, ranking, steps), 1, lots)


def _scored(profile: Profile) -> Profile:
    """Return the profile with a score of 0 where none was given, so that the two are equal."""
    rows = np.maximum(profile.rows, 0).astype(np.int32)
    return Profile(profile.kind, profile.options, rows, profile.counts, profile.question)


def _decided(
    running: _Count, ranking: tuple[tuple[str, ...], ...], steps: list[Fact]
) -> tuple[tuple[str, ...], ...]:
    """Return the finalists in order, then the others by their total."""
    first, second = _finalists(running, ranking)
    winner = _run_off(running, first, second, steps)
    loser = second if winner == first else first
    others = tuple(
        rest for group in ranking if (rest := tuple(o for o in group if o not in {winner, loser}))
    )
    return ((winner,), (loser,), *others)


def _finalists(running: _Count, ranking: tuple[tuple[str, ...], ...]) -> tuple[str, str]:
    keys = (_losses(running), _counts(running.tops))
    found: list[str] = []
    for group in ranking:
        left = list(group)
        while left and len(found) < 2:
            # Two that fill exactly the two places both go on: their order does not matter.
            if len(found) + len(left) <= 2:
                found += left
                break
            chosen = _best(running, "finalist", len(found) + 1, left, keys)
            found.append(chosen)
            left.remove(chosen)
    return found[0], found[1]


def _run_off(running: _Count, first: str, second: str, steps: list[Fact]) -> str:
    one, other = (running.profile.options.index(option) for option in (first, second))
    votes = int(running.matrix[one, other]), int(running.matrix[other, one])
    steps.append(fact("final", first=first, second=second, votes=votes))
    if votes[0] != votes[1]:
        return first if votes[0] > votes[1] else second
    keys = (_counts(running.totals), _counts(running.tops))
    return _best(running, "final", 3, [first, second], keys)


def _losses(running: _Count) -> Key:
    """The fewer duels an option loses among those that are equal, the better."""

    def key(tied: Sequence[str]) -> dict[str, int]:
        places = [running.profile.options.index(option) for option in tied]
        part = running.matrix[np.ix_(places, places)]
        return dict(zip(tied, (-(part < part.T).sum(axis=1)).tolist(), strict=True))

    return key


def _counts(values: dict[str, int]) -> Key:
    return lambda tied: {option: values[option] for option in tied}


def _best(
    running: _Count, place: str, round_: int, tied: Sequence[str], keys: Iterable[Key]
) -> str:
    """Return the best of equal options by these keys in turn, then by lot; note the tie."""
    left, names = list(tied), ("protocol", "highest_scores")
    for name, key in zip(names, keys, strict=True) if running.rules.ties == "protocol" else ():
        values = key(left)
        left = [option for option in left if values[option] == max(values.values())]
        if len(left) == 1:
            order = (left[0], *(option for option in tied if option != left[0]))
            running.ties.append(Tie(place, round_, tuple(tied), order, name))
            return left[0]
    tie = by_lot(running.profile, ID, place, round_, left, running.lots)
    running.ties.append(tie)
    return tie.order[0]


def _standing(running: _Count, ranking: tuple[tuple[str, ...], ...], steps: list[Fact]) -> Standing:
    votes = dict.fromkeys(running.profile.options, 0)
    final = [step for step in steps if step.code == "final"]
    if final:
        values = final[0].values
        assert isinstance(values["votes"], tuple)
        for name, cast in zip(("first", "second"), values["votes"], strict=True):
            assert isinstance(cast, int)
            votes[str(values[name])] = cast
    else:
        votes = votes_of(running.profile, running.profile.rows > 0)
    support = Support(votes, figures(running.profile)["valid"])
    return Standing(ranking, running.totals, support, tuple(steps), tuple(running.ties))


METHOD = Method(ID, 1, "profile", Rules, count, explain)
