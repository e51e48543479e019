"""Bounded overspending against the formula written out, one fraction for each voter."""

from __future__ import annotations

from fractions import Fraction

import pytest

from methods_budgeting.budgets import approval, drawn, unpacked
from thorbecke.methods.budgeting import bos, equal_shares
from thorbecke.methods.budgeting.election import Kind


def slow(election, utility: str) -> list[str]:
    ballots, costs = unpacked(election), dict(zip(election.ids, election.costs, strict=True))
    worth = [
        {
            n: costs[n] if utility == "cost" else p if utility == "points" else 1
            for n, p in b.items()
        }
        for b in ballots
    ]
    money = [Fraction(election.budget, election.voters)] * len(ballots)
    funded: list[str] = []
    while True:
        left = election.budget - sum(costs[name] for name in funded)
        bids = [
            (*bid, name)
            for name in sorted(set(costs) - set(funded))
            if costs[name] <= left
            and (
                bid := offer(
                    [(money[i], w[name]) for i, w in enumerate(worth) if w.get(name)], costs[name]
                )
            )
        ]
        if not bids:
            return funded
        _, rho, name = min(bids, key=lambda item: (item[0], item[2]))
        for i, w in enumerate(worth):
            money[i] = max(Fraction(0), money[i] - rho * w.get(name, 0))
        funded.append(name)


def offer(supporters, cost):
    """The lowest (ρ / α, ρ) over every level where someone runs out, and that of the whole cost."""
    supporters = [(have, w) for have, w in supporters if have > 0]
    found = []
    for level in sorted({have / w for have, w in supporters}):
        paid = sum(min(have, level * w) for have, w in supporters)
        if paid < cost:
            alpha = paid / cost
            found.append((level / alpha / alpha, level / alpha))
    if sum(have for have, _ in supporters) >= cost:
        left, units = Fraction(cost), sum(w for _, w in supporters)
        for have, w in sorted(supporters, key=lambda item: item[0] / item[1]):
            if left <= have / w * units:
                found.append((left / units, left / units))
                break
            left, units = left - have, units - w
    return min(found) if found else None


@pytest.mark.parametrize(
    ("kind", "utility"),
    [(Kind.APPROVAL, "cost"), (Kind.APPROVAL, "cardinality"), (Kind.POINTS, "points")],
)
def test_as_the_formula_says(kind, utility):
    for seed in range(150):
        election = drawn(seed, kind)
        found = bos.count(election, bos.Rules(utility=utility, ties=("id",)))
        assert list(found.funded) == slow(election, utility), seed
        assert found.spent <= election.budget


def test_supporters_who_are_a_little_short_still_buy():
    # Nine of ten choose a for 95 of 100: they have 90, so Equal Shares funds b, the choice of one.
    election = approval({"a": 95, "b": 10}, 100, ("a", 9), ("b", 1))
    assert equal_shares.count(election, equal_shares.Rules()).funded == ("b",)
    found = bos.count(election, bos.Rules())
    assert found.funded == ("a",)


def test_real_elections_stay_within_the_budget(elections):
    for election in elections.values():
        if election.kind is Kind.APPROVAL and election.voters < 10_000:
            found = bos.count(election, bos.Rules(ties=("id",)))
            assert 0 < found.spent <= election.budget


def test_wrong_options_are_refused():
    with pytest.raises(ValueError, match="completion"):
        bos.Rules(completion="add1")
    with pytest.raises(ValueError, match="utility"):
        bos.Rules(utility="votes")
