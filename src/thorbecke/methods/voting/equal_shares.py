"""The method of equal shares for a choice of k options: every voter gets the same part of the k seats
and pays for options that he approves, as equally as possible.

Source: D. Peters and P. Skowron, Proportionality and the Limits of Welfarism, ACM EC 2020,
DOI 10.1145/3391403.3399465 (there called Rule X); completion with Phragmén's method as proposed there.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from thorbecke.methods.facts import fact
from thorbecke.methods.lots import Lots
from thorbecke.methods.registry import Method
from thorbecke.methods.voting import phragmen
from thorbecke.methods.voting.committee import Committee, standing, start
from thorbecke.methods.voting.finish import check_seats, conclude, explain, interrupted, wanted
from thorbecke.methods.voting.outcome import Outcome
from thorbecke.methods.voting.profile import Kind, Profile
from thorbecke.methods.voting.thresholds import Turnout, figures, votes_of
from thorbecke.methods.voting.ties import LotNeeded

ID = "voting.equal-shares"
COMPLETIONS = {"phragmen", "approvals", "none"}


@dataclass(frozen=True)
class Rules(Turnout):
    """``seats``: how many options are chosen. ``completion``: what fills the seats that nobody can pay:
    ``phragmen`` (voters save on from what they have left), ``approvals`` (the most approved), or
    ``none`` (they stay empty). An option that nobody approves is never chosen.
    """

    seats: int = 1
    completion: str = "phragmen"

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.completion not in COMPLETIONS:
            raise ValueError('completion: expected "phragmen", "approvals" or "none"')


def count(profile: Profile, rules: Rules, lots: Lots | None = None) -> Outcome:
    """Return the outcome of approvals (or choices). O(k·m·u) for k seats, exact fractions.

    Blank ballots get no part: they leave the choice to the others.
    Raises ``WrongBallots`` for another kind of ballot, or more seats than options.
    """
    wanted(profile, ID, Kind.APPROVAL, Kind.CHOICE)
    check_seats(profile, rules.seats)
    voters = int(figures(profile)["valid"])
    part = Fraction(rules.seats, voters or 1)
    committee = start(profile, ID, lots, part)
    committee.steps.append(fact("parts", voters=voters, seats=rules.seats, each=part))
    try:
        _buy(committee)
        _complete(committee, rules)
    except LotNeeded as needed:
        return interrupted(ID, rules, standing(committee), needed.tie, profile)
    return conclude(ID, profile, rules, standing(committee), rules.seats, lots)


def price(voters: list[tuple[Fraction, int]]) -> Fraction | None:
    """Return the least most that anyone pays when these voters buy one option; None: too little money.

    ``voters``: money, ascending, and how many have it. O(classes).
    """
    cost, many = Fraction(1), sum(number for _, number in voters)
    for money, number in voters:
        if money * many >= cost:
            return cost / many
        cost -= money * number
        many -= number
    return None


def _buy(committee: Committee) -> None:
    """Buy the option for which the most that anyone pays is least, until nothing can be bought."""
    while True:
        prices = {}
        for option in committee.left:
            if (most := price(committee.supporters(option))) is not None:
                prices[option] = most
        if not prices:
            return
        least = min(prices.values())
        tied = [option for option, most in prices.items() if most == least]
        option = committee.first("purchase", tied)
        voters = committee.supporters(option)
        committee.elected.append(option)
        committee.steps.append(
            fact(
                "elected",
                option=option,
                round=len(committee.elected),
                price=least,
                voters=sum(many for _, many in voters),
                prices=prices,
            )
        )
        committee.change(option, {money: money - min(money, least) for money, _ in voters})


def _complete(committee: Committee, rules: Rules) -> None:
    """Say what the others missed, then fill what is left as the rules say."""
    for option in committee.left:
        money = sum((value * many for value, many in committee.supporters(option)), Fraction(0))
        committee.steps.append(fact("missed", option=option, money=money, missing=1 - money))
    if len(committee.elected) == rules.seats or rules.completion == "none":
        return
    if rules.completion == "phragmen":
        # Money in hand is having saved since before moment 0.
        committee.values = [-value for value in committee.values]
        phragmen.elect(committee, rules.seats, code="completed")
    else:
        _by_approvals(committee, rules.seats)


def _by_approvals(committee: Committee, seats: int) -> None:
    votes = votes_of(committee.profile, committee.profile.rows)
    while len(committee.elected) < seats:
        most = max(votes[option] for option in committee.left)
        if most == 0:
            committee.steps.append(fact("unfilled", seats=seats - len(committee.elected)))
            return
        tied = [option for option in committee.left if votes[option] == most]
        option = committee.first("seat", tied)
        committee.elected.append(option)
        committee.steps.append(
            fact("completed", option=option, round=len(committee.elected), voters=most)
        )


METHOD = Method(ID, 1, "profile", Rules, count, explain)
