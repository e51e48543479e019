"""Every "N more supporters" and "so much cheaper" is counted again."""

from __future__ import annotations

from dataclasses import replace

import pytest

from methods_budgeting.budgets import approval, drawn, make, unpacked
from thorbecke.methods.budgeting import axioms, equal_shares, explain, greedy, phragmen
from thorbecke.methods.budgeting.election import Election, Kind, from_ballots
from thorbecke.methods.facts import to_data

TIES = ("id",)


def changed(
    election: Election, name: str, more: int = 0, cheaper: int = 0, *, scale: bool
) -> Election:
    """The same vote with more supporters of one project, or with it at a lower cost.

    ``scale``: all money times the number of voters, so that the share per voter stays the same, in whole
    cents, when voters are added.
    """
    times = election.voters if scale else 1
    extra = more if scale else 0
    projects = [
        replace(item, cost=(item.cost - (cheaper if item.id == name else 0)) * times)
        for item in election.projects
    ]
    points = election.kind is Kind.POINTS
    ballots = [(dict(b) if points else list(b), 1) for b in unpacked(election)]
    ballots += [({name: 1} if points else [name], 1)] * more
    budget = election.budget * (times + extra) if scale else election.budget
    return from_ballots(election.kind, projects, budget, ballots, "q")


def recount(module, election: Election, rules, *, scale: bool) -> int:
    """Check all figures of one count; returns how many were checked."""
    found = explain.counted(election, rules)
    checked = 0
    for why in explain.whys(found):
        assert why.funded == (why.project in found.outcome.funded)
        if why.funded:
            continue
        if why.supporters is not None:
            again = changed(election, why.project, why.supporters, scale=scale)
            assert why.project in module.count(again, rules).funded, why
            fewer = changed(election, why.project, max(0, why.supporters - 1), scale=scale)
            less = module.count(fewer, rules)
            assert why.project not in less.funded or less.ties, (
                why
            )  # only a tie may do with one less
            checked += 1
        if why.cheaper is not None and why.cheaper < why.cost:
            again = changed(election, why.project, cheaper=why.cheaper, scale=scale)
            assert why.project in module.count(again, rules).funded, why
            checked += 1
    return checked


@pytest.mark.parametrize(
    ("kind", "utility"),
    [(Kind.APPROVAL, "cost"), (Kind.APPROVAL, "cardinality"), (Kind.POINTS, "points")],
)
def test_equal_shares_is_counted_again(kind, utility):
    rules = equal_shares.Rules(utility=utility, ties=TIES)
    checked = [recount(equal_shares, drawn(s, kind), rules, scale=True) for s in range(60)]
    assert sum(checked) > 200


def test_equal_shares_with_votes_is_counted_again():
    rules = equal_shares.Rules(completion="votes", ties=TIES)
    for seed in range(40):
        election = drawn(seed, Kind.APPROVAL)
        found = explain.counted(election, rules)
        for why in explain.whys(found):
            if not why.funded and why.reason == "money" and why.supporters and why.stage == "":
                # N voters whose share was not touched: the budget and all shares stay the same.
                idle = [dict.fromkeys([why.project], 1)] * why.supporters
                blank = election.blank
                if blank < why.supporters:
                    continue
                rest = [list(b) for b in unpacked(election) if b] + [list(b) for b in idle]
                rest += [[]] * (blank - why.supporters)
                again = from_ballots(
                    Kind.APPROVAL, election.projects, election.budget, [(b, 1) for b in rest], "q"
                )
                assert why.project in equal_shares.count(again, rules).funded


def test_greedy_is_counted_again():
    checked = [
        recount_votes(drawn(s, Kind.APPROVAL), greedy.Rules(ties=TIES), greedy) for s in range(60)
    ]
    assert sum(checked) > 40


def test_phragmen_is_counted_again():
    for rules in (phragmen.Rules(ties=TIES), phragmen.Rules(ties=TIES, completion="votes")):
        checked = [recount_votes(drawn(s, Kind.APPROVAL), rules, phragmen) for s in range(60)]
        assert sum(checked) > 40


def recount_votes(election, rules, module) -> int:
    """As ``recount``, where the number of voters does not change a share."""
    found, checked = explain.counted(election, rules), 0
    for why in explain.whys(found):
        if not why.funded and why.supporters is not None:
            again = changed(election, why.project, why.supporters, scale=False)
            assert why.project in module.count(again, rules).funded, why
            checked += 1
        if why.cheaper is not None and why.cheaper < why.cost:
            again = changed(election, why.project, cheaper=why.cheaper, scale=False)
            assert why.project in module.count(again, rules).funded, why
    return checked


