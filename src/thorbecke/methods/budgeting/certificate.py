"""Every payment of an Equal Shares count as a fraction, and a check that shares no code with the count.

The check goes through the rounds with the exact money of every voter. Voters with the same history of
payments have the same money, so one fraction stands for all of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from thorbecke.methods.budgeting.completion import Deciding
from thorbecke.methods.budgeting.election import Election, Utility, supports


@dataclass(frozen=True)
class Paid:
    """One purchase: every supporter paid min(what they had, ``price`` · worth); worth is 1, or the points.

    ``full``: voters who paid in full, ``rest``: voters who gave what they had left.
    """

    project: str
    price: Fraction
    full: int
    rest: int


@dataclass(frozen=True)
class Certificate:
    """All payments of a count: the share of each voter, and the purchases in order."""

    share: Fraction
    utility: str
    paid: tuple[Paid, ...]


def certificate(election: Election, run: Deciding, utility: str = "cost") -> Certificate:
    """Return the certificate of the run that decided. O(rounds² + approvals of the poor)."""
    purchases = run.run.purchases
    prices = run.run.market.ledger.exact_prices()
    paid = tuple(
        Paid(election.ids[item.place], price, item.voters_full, item.voters_poor)
        for item, price in zip(purchases, prices, strict=True)
    )
    return Certificate(run.share, utility, paid)


def faults(election: Election, found: Certificate) -> tuple[str, ...]:
    """Return what is wrong with a certificate; nothing when every payment is right.

    Checked exactly: nobody pays more than they have, only supporters pay, the payments for each project
    add up to its cost, and the numbers of payers are right.
    """
    shares = supports(election, Utility(found.utility))
    history = np.zeros(len(election.counts), np.int64)
    money = [found.share]
    wrong: list[str] = []
    for number, item in enumerate(found.paid, start=1):
        support = shares[election.places[item.project]]
        worth = (
            np.ones(len(support.who), np.int64)
            if support.worth is None
            else support.worth.astype(np.int64)
        )
        kinds, kind = _kinds(history[support.who], worth)
        voters = np.bincount(kind, weights=support.weight, minlength=len(kinds)).astype(np.int64)
        total, full, rest, fresh = Fraction(0), 0, 0, []
        for (before, unit), times in zip(kinds, voters.tolist(), strict=True):
            have, asked = money[before], item.price * unit
            pays = min(have, asked)
            total += times * pays
            full += times if have >= asked else 0
            rest += times if 0 < have < asked else 0
            fresh.append(len(money))
            money.append(have - pays)
        history[support.who] = np.array(fresh, np.int64)[kind]
        cost = election.costs[election.places[item.project]]
        if total != cost:
            wrong.append(f"round {number}: the payments for {item.project} add up to {total}")
        if (full, rest) != (item.full, item.rest):
            wrong.append(f"round {number}: {full} voters pay in full and {rest} their rest")
    return tuple(wrong)


def _kinds(history: np.ndarray, worth: np.ndarray) -> tuple[Sequence[tuple[int, int]], np.ndarray]:
    """Return the different (history, worth), and for each supporter which one is theirs."""
    most = int(worth.max(initial=1)) + 1
    keys, kind = np.unique(history * most + worth, return_inverse=True)
    return [divmod(key, most) for key in keys.tolist()], kind
