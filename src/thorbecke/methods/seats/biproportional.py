"""Biproportional seats: every area its seats, every list its seats, and both hold at once.

First the lists get their seats from all votes (with a threshold), the areas theirs from their weight;
then seats go to cells (area, list) so that both totals hold and every cell is its votes times an area
factor times a list factor, rounded. Sources: M. Balinski, G. Demange, Mathematical Programming 45
(1989), DOI 10.1007/BF01589103; F. Pukelsheim, Proportional Representation (2017), chapters 14–15, DOI
10.1007/978-3-319-64707-4. docs/methods/biproportional.md
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

from thorbecke.methods.facts import Fact
from thorbecke.methods.lots import Lots
from thorbecke.methods.registry import Method
from thorbecke.methods.seats import thresholds
from thorbecke.methods.seats.areas import area_seats, list_results, need_areas
from thorbecke.methods.seats.deciding import Decider, OpenLot
from thorbecke.methods.seats.dividing import DIVISORS, Run
from thorbecke.methods.seats.election import MOST_SEATS, Election, WrongElection
from thorbecke.methods.seats.explaining import explain_outcome
from thorbecke.methods.seats.outcome import AreaResult, Outcome, Step
from thorbecke.methods.seats.scaling import Impossible, Scaling, settle
from thorbecke.methods.seats.whole import open_outcome

ID = "seats.biproportional"
ROUNDINGS = ("sainte-lague", "dhondt")


@dataclass(frozen=True)
class BiproportionalRules:
    """``list_divisor``: shares the council out over lists; ``area_divisor`` over areas.

    ``rounding``: of the cells (``ROUNDINGS``). ``threshold``: needed share of all valid votes.
    """

    list_divisor: str = "sainte-lague"
    area_divisor: str = "sainte-lague"
    rounding: str = "sainte-lague"
    threshold: Fraction = Fraction(0)

    def __post_init__(self) -> None:
        thresholds.check_choice("list_divisor", self.list_divisor, tuple(DIVISORS))
        thresholds.check_choice("area_divisor", self.area_divisor, tuple(DIVISORS))
        thresholds.check_choice("rounding", self.rounding, ROUNDINGS)
        thresholds.check_share("threshold", self.threshold)


def count(
    inputs: Election, rules: BiproportionalRules | None = None, lots: Lots | None = None
) -> Outcome:
    """Divide the seats over lists and areas at once; exact rationals, lots explicit.

    Raises ``WrongElection`` when no division fits: a list would have more seats than there are in the
    areas where it has votes. Polynomial: at most seats × (areas + lists) transfers.
    """
    rules = rules or BiproportionalRules()
    need_areas(inputs)
    decider = Decider(inputs, ID, lots)
    try:
        return _count(inputs, rules, decider)
    except OpenLot:
        return open_outcome(inputs, ID, decider)


def _count(inputs: Election, rules: BiproportionalRules, decider: Decider) -> Outcome:
    able = thresholds.able(inputs.votes, inputs.seats, rules.threshold, Fraction(0))
    if not any(able):
        raise WrongElection(f"{inputs.name}: no list has votes and reaches the threshold")
    rows, steps = area_seats(inputs, rules.area_divisor, decider)
    columns = _list_seats(inputs, rules, able, decider)
    votes = tuple(
        tuple(v if part else 0 for v, part in zip(area.votes, able, strict=True))
        for area in inputs.areas
    )
    try:
        found = Scaling(votes, rows, columns.seats, rules.rounding).solve()
    except Impossible as error:
        raise WrongElection(f"{inputs.name}: {error}") from None
    names = [[f"{area.id}/{item.id}" for item in inputs.lists] for area in inputs.areas]
    settle(found, names, lambda tied: decider.choose("biproportional", "cell", tied).drawn)
    return Outcome(
        method=ID,
        name=inputs.name,
        size=inputs.seats,
        quota=None,
        lists=list_results(inputs, columns.seats, [0] * len(inputs.lists)),
        steps=_numbered([*steps, *columns.steps, *_cells(inputs, found)]),
        lots=tuple(decider.made),
        areas=tuple(
            AreaResult(area.id, size, tuple(row))
            for area, size, row in zip(inputs.areas, rows, found.seats, strict=True)
        ),
        unused=tuple(decider.unused),
    )


def _list_seats(
    inputs: Election, rules: BiproportionalRules, able: list[bool], decider: Decider
) -> Run:
    """The seats of each list in the whole territory; candidates are not counted here."""
    ids = [item.id for item in inputs.lists]
    room = [MOST_SEATS] * len(ids)
    rule = f"lists: {rules.list_divisor}"
    run = Run(ids, inputs.votes, inputs.seats, room, able, decider, rule)
    return run.by_divisor(rules.list_divisor)


def _cells(inputs: Election, found: Scaling) -> list[Step]:
    """Each cell with its exact scaled value, so that anyone rounds it again."""
    return [
        Step(
            0,
            "cell",
            "biproportional",
            item.id,
            found.value(row, column),
            area=area.id,
            seats=found.seats[row][column],
        )
        for row, area in enumerate(inputs.areas)
        for column, item in enumerate(inputs.lists)
        if found.votes[row][column]
    ]


def _numbered(steps: list[Step]) -> tuple[Step, ...]:
    return tuple(replace(step, number=number) for number, step in enumerate(steps, 1))


def explain(outcome: Outcome) -> tuple[Fact, ...]:
    """Return area and list seats with quotients, each cell's scaled value, lots and totals."""
    return explain_outcome(outcome)


METHOD = Method(ID, 1, "seats", BiproportionalRules, count, explain)
