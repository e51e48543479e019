"""``delegation.breadth-first``: the tally of a question on which people could hand on their vote."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from thorbecke.methods.delegation.arrays import NOBODY, Counts, Flags, Resolution, Voters
from thorbecke.methods.delegation.breadth_first import resolve
from thorbecke.methods.delegation.capped import Draw, resolve_capped
from thorbecke.methods.delegation.concentration import gini
from thorbecke.methods.delegation.inputs import Delegations
from thorbecke.methods.delegation.lost import Reason, reasons
from thorbecke.methods.delegation.outcome import Outcome, Step
from thorbecke.methods.facts import Fact, Tie, fact
from thorbecke.methods.lots import Lots
from thorbecke.methods.registry import Method
from thorbecke.methods.voting.ties import LotNeeded

ID = "delegation.breadth-first"
VERSION = 1


@dataclass(frozen=True)
class Rules:
    """``cap``: the most votes that one voter may cast, their own included; None for no limit.
    ``delegates``: how many choices count, best first; None for all that were named; 1 is no back-ups.
    Raises ``ValueError`` below 1."""

    cap: int | None = None
    delegates: int | None = None

    def __post_init__(self) -> None:
        for name in ("cap", "delegates"):
            value = getattr(self, name)
            if value is not None and (type(value) is not int or value < 1):
                raise ValueError(f"{name}: expected a whole number of at least 1, found {value!r}")


def count(inputs: Delegations, rules: Rules, lots: Lots | None = None) -> Outcome:
    """Return the outcome. O(n·r). Raises ``LotNeeded`` when room is short and no lots were given."""
    voted, table = inputs.voted(), inputs.delegates()[:, : rules.delegates]
    free = resolve(voted, table)
    drawn: list[Tie] = []
    found = free
    if rules.cap is not None:
        draw = _drawer(inputs, lots, drawn)
        found = resolve_capped(voted, table, rules.cap, draw)
    why, rounds = reasons(found, table, free)
    weights = found.weights()
    names = np.array(inputs.voters, dtype=object)
    tally, direct = _tallies(inputs, weights)
    return Outcome(
        method=ID,
        version=VERSION,
        tally=tally,
        direct=direct,
        leading=_leading(tally),
        leading_direct=_leading(direct),
        weights=_named(names, weights, weights > 0),
        steps=_steps(found, names),
        lost={
            voter: Reason(reason).name.lower()
            for voter, reason in zip(inputs.voters, why.tolist(), strict=True)
            if reason not in (Reason.COUNTED, Reason.ABSENT)
        },
        absent=int(np.count_nonzero(why == Reason.ABSENT)),
        cycles=tuple(tuple(names[members].tolist()) for members in rounds),
        largest=int(weights.max()),
        gini=gini(weights[voted]),
        rescued=_rescued(voted, table, found),
        lots=tuple(drawn),
    )


def _drawer(inputs: Delegations, lots: Lots | None, drawn: list[Tie]) -> Draw:
    """Return what draws among voters who compete, and notes each draw in ``drawn``."""

    def draw(caster: int, level: int, voters: Voters) -> Voters:
        between = tuple(inputs.voters[voter] for voter in voters)
        place = f"room {inputs.voters[caster]}"
        if lots is None:
            raise LotNeeded(Tie(place, level, between))
        purpose = f"{inputs.question}|{ID}|{place}|{level}"
        order = np.array(lots.order(purpose, voters.tolist()), np.int32)
        drawn.append(Tie(place, level, between, tuple(inputs.voters[voter] for voter in order)))
        return order

    return draw


def _tallies(inputs: Delegations, weights: Counts) -> tuple[dict[str, int], dict[str, int]]:
    tally, direct = dict.fromkeys(inputs.options, 0), dict.fromkeys(inputs.options, 0)
    for voter, weight in zip(inputs.voters, weights.tolist(), strict=True):
        if voter in inputs.votes:
            tally[inputs.votes[voter]] += weight
            direct[inputs.votes[voter]] += 1
    return tally, direct


def _leading(tally: Mapping[str, int]) -> tuple[str, ...]:
    most = max(tally.values(), default=0)
    return tuple(option for option, weight in tally.items() if weight == most and most)


def _named(names: Voters, values: Counts, chosen: Flags) -> dict[str, int]:
    return dict(zip(names[chosen].tolist(), values[chosen].tolist(), strict=True))


def _steps(found: Resolution, names: Voters) -> dict[str, Step]:
    handed = np.flatnonzero(found.via != NOBODY)
    columns: Sequence[Sequence[object]] = (
        names[found.via[handed]].tolist(),
        found.rank[handed].tolist(),
        names[found.caster[handed]].tolist(),
        found.length[handed].tolist(),
    )
    rows = zip(*columns, strict=True)
    return {voter: Step(*row) for voter, row in zip(names[handed].tolist(), rows, strict=True)}


def _rescued(voted: Flags, table: Voters, found: Resolution) -> int:
    """Return how many count now and would not with first choices only."""
    first = resolve(voted, table[:, 0])
    return int(np.count_nonzero((found.caster != NOBODY) & (first.caster == NOBODY)))


def explain(outcome: Outcome) -> tuple[Fact, ...]:
    """Return what happened, without language."""
    why = Counter(outcome.lost.values())
    facts = [
        fact("delegated", voters=len(outcome.steps), casters=len(outcome.weights)),
        fact("lost", voters=len(outcome.lost), **{name: why[name] for name in sorted(why)}),
        fact("absent", voters=outcome.absent),
        fact("rescued", voters=outcome.rescued),
        fact("largest_weight", weight=outcome.largest, of=sum(outcome.weights.values())),
        fact("gini", value=outcome.gini),
        fact("without_delegation", tally=outcome.direct, leading=outcome.leading_direct),
        fact("changed", by_delegation=outcome.leading != outcome.leading_direct),
    ]
    facts += [fact("cycle", voters=cycle) for cycle in outcome.cycles]
    facts += [
        fact("lot", place=tie.place, level=tie.round, order=tie.order) for tie in outcome.lots
    ]
    return tuple(facts)


METHOD = Method(ID, VERSION, "delegation", Rules, count, explain)
