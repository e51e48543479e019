"""Mixed-member: one seat per area for the largest there, the other seats from the lists.

The votes of the areas choose the direct seats, the votes of the lists the rest. Source: M. Shugart, M.
Wattenberg (eds.), Mixed-Member Electoral Systems (2001), DOI 10.1093/019925768X.001.0001.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

from thorbecke.methods.facts import Fact
from thorbecke.methods.lots import Lots
from thorbecke.methods.registry import Method
from thorbecke.methods.seats import thresholds
from thorbecke.methods.seats.areas import list_results
from thorbecke.methods.seats.deciding import Decider, OpenLot
from thorbecke.methods.seats.dividing import DIVISORS, Run
from thorbecke.methods.seats.election import MOST_SEATS, Area, Election, WrongElection
from thorbecke.methods.seats.explaining import explain_outcome
from thorbecke.methods.seats.outcome import AreaResult, Outcome, Rival, Step
from thorbecke.methods.seats.whole import open_outcome

ID = "seats.mixed"
LINKS = ("offset", "keep", "level", "parallel")


@dataclass(frozen=True)
class MixedRules:
    """``link``: how list seats meet direct seats.

    ``offset``: the council keeps its size; direct seats count first, the rest goes to the largest
    votes / divisor from there. ``keep``: a list with more direct seats than its share keeps them and
    the council grows. ``level``: the council grows until every list has its share again.
    ``parallel``: list seats come on top, without regard to direct seats. ``threshold``: share of the
    votes for list seats.
    """

    link: str = "offset"
    divisor: str = "sainte-lague"
    threshold: Fraction = Fraction(0)

    def __post_init__(self) -> None:
        thresholds.check_choice("link", self.link, LINKS)
        thresholds.check_choice("divisor", self.divisor, tuple(DIVISORS))
        thresholds.check_share("threshold", self.threshold)


def count(inputs: Election, rules: MixedRules | None = None, lots: Lots | None = None) -> Outcome:
    """Divide direct and list seats. ``inputs.seats``: of the whole council, before it grows.

    Raises ``WrongElection`` without areas, with more areas than seats, or when levelling finds no end.
    """
    rules = rules or MixedRules()
    if not inputs.areas or len(inputs.areas) > inputs.seats:
        raise WrongElection(
            f"{inputs.name}: {len(inputs.areas)} areas for {inputs.seats} seats; expected one or more "
            "areas, and at most as many as there are seats"
        )
    decider = Decider(inputs, ID, lots)
    try:
        direct, steps = _direct(inputs, decider)
        run = _lists(inputs, rules, direct, decider)
    except OpenLot:
        return open_outcome(inputs, ID, decider)
    return _outcome(inputs, direct, steps, run, decider)


def _direct(inputs: Election, decider: Decider) -> tuple[list[int], list[Step]]:
    direct = [0] * len(inputs.lists)
    steps = []
    for area in inputs.areas:
        winner, step = _winner(inputs, area, decider)
        direct[winner] += 1
        steps.append(step)
    return direct, steps


def _winner(inputs: Election, area: Area, decider: Decider) -> tuple[int, Step]:
    most = max(area.votes)
    if not most:
        raise WrongElection(f"{inputs.name}, area {area.id!r}: nobody voted, so nobody is chosen")
    ids = [item.id for item in inputs.lists]
    equal = [i for i, votes in enumerate(area.votes) if votes == most]
    winner, lot = equal[0], None
    if len(equal) > 1:
        names = [ids[i] for i in equal]
        lot = decider.choose("direct", "direct", names, most, area.id)
        winner = ids.index(lot.drawn)
    rivals = tuple(
        Rival(ids[i], Fraction(votes))
        for i, votes in sorted(enumerate(area.votes), key=lambda pair: -pair[1])
        if i != winner and votes
    )
    return winner, Step(
        0, "direct", "direct", ids[winner], Fraction(most), rivals, lot, area=area.id
    )


def _lists(inputs: Election, rules: MixedRules, direct: list[int], decider: Decider) -> Run:
    able = thresholds.able(inputs.votes, inputs.seats, rules.threshold, Fraction(0))
    if rules.link == "parallel":
        run = _run(inputs, rules, able, decider, inputs.seats - sum(direct))
        run.seats = [a + b for a, b in zip(run.seats, direct, strict=True)]
        run.size = inputs.seats
        return run
    if rules.link == "offset":
        run = _start(inputs, rules, able, decider, inputs.seats, direct)
        return run.by_divisor(rules.divisor, inputs.seats - sum(direct))
    outside = sum(won for won, part in zip(direct, able, strict=True) if not part)
    for size in range(inputs.seats - outside, MOST_SEATS):
        run = _run(inputs, rules, able, decider, size)
        level = all(a >= b for a, b, part in zip(run.seats, direct, able, strict=True) if part)
        if level or rules.link == "keep":
            run.seats = [max(a, b) for a, b in zip(run.seats, direct, strict=True)]
            run.size = sum(run.seats) + run.unassigned
            return run
    raise WrongElection(
        f"{inputs.name}: {MOST_SEATS} seats do not level the direct seats; take another link"
    )


def _start(
    inputs: Election,
    rules: MixedRules,
    able: list[bool],
    decider: Decider,
    size: int,
    held: list[int],
) -> Run:
    ids = [item.id for item in inputs.lists]
    room = [item.room for item in inputs.lists]
    return Run(ids, inputs.votes, size, room, able, decider, rules.divisor, seats=list(held))


def _run(inputs: Election, rules: MixedRules, able: list[bool], decider: Decider, size: int) -> Run:
    nothing = [0] * len(inputs.lists)
    return _start(inputs, rules, able, decider, size, nothing).by_divisor(rules.divisor)


def _outcome(
    inputs: Election, direct: list[int], steps: list[Step], run: Run, decider: Decider
) -> Outcome:
    everything = [*steps, *run.steps]
    ids = [item.id for item in inputs.lists]
    return Outcome(
        method=ID,
        name=inputs.name,
        size=run.size,
        quota=None,
        lists=list_results(inputs, run.seats, direct),
        steps=tuple(replace(step, number=n) for n, step in enumerate(everything, 1)),
        lots=tuple(decider.made),
        unassigned=run.unassigned,
        areas=tuple(
            AreaResult(step.area, 1, tuple(int(step.list == one) for one in ids)) for step in steps
        ),
        unused=tuple(decider.unused),
    )


def explain(outcome: Outcome) -> tuple[Fact, ...]:
    """Return direct seats with their votes, list seats with their quotients, lots and totals."""
    return explain_outcome(outcome)


METHOD = Method(ID, 1, "seats", MixedRules, count, explain)