def test_real_election_is_counted_again(elections):
    election = elections["poland_wieliczka_2023_green-budget.pb"]
    rules = equal_shares.Rules(ties=TIES)
    whys = explain.whys(explain.counted(election, rules))
    lost = [why for why in whys if not why.funded][:12]
    assert len(lost) == 12
    for why in lost:
        again = changed(election, why.project, why.supporters, scale=True)
        assert why.project in equal_shares.count(again, rules).funded
        fewer = changed(election, why.project, why.supporters - 1, scale=True)
        assert why.project not in equal_shares.count(fewer, rules).funded


def test_all_figures_of_a_project_by_hand():
    # 10 each. a: six voters pay 5 each of 30. b has those six with 30 left and is 10 short of 40.
    election = approval({"a": 30, "b": 40, "c": 35}, 100, ("ab", 6), ("c", 4))
    whys = {
        w.project: w for w in explain.whys(explain.counted(election, equal_shares.Rules(ties=TIES)))
    }
    a, b = whys["a"], whys["b"]
    assert (a.round, a.price, a.paying, a.full, a.behind) == (1, 5, 6, 6, (60,))
    assert (b.funded, b.reason, b.supporters, b.cheaper) == (False, "money", 1, 10)
    assert b.behind == (60, 30, 30)
    assert to_data(explain.facts(tuple(whys.values())))


def test_reasons_other_than_money():
    labels = {"a": ["north"], "b": ["north"], "c": ["south"]}
    costs, ballots = {"a": 30, "b": 30, "c": 30}, [(["a", "b"], 6), (["c"], 4), (["b"], 2)]
    election = make(Kind.APPROVAL, costs, 120, ballots, labels)

    def reason(**options) -> dict[str, str]:
        rules = equal_shares.Rules(ties=TIES, **options)
        return {w.project: w.reason for w in explain.whys(explain.counted(election, rules))}

    assert reason(caps=(("north", 40),))["a"] == "cap"
    assert reason(exclusive=(("a", "b"),))["a"] == "rival"
    assert reason(minimum_votes=7)["a"] == "support"
    rules = equal_shares.Rules(ties=TIES, minimum_votes=7)
    why = explain.whys(explain.counted(election, rules))[0]
    assert why.supporters == 1


def test_ejr_plus_finds_a_witness_that_anyone_can_check():
    # Greedy gives the whole budget to the choice of six; four of ten could pay for c.
    election = approval({"a": 50, "b": 50, "c": 40}, 100, ("ab", 6), ("c", 4))
    found = greedy.count(election, greedy.Rules(ties=TIES))
    assert found.funded == ("a", "b")
    witness = axioms.ejr_plus(election, found.funded)
    assert (witness.project, witness.voters, witness.entitled, witness.most) == ("c", 4, 40, 0)
    verdict = axioms.audit(election, found.funded)
    assert verdict.exhaustive
    assert float(verdict.share_with_nothing) == 0.4


def test_ejr_plus_against_all_groups():
    """The prefix test says the same as a search through every group of voters."""
    for seed in range(120):
        election = drawn(seed, Kind.APPROVAL)
        if election.voters > 9:
            continue
        ballots = unpacked(election)
        costs = dict(zip(election.ids, election.costs, strict=True))
        for funded in ((), election.ids[:1], election.ids[:2]):
            expected = any(
                name not in funded and wronged(group, name, funded, ballots, costs, election)
                for name in costs
                for group in range(1, 2 ** len(ballots))
            )
            assert (axioms.ejr_plus(election, funded) is not None) == expected, seed


def wronged(group, name, funded, ballots, costs, election) -> bool:
    members = [ballot for place, ballot in enumerate(ballots) if group >> place & 1]
    return all(
        name in ballot
        and (sum(costs[f] for f in funded if f in ballot) + costs[name]) * election.voters
        <= len(members) * election.budget
        for ballot in members
    )


def test_spending_per_area():
    labels = {"a": ["north"], "b": ["south"]}
    election = make(Kind.APPROVAL, {"a": 60, "b": 40}, 60, [(["a"], 3), (["b"], 1)], labels)
    areas = axioms.audit(election, ("a",)).areas
    assert {name: [str(part) for part in parts] for name, parts in areas.items()} == {
        "north": ["3/4", "1"],
        "south": ["1/4", "0"],
    }
