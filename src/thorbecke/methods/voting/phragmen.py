"""Sequential Phragmén: every seat costs one unit, voters earn at the same speed, and an option is
elected as soon as those who approve it can pay for it together.

Source: E. Phragmén (1894); S. Janson, Phragmén's and Thiele's election methods (2016), arXiv 1611.08826;
proportionality in M. Brill, R. Freeman, S. Janson and M. Lackner, Phragmén's voting methods and justified
representation, Mathematical Programming 203 (2024), DOI 10.1007/s10107-023-01926-8.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from thorbecke.methods.facts import fact
from thorbecke.methods.lots import Lots
from thorbecke.methods.registry import Method
from thorbecke.methods.voting.committee import Committee, standing, start
from thorbecke.methods.voting.finish import check_seats, conclude, explain, interrupted, wanted
from thorbecke.methods.voting.outcome import Outcome
from thorbecke.methods.voting.profile import Kind, Profile
from thorbecke.methods.voting.thresholds import Turnout
from thorbecke.methods.voting.ties import LotNeeded

ID = "voting.phragmen"


@dataclass(frozen=True)
class Rules(Turnout):
    """``seats``: how many options are chosen; an option that nobody approves is never chosen."""

    seats: int = 1


def count(profile: Profile, rules: Rules, lots: Lots | None = None) -> Outcome:
    """Return the outcome of approvals (or choices). O(k·m·u) for k seats, exact fractions.

    Raises ``WrongBallots`` for another kind of ballot, or more seats than options.
    """
    wanted(profile, ID, Kind.APPROVAL, Kind.CHOICE)
    check_seats(profile, rules.seats)
    committee = start(profile, ID, lots, Fraction(0))
    try:
        elect(committee, rules.seats)
    except LotNeeded as needed:
        return interrupted(ID, rules, standing(committee), needed.tie, profile)
    return conclude(ID, profile, rules, standing(committee), rules.seats, lots)


def elect(committee: Committee, seats: int, code: str = "elected") -> None:
    """Elect until the seats are filled. The figure of a voter is the moment since when he saves.

    A voter who paid at moment t starts again at t; one with money in hand started before 0. So an
    option can be paid at (1 + the sum of its voters' moments) / their number.
    """
    while len(committee.elected) < seats:
        moments = {}
        for option in committee.left:
            if voters := committee.supporters(option):
                started = sum((value * many for value, many in voters), Fraction(0))
                moments[option] = (1 + started) / sum(many for _, many in voters)
        if not moments:
            committee.steps.append(fact("unfilled", seats=seats - len(committee.elected)))
            return
        now = min(moments.values())
        tied = [option for option, moment in moments.items() if moment == now]
        option = committee.first("seat", tied)
        voters = committee.supporters(option)
        committee.elected.append(option)
        committee.steps.append(
            fact(
                code,
                option=option,
                round=len(committee.elected),
                moment=now,
                voters=sum(many for _, many in voters),
                moments=moments,
            )
        )
        committee.change(option, {value: now for value, _ in voters})


METHOD = Method(ID, 1, "profile", Rules, count, explain)
