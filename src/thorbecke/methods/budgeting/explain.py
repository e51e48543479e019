"""The figures of every project under any rule: why it won or lost, and what was missing."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np

from thorbecke.methods.budgeting import bos, equal_shares, greedy, phragmen
from thorbecke.methods.budgeting.completion import Deciding
from thorbecke.methods.budgeting.election import Election, Utility, supports
from thorbecke.methods.budgeting.limits import Gate, Limits
from thorbecke.methods.budgeting.outcome import Outcome
from thorbecke.methods.budgeting.why import Why, by_votes, lowest, missing_votes, reason
from thorbecke.methods.budgeting.why_shares import explain_shares
from thorbecke.methods.facts import Fact, fact
from thorbecke.methods.lots import Lots


@dataclass(frozen=True)
class Counted:
    """An outcome with what its explanation needs, so that nothing is counted twice."""

    election: Election
    rules: Any
    outcome: Outcome
    run: Deciding | None = None


def counted(election: Election, rules: Any, lots: Lots | None = None) -> Counted:
    """Count under these rules; the type of the rules chooses the method. Raises as ``count`` does."""
    if isinstance(rules, equal_shares.Rules):
        found, run = equal_shares.decided(election, rules, lots)
        return Counted(election, rules, found, run if equal_shares.kept(found) else None)
    for module in (phragmen, bos, greedy):
        if isinstance(rules, module.Rules):
            return Counted(election, rules, module.count(election, rules, lots))
    raise TypeError(f"{type(rules).__name__} are no rules of a budget")


def whys(found: Counted) -> tuple[Why, ...]:
    """Return the figures of every project in the order of the list. O(rounds · approvals).

    Where the outcome of the greedy rule replaced that of Equal Shares (comparison step), its figures
    are given.
    """
    election, rules, outcome = found.election, found.rules, found.outcome
    if found.run is not None:
        return explain_shares(election, rules, outcome, found.run)
    if isinstance(rules, phragmen.Rules):
        return _phragmen(election, rules, outcome)
    if isinstance(rules, greedy.Rules):
        order = "" if rules.stop else rules.order
        return explain_votes(election, rules, outcome, order)
    order = "" if isinstance(rules, bos.Rules) else "votes"
    return explain_votes(election, rules, outcome, order)


def _gate(election: Election, rules: Limits, found: Outcome) -> Gate:
    gate = Gate(election, rules, election.budget)
    for name in found.funded:
        gate.fund(election.places[name])
    return gate


def explain_votes(election: Election, rules: Limits, found: Outcome, order: str) -> tuple[Why, ...]:
    """Return the figures where votes decide. What was missing is given for the order ``votes``."""
    gate = _gate(election, rules, found)
    rounds = {item.project: number for number, item in enumerate(found.rounds, start=1)}
    return tuple(
        _by_votes(election, rules, found, gate, place, rounds.get(name, 0), order)
        for place, name in enumerate(election.ids)
    )


def _by_votes(
    election: Election,
    rules: Limits,
    found: Outcome,
    gate: Gate,
    place: int,
    number: int,
    order: str,
) -> Why:
    item = found.rounds[number - 1] if number else None
    why = "" if item else reason(election, rules, gate, place, "room")
    more = cheaper = None
    if why in {"room", "support"} and order == "votes" and not rules.floors:
        more, cheaper = by_votes(election, found, 0, place)
    if why == "support":
        more, cheaper = max(more or 0, missing_votes(election, rules, place)), None
    return Why(
        project=election.ids[place],
        votes=election.votes[place],
        cost=election.costs[place],
        round=number,
        stage=item.stage if item else "",
        reason=why,
        price=None,
        paying=item.paying if item else 0,
        full=item.full if item else 0,
        behind=(),
        supporters=more,
        cheaper=cheaper,
    )


def _phragmen(election: Election, rules: phragmen.Rules, found: Outcome) -> tuple[Why, ...]:
    """Replay Phragmén's rule with all unfunded projects side by side. O(rounds · approvals)."""
    loads = phragmen.Loads(
        supports(election, Utility.CARDINALITY), election.costs, len(election.counts)
    )
    size = len(election.projects)
    fewest: list[int | None] = [None] * size
    cheaper: list[int | None] = [None] * size
    taken = set(found.funded)
    losers = [place for place in range(size) if election.ids[place] not in taken]
    bought = [item for item in found.rounds if item.stage == "phragmen"]
    turns = [election.places[item.project] for item in bought]
    over = next((f.values["project"] for f in found.steps if f.code == "stopped_over_budget"), None)
    if over is not None:
        turns.append(election.places[str(over)])
    left = election.budget
    for turn in turns:
        time = loads.exact(turn)
        for place in losers:
            if place != turn:
                _beats(loads, place, time, left, fewest, cheaper)
        if turn in losers:
            break
        loads.buy(turn, time)
        left -= election.costs[turn]
    rounds = {item.project: number for number, item in enumerate(found.rounds, start=1)}
    gate = _gate(election, rules, found)
    return tuple(
        _turn(
            election, rules, found, gate, place, rounds.get(name, 0), fewest, cheaper, len(bought)
        )
        for place, name in enumerate(election.ids)
    )


