"""The Method of Equal Shares: every voter gets the same share of the budget, and projects are bought by
those who support them, at the best price for what it is worth to them.

Sources: the rule, D. Peters, G. Pierczyński, P. Skowron, NeurIPS 34 (2021), arXiv 2008.13276. Completions
and the comparison step, as used in Wieliczka, Świecie, Aarau and Assen: equalshares.net.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from thorbecke.methods.budgeting import greedy
from thorbecke.methods.budgeting.completion import Deciding, Raising, deciding_run
from thorbecke.methods.budgeting.election import Election, Utility
from thorbecke.methods.budgeting.limits import Limits, check_names
from thorbecke.methods.budgeting.outcome import Outcome, Round, outcome
from thorbecke.methods.budgeting.preference import prefers
from thorbecke.methods.facts import Fact, fact
from thorbecke.methods.lots import Lots
from thorbecke.methods.registry import Method

NAME = "budgeting.equal-shares"
COMPLETIONS = ("none", "votes", "add1", "add1u")


@dataclass(frozen=True, kw_only=True)
class Rules(Limits):
    """The options of Equal Shares.

    ``utility``: cost, cardinality or points. ``completion``: what happens with money that is left:
    ``none``; ``votes``: most votes first, as long as it fits; ``add1``: raise every share by ``step``
    until the budget would be passed and keep the last outcome that fits; ``add1u``: add1, then votes.
    ``stop_when_exhaustive``: add1 also stops at the first outcome that leaves no room for any project;
    it can change the result. ``compare``: the outcome of the greedy rule replaces this one when more
    voters prefer it (the comparison step of Świecie 2023).
    """

    utility: str = "cost"
    completion: str = "none"
    stop_when_exhaustive: bool = True
    step: int = 1
    compare: bool = False

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.utility not in list(Utility):
            raise ValueError(f"utility: expected one of {', '.join(Utility)}")
        if self.completion not in COMPLETIONS:
            raise ValueError(f"completion: expected one of {', '.join(COMPLETIONS)}")
        if self.step < 1:
            raise ValueError("step: expected 1 or more")


def count(election: Election, rules: Rules, lots: Lots | None = None) -> Outcome:
    """Return the outcome. One run costs a few passes over the approvals, add1 one run per step.

    Raises ``LotNeeded`` when equal projects must be told apart by lot and there are no lots;
    ``ValueError`` when a limit names what is not there; ``WrongElection`` for a utility that the
    ballots do not hold.
    """
    return decided(election, rules, lots)[0]


def decided(election: Election, rules: Rules, lots: Lots | None = None) -> tuple[Outcome, Deciding]:
    """Return the outcome with the run that decided it, for whoever explains or certifies it."""
    check_names(election, rules)
    raising = Raising(
        Utility(rules.utility),
        rules.completion in {"add1", "add1u"},
        rules.stop_when_exhaustive,
        rules.step,
    )
    found = deciding_run(election, rules, raising, lots, NAME)
    shares = found.run
    rounds = [
        Round(
            election.ids[item.place],
            item.cost,
            election.votes[item.place],
            "shares",
            item.voters_full + item.voters_poor,
            item.voters_full,
        )
        for item in shares.purchases
    ]
    gate, ties = shares.gate, shares.ties
    gate.budget = election.budget
    if rules.completion in {"votes", "add1u"}:
        rounds += [greedy.voted(election, place) for place in greedy.fill(election, gate, ties)]
    figures: Mapping[str, int | Fraction] = {
        "share": found.share,
        "first_share": Fraction(election.budget, max(election.voters, 1)),
        "raises": found.raises,
    }
    steps = (*gate.facts, *([fact("completion_stopped", why=found.why)] if found.why else []))
    mine = outcome(election, NAME, tuple(rounds), tuple(ties.met), steps, figures)
    return (_compared(election, rules, mine, lots) if rules.compare else mine), found


def kept(found: Outcome) -> bool:
    """True when the outcome is that of Equal Shares itself, not the one it was compared with."""
    return not any(
        step.code == "compared_with_greedy"
        and int(str(step.values["prefer_greedy"])) > int(str(step.values["prefer_shares"]))
        for step in found.steps
    )


def _compared(election: Election, rules: Rules, mine: Outcome, lots: Lots | None) -> Outcome:
    """The comparison step: keep the outcome unless more voters prefer that of the greedy rule."""
    limits = {name: getattr(rules, name) for name in Limits.__dataclass_fields__}
    other = greedy.count(election, greedy.Rules(**limits), lots)
    more, fewer = prefers(election, mine.funded, other.funded)
    step = fact("compared_with_greedy", prefer_shares=more, prefer_greedy=fewer)
    if fewer <= more:
        return replace(mine, steps=(*mine.steps, step))
    return replace(other, method=NAME, figures=mine.figures, steps=(*other.steps, step))


def explain(found: Outcome) -> tuple[Fact, ...]:
    """Return for each project how it was funded, or that it was not; then what else happened."""
    bought = [
        fact(
            "bought_with_shares" if item.stage == "shares" else "funded_by_votes",
            project=item.project,
            round=number,
            votes=item.votes,
            paying=item.paying,
            full=item.full,
        )
        for number, item in enumerate(found.rounds, start=1)
    ]
    rest = [
        fact("not_funded", project=name, votes=found.votes[name], left=found.left)
        for name in found.unfunded
    ]
    return (*bought, *rest, *found.steps)


METHOD = Method(NAME, 1, "budget", Rules, count, explain)
