"""From standings to an outcome: fill the seats, settle ties by lot, hold the thresholds against it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from thorbecke.methods.facts import Fact, Tie, fact
from thorbecke.methods.lots import Lots
from thorbecke.methods.voting.outcome import Outcome
from thorbecke.methods.voting.profile import Kind, Profile, WrongBallots
from thorbecke.methods.voting.thresholds import (
    Number,
    Support,
    Turnout,
    figures,
    held,
    support_steps,
    turnout_step,
)
from thorbecke.methods.voting.ties import LotNeeded, by_lot

VERSION = 1
Ranking = tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Standing:
    """What a method found: the order with equal options together, the figures, the path to it."""

    ranking: Ranking
    scores: Mapping[str, Number]
    support: Support
    steps: tuple[Fact, ...] = ()
    ties: tuple[Tie, ...] = ()
    elected: tuple[str, ...] | None = None  # for methods that seat the winners themselves


def wanted(profile: Profile, method: str, *kinds: Kind) -> None:
    """Raise ``WrongBallots`` when a method can't count this kind of ballot."""
    if profile.kind not in kinds:
        expected = " or ".join(kinds)
        raise WrongBallots(f"{method} counts ballots of kind {expected}, found {profile.kind}")


def check_seats(profile: Profile, seats: int) -> None:
    """Raise ``WrongBallots`` when there can't be so many winners."""
    if not 1 <= seats <= len(profile.options):
        raise WrongBallots(f"seats: expected 1 to {len(profile.options)}, found {seats}")


def by_score(profile: Profile, scores: Mapping[str, Number]) -> Ranking:
    """Return the options by score, highest first; equal ones together in the question's order."""
    levels = sorted(set(scores.values()), reverse=True)
    groups: dict[Number, list[str]] = {level: [] for level in levels}
    for option in profile.options:
        groups[scores[option]].append(option)
    return tuple(tuple(groups[level]) for level in levels)


def conclude(
    method: str, profile: Profile, rules: Turnout, standing: Standing, seats: int, lots: Lots | None
) -> Outcome:
    """Return the outcome of a standing: the first ``seats`` options that meet the thresholds.

    Only a tie across the last seat is drawn, place ``winner``, round: the first seat at stake; and
    among several winners their order needs no lot.
    """
    check_seats(profile, seats)
    known = figures(profile)
    turnout = turnout_step(rules, known)
    if known["valid"] == 0:
        return _without_votes(method, standing, known, turnout)
    try:
        ranking, drawn = _seated(method, profile, standing, seats, lots)
    except LotNeeded as needed:
        return interrupted(method, rules, standing, needed.tie, profile)
    first = standing.elected
    if first is None:
        first = tuple(option for group in ranking for option in group)[:seats]
    checks = {option: support_steps(rules, known, option, standing.support) for option in first}
    valid = held(turnout)
    winners = tuple(option for option in first if valid and held(checks[option]))
    steps = (*standing.steps, *turnout, *(step for one in checks.values() for step in one))
    asked = turnout or any(checks.values())
    if first:
        known |= {"support": standing.support.of[first[0]], "support_base": standing.support.base}
    return Outcome(
        method,
        VERSION,
        winners,
        ranking,
        standing.scores,
        (*standing.ties, *drawn),
        (*steps, *_conclusion(winners)),
        known,
        bool(winners) if asked else None,
    )


def _without_votes(
    method: str, standing: Standing, known: dict[str, Number], turnout: tuple[Fact, ...]
) -> Outcome:
    """Nobody named an option, so nobody wins, and no lot makes a winner of nothing."""
    steps = (*standing.steps, *turnout, fact("no_votes"), fact("no_winner"))
    passed = False if turnout else None
    return Outcome(method, VERSION, (), standing.ranking, standing.scores, (), steps, known, passed)


def _conclusion(winners: tuple[str, ...]) -> tuple[Fact, ...]:
    return (fact("winners", options=winners),) if winners else (fact("no_winner"),)


def _seated(
    method: str, profile: Profile, standing: Standing, seats: int, lots: Lots | None
) -> tuple[Ranking, tuple[Tie, ...]]:
    """Return the ranking with the group that crosses the last seat put in drawn order."""
    ranking, filled = standing.ranking, 0
    if standing.elected is not None:
        return ranking, ()
    for place, group in enumerate(ranking):
        if filled + len(group) <= seats:
            filled += len(group)
            continue
        if filled == seats:
            break
        tie = by_lot(profile, method, "winner", filled + 1, group, lots)
        single = tuple((option,) for option in tie.order)
        return (*ranking[:place], *single, *ranking[place + 1 :]), (tie,)
    return ranking, ()


def interrupted(
    method: str, rules: Turnout, standing: Standing, tie: Tie, profile: Profile
) -> Outcome:
    """Return the outcome of a count that waits for a lot: how far it came, and the open tie."""
    known = figures(profile)
    turnout = turnout_step(rules, known)
    if known["valid"] == 0:
        return _without_votes(method, standing, known, turnout)
    steps = (*standing.steps, *turnout, tie_fact(tie))
    passed = None if held(turnout) else False
    ties = (*standing.ties, tie)
    return Outcome(
        method, VERSION, (), standing.ranking, standing.scores, ties, steps, known, passed
    )


def tie_fact(tie: Tie) -> Fact:
    """Return a tie as a step: between whom, and the order that settled it, if it is settled."""
    return fact(
        "tie",
        place=tie.place,
        round=tie.round,
        between=tie.between,
        order=tie.order,
        by=tie.by,
    )


def explain(outcome: Outcome) -> tuple[Fact, ...]:
    """Return why each option won or lost: its place, its figure, how far it was behind.

    Then the steps that decided: thresholds, eliminations, elections, duels; and each tie. O(steps).
    """
    places = {option: place for place, group in enumerate(outcome.ranking, 1) for option in group}
    last = min((outcome.scores[one] for one in outcome.winners if one in outcome.scores), default=0)
    found = []
    for option, place in places.items():
        score = outcome.scores.get(option)
        if option in outcome.winners:
            found.append(fact("won", option=option, place=place, score=score))
        else:
            behind = None if score is None or not outcome.winners else last - score
            found.append(fact("lost", option=option, place=place, score=score, behind=behind))
    deciding = tuple(step for step in outcome.steps if step.code in DECIDING)
    return (*found, *deciding, *map(tie_fact, outcome.ties))


DECIDING = frozenset(
    "threshold elected eliminated condorcet path locked skipped left_out completed final no_winner".split()
)