def _beats(
    loads: phragmen.Loads,
    place: int,
    time: Fraction,
    left: int,
    fewest: list[int | None],
    cheaper: list[int | None],
) -> None:
    """Note with how many new supporters, or at what cost, a project comes before this time."""
    support, cost = loads.supports[place], loads.costs[place]
    counts = np.bincount(
        loads.last[support.who], weights=support.weight, minlength=len(loads.times)
    )
    paid = Fraction(
        sum(int(n) * value for n, value in zip(counts.tolist(), loads.times, strict=True) if n),
        loads.denominator,
    )
    if cost <= left and time > 0:
        more = ((cost + paid) / time - support.total).__floor__() + 1
        fewest[place] = lowest([fewest[place], max(more, 0)])
    lower = min((time * support.total - paid).__ceil__() - 1, left)
    if 1 <= lower < cost:
        cheaper[place] = lowest([cheaper[place], cost - lower])


def _turn(
    election: Election,
    rules: phragmen.Rules,
    found: Outcome,
    gate: Gate,
    place: int,
    number: int,
    fewest: list[int | None],
    cheaper: list[int | None],
    stage_start: int,
) -> Why:
    item = found.rounds[number - 1] if number else None
    why = "" if item else reason(election, rules, gate, place, "money")
    more = less = None
    if why in {"money", "support"} and not rules.floors:
        more, less = fewest[place], cheaper[place]
        if rules.completion == "votes":
            votes, room = by_votes(election, found, stage_start, place)
            more, less = lowest([more, votes]), lowest([less, room])
    if why == "support":
        more, less = max(more or 0, missing_votes(election, rules, place)), None
    return Why(
        project=election.ids[place],
        votes=election.votes[place],
        cost=election.costs[place],
        round=number,
        stage=item.stage if item else "",
        reason=why,
        price=None,
        paying=item.paying if item else 0,
        full=item.full if item else 0,
        behind=(),
        supporters=more,
        cheaper=less,
    )


def facts(whys: tuple[Why, ...]) -> tuple[Fact, ...]:
    """Return the figures as language-free facts, in the order of the projects."""
    found = []
    for why in whys:
        if why.funded:
            found.append(
                fact(
                    "why_funded",
                    project=why.project,
                    votes=why.votes,
                    round=why.round,
                    stage=why.stage,
                    price=why.price,
                    paying=why.paying,
                    full=why.full,
                )
            )
        else:
            found.append(
                fact(
                    "why_not_funded",
                    project=why.project,
                    votes=why.votes,
                    reason=why.reason,
                    supporters=why.supporters,
                    cheaper=why.cheaper,
                    proved=why.proved,
                )
            )
    return tuple(found)
