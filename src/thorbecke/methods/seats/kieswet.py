"""Seats of a municipal council under the Kieswet, with every step, lot and elected candidate.

P 5 quota, P 6 full seats, P 7 largest averages (19 seats or more), P 8 largest remainders (fewer), P 9
absolute majority, P 10 exhausted lists, P 15, P 17 and P 19 candidates. Sources and what was not read
literally: ``docs/methods/kieswet-seats.md``. Exact: integers and fractions only.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from thorbecke.methods.facts import Fact, fact
from thorbecke.methods.lots import Lots
from thorbecke.methods.registry import Method
from thorbecke.methods.seats import engine
from thorbecke.methods.seats.deciding import Decider, OpenLot
from thorbecke.methods.seats.election import Election
from thorbecke.methods.seats.explaining import explain_outcome
from thorbecke.methods.seats.nomination import nominate
from thorbecke.methods.seats.outcome import (
    ListResult,
    Lot,
    Nomination,
    Outcome,
    Rival,
    Step,
    strongest_first,
)

ID = "seats.kieswet"
AVERAGES, REMAINDERS, MAJORITY, EXHAUSTED = "P 7", "P 8", "P 9", "P 10"


@dataclass(frozen=True)
class KieswetRules:
    """The law of 18 March 2026; every field is a knob for a what-if.

    ``bill_36641``: a residual seat only for a list with the quota (when no list has it: for all).
    ``large_from``: largest averages from this many seats. ``remainder_threshold``: part of the quota
    that a list needs to take part in largest remainders. ``absolute_majority``: P 9 applies.
    ``preference_large`` and ``preference_small``: a candidate needs more than this part of the quota.
    """

    bill_36641: bool = False
    large_from: int = 19
    remainder_threshold: Fraction = Fraction(3, 4)
    absolute_majority: bool = True
    preference_large: Fraction = Fraction(1, 4)
    preference_small: Fraction = Fraction(1, 2)

    def __post_init__(self) -> None:
        for name in ("remainder_threshold", "preference_large", "preference_small"):
            if not 0 <= getattr(self, name) <= 1:
                raise ValueError(f"{name}: expected a fraction from 0 to 1")

    def terms(self, seats: int) -> engine.Terms:
        """Return the knobs as integers for a council of this size."""
        share = self.remainder_threshold
        return engine.Terms(
            seats < self.large_from,
            share.numerator,
            share.denominator,
            self.bill_36641,
            self.absolute_majority,
        )


LAW = KieswetRules()


def count(inputs: Election, rules: KieswetRules = LAW, lots: Lots | None = None) -> Outcome:
    """Divide the seats of a council and name who is elected.

    A lot comes from ``inputs.lots``, else from the seed in ``lots``; else it is open: the outcome then
    says between whom, and its seats are those that are certain before it. O(residual seats × lists).
    """
    decider = Decider(inputs, ID, lots)
    found: dict[int, Lot] = {}  # the lot of each award, by its place in the log

    def choose(code: str, tied: tuple[int, ...], value: tuple[int, int]) -> int:
        article = _article(code, run.terms.small, exhausted=any(a.after for a in run.log))
        ids = [inputs.lists[index].id for index in tied]
        lot = decider.choose(article, code, ids, Fraction(*value))
        found[len(run.log)] = lot
        return tied[ids.index(lot.drawn)]

    room = [item.room for item in inputs.lists]
    terms = rules.terms(inputs.seats)
    run = engine.Count(inputs.votes, inputs.seats, room, terms, choose)
    try:
        run.run()
    except OpenLot:
        return _outcome(inputs, run, found, decider, rules, settled=False)
    return _outcome(inputs, run, found, decider, rules, settled=True)


def _article(code: str, small: bool, exhausted: bool) -> str:
    if code.startswith(engine.MAJORITY):
        return MAJORITY
    if exhausted or code == engine.EXHAUSTED:
        return EXHAUSTED
    return REMAINDERS if small else AVERAGES


def _outcome(
    inputs: Election,
    run: engine.Count,
    found: dict[int, Lot],
    decider: Decider,
    rules: KieswetRules,
    settled: bool,
) -> Outcome:
    """``settled``: all seats are, so that candidates can be named."""
    quota = Fraction(sum(inputs.votes), inputs.seats)
    small = run.terms.small
    preference = quota * (rules.preference_small if small else rules.preference_large)
    nominations = _nominations(inputs, run.seats, preference, decider) if settled else []
    return Outcome(
        method=ID,
        name=inputs.name,
        size=inputs.seats,
        quota=quota,
        lists=tuple(
            ListResult(item.id, item.name, item.votes, full, seats - full, seats)
            for item, full, seats in zip(inputs.lists, run.full, run.seats, strict=True)
        ),
        steps=_steps(inputs, run, found),
        lots=tuple(decider.made),
        unassigned=run.unassigned,
        nominations=tuple(item for item in nominations if item),
        unused=tuple(decider.unused),
        threshold=_threshold(quota, run, rules),
        preference_threshold=preference,
    )


def _threshold(quota: Fraction, run: engine.Count, rules: KieswetRules) -> Fraction | None:
    """The votes that a list needs: the quota under the bill, else 75 % of it in small councils."""
    if rules.bill_36641:
        return quota if any(run.full) else None
    return quota * rules.remainder_threshold if run.terms.small else None


def _nominations(
    inputs: Election, seats: list[int], threshold: Fraction, decider: Decider
) -> list[Nomination | None]:
    return [
        nominate(item, won, threshold, decider)
        for item, won in zip(inputs.lists, seats, strict=True)
        if item.candidates
    ]


def _steps(inputs: Election, run: engine.Count, found: dict[int, Lot]) -> tuple[Step, ...]:
    names = [item.id for item in inputs.lists]
    return tuple(
        _step(place, award, run.terms.small, names, found.get(place))
        for place, award in enumerate(run.log)
    )


def _step(place: int, award: engine.Award, small: bool, names: list[str], lot: Lot | None) -> Step:
    taken = "" if award.taken_from is None else names[award.taken_from]
    leaves = award.code == engine.EXHAUSTED
    rivals = (Rival(names[index], Fraction(top, low)) for index, top, low in award.rivals)
    return Step(
        number=place + 1,
        code=award.code,
        article=_article(award.code, small, bool(award.after)),
        list="" if leaves else names[award.list],
        value=None if leaves else Fraction(*award.value),
        rivals=strongest_first(rivals),
        lot=lot,
        taken_from=taken,
        seats=award.seats,
        after=award.after,
    )


def explain(outcome: Outcome) -> tuple[Fact, ...]:
    """Return the count as facts: quota (P 5), full seats (P 6), each later seat, lots, persons."""
    opening = fact(
        "quota",
        article="P 5",
        votes=sum(item.votes for item in outcome.lists),
        seats=outcome.size,
        quota=outcome.quota,
    )
    full = tuple(
        fact("full", article="P 6", list=item.id, votes=item.votes, seats=item.full)
        for item in outcome.lists
    )
    return (opening, *full, *explain_outcome(outcome))


METHOD = Method(ID, 1, "seats", KieswetRules, count, explain)
