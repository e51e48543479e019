"""The same winners in the same order as pabutools, on seeded random elections and on real files."""

from __future__ import annotations

import pytest

from methods_budgeting.budgets import drawn, unpacked
from thorbecke.methods.budgeting import equal_shares, greedy, phragmen
from thorbecke.methods.budgeting.election import Election, Kind

pytestmark = pytest.mark.peers
pabutools = pytest.importorskip("pabutools")

from pabutools import election as pb  # noqa: E402
from pabutools.rules import (  # noqa: E402
    exhaustion_by_budget_increase,
    greedy_utilitarian_welfare,
    method_of_equal_shares,
    sequential_phragmen,
)

SEEDS = range(300)
TIES = ("id",)


def theirs(election: Election):
    projects = {item.id: pb.Project(item.id, item.cost) for item in election.projects}
    instance = pb.Instance(projects.values(), budget_limit=election.budget)
    ballots = unpacked(election)
    if election.kind is Kind.APPROVAL:
        made = [pb.ApprovalBallot([projects[n] for n in ballot]) for ballot in ballots]
        return instance, pb.ApprovalProfile(made, instance=instance)
    if election.kind is Kind.POINTS:
        made = [
            pb.CardinalBallot({projects[n]: v for n, v in ballot.items()}) for ballot in ballots
        ]
        return instance, pb.CardinalProfile(made, instance=instance)
    made = [pb.OrdinalBallot([projects[n] for n in ballot]) for ballot in ballots]
    return instance, pb.OrdinalProfile(made, instance=instance)


def names(allocation) -> list[str]:
    return [project.name for project in allocation]


CASES = [
    (Kind.APPROVAL, "cost", pb.Cost_Sat),
    (Kind.APPROVAL, "cardinality", pb.Cardinality_Sat),
    (Kind.POINTS, "points", pb.Additive_Cardinal_Sat),
    (Kind.ORDINAL, "points", pb.Additive_Borda_Sat),
]


@pytest.mark.parametrize(("kind", "utility", "sat"), CASES)
def test_equal_shares_in_order(kind, utility, sat):
    for seed in SEEDS:
        election = drawn(seed, kind)
        instance, profile = theirs(election)
        expected = method_of_equal_shares(instance, profile, sat_class=sat)
        found = equal_shares.count(election, equal_shares.Rules(utility=utility, ties=TIES))
        assert list(found.funded) == names(expected), seed


@pytest.mark.parametrize("stop", [True, False])
@pytest.mark.parametrize(("kind", "utility", "sat"), CASES)
def test_add1_in_order(kind, utility, sat, stop):
    for seed in range(100):
        election = drawn(seed, kind)
        instance, profile = theirs(election)
        expected = exhaustion_by_budget_increase(
            instance,
            profile,
            method_of_equal_shares,
            {"sat_class": sat},
            exhaustive_stop=stop,
            budget_step=election.voters,
            budget_bound=election.budget * election.voters * 2,
        )
        rules = equal_shares.Rules(
            utility=utility, ties=TIES, completion="add1", stop_when_exhaustive=stop
        )
        found = equal_shares.count(election, rules)
        if found.steps[-1].values["why"] == "all_bought":  # pabutools goes on to its bound
            assert sorted(found.funded) == sorted(names(expected)), seed
        else:
            assert list(found.funded) == names(expected), seed


@pytest.mark.parametrize(
    ("kind", "order", "sat"),
    [
        (Kind.APPROVAL, "votes", pb.Cost_Sat),
        (Kind.APPROVAL, "votes-per-cost", pb.Cardinality_Sat),
        (Kind.POINTS, "points-per-cost", pb.Additive_Cardinal_Sat),
        (Kind.ORDINAL, "points-per-cost", pb.Additive_Borda_Sat),
    ],
)
def test_greedy_in_order(kind, order, sat):
    for seed in SEEDS:
        election = drawn(seed, kind)
        instance, profile = theirs(election)
        expected = greedy_utilitarian_welfare(instance, profile, sat_class=sat)
        found = greedy.count(election, greedy.Rules(order=order, ties=TIES))
        assert list(found.funded) == names(expected), seed


def test_phragmen_as_a_set():
    for seed in SEEDS:
        election = drawn(seed, Kind.APPROVAL)
        instance, profile = theirs(election)
        expected = sequential_phragmen(instance, profile)
        found = phragmen.count(election, phragmen.Rules(ties=TIES))
        voted = [name for name in names(expected) if election.votes[election.places[name]]]
        assert sorted(found.funded) == sorted(voted), seed  # pabutools adds what nobody chose
