"""The greedy rule: most votes first, as long as it fits. What most cities do, and a completion.

Source: the rule as in use, described in P. Faliszewski and others, Participatory Budgeting: Data, Tools,
and Analysis, IJCAI 2023, DOI 10.24963/ijcai.2023/297.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from thorbecke.methods.budgeting.election import Election
from thorbecke.methods.budgeting.limits import Gate, Limits, Ties, check_names
from thorbecke.methods.budgeting.outcome import Outcome, Round, outcome
from thorbecke.methods.facts import Fact, fact
from thorbecke.methods.lots import Lots
from thorbecke.methods.registry import Method

ORDERS = ("votes", "votes-per-cost", "points", "points-per-cost")


@dataclass(frozen=True, kw_only=True)
class Rules(Limits):
    """``order``: what goes first: ``votes``, ``points``, or either divided by the cost.

    ``stop``: the first project that does not fit ends the count, instead of being skipped.
    """

    order: str = "votes"
    stop: bool = False

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.order not in ORDERS:
            raise ValueError(f"order: expected one of {', '.join(ORDERS)}")


def count(election: Election, rules: Rules, lots: Lots | None = None) -> Outcome:
    """Return the outcome. O(projects²) at worst, after the votes are counted.

    Raises ``LotNeeded`` when equal projects must be told apart by lot and there are no lots.
    """
    check_names(election, rules)
    gate = Gate(election, rules, election.budget)
    ties = Ties(election, "budgeting.greedy", rules.ties, lots)
    places = fill(election, gate, ties, rules.order, stop=rules.stop)
    rounds = tuple(voted(election, place) for place in places)
    return outcome(election, "budgeting.greedy", rounds, tuple(ties.met), tuple(gate.facts), {})


def voted(election: Election, place: int) -> Round:
    """Return the round of a project that was funded by its votes."""
    project = election.projects[place]
    return Round(project.id, project.cost, election.votes[place], "votes")


def scores(election: Election, order: str) -> tuple[Fraction, ...]:
    """Return what the greedy rule sorts by; the more the better."""
    counts = election.tallies if order.startswith("points") else election.votes
    if not order.endswith("per-cost"):
        return tuple(Fraction(value) for value in counts)
    return tuple(Fraction(value, cost) for value, cost in zip(counts, election.costs, strict=True))


def fill(
    election: Election, gate: Gate, ties: Ties, order: str = "votes", *, stop: bool = False
) -> list[int]:
    """Fund what is still open, best score first; returns the places in order."""
    values = scores(election, order)
    waiting = {place for place in range(len(values)) if place not in gate.shut}
    funded: list[int] = []
    while waiting:
        first = gate.first()
        field = waiting if first is None else waiting & first
        place = _pick(field, values, gate, ties, len(funded) + 1, stop)
        if place is None and first is not None:
            gate.give_up(len(funded) + 1)
            continue
        if place is None:
            break
        waiting.discard(place)
        gate.fund(place)
        funded.append(place)
    return funded


def _pick(
    field: set[int],
    values: Sequence[Fraction],
    gate: Gate,
    ties: Ties,
    round_: int,
    stop: bool,
) -> int | None:
    fits = {place for place in field if gate.open(place)}
    pool = {place for place in field if place not in gate.shut} if stop else fits
    if not pool:
        return None
    best = max(values[place] for place in pool)
    equal = [place for place in pool if values[place] == best]
    place = equal[0] if len(equal) == 1 else ties.best("selection", round_, equal)
    return place if place in fits else None


def explain(found: Outcome) -> tuple[Fact, ...]:
    """Return for each project why it is funded or not, in the order of selection, then of the list."""
    funded = [
        fact("funded_by_votes", project=item.project, round=number, votes=item.votes)
        for number, item in enumerate(found.rounds, start=1)
    ]
    rest = [
        fact("not_funded", project=name, votes=found.votes[name], left=found.left)
        for name in found.unfunded
    ]
    return (*funded, *rest, *found.steps)


METHOD = Method("budgeting.greedy", 1, "budget", Rules, count, explain)
