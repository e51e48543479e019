"""Equal Shares by hand, its axioms on drawn elections, and the exact side."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from methods_budgeting.budgets import approval, drawn, make, unpacked
from thorbecke.methods import registry
from thorbecke.methods.budgeting import axioms, certificate, completion, equal_shares
from thorbecke.methods.budgeting.election import Kind, WrongElection, from_ballots
from thorbecke.methods.facts import to_data
from thorbecke.methods.lots import Lots
from thorbecke.methods.voting.ties import LotNeeded

KINDS = [
    (Kind.APPROVAL, "cost"),
    (Kind.APPROVAL, "cardinality"),
    (Kind.POINTS, "points"),
    (Kind.ORDINAL, "points"),
]
seeds = st.integers(0, 10**6)


def slow_equal_shares(election, utility: str, share: Fraction) -> list[str]:
    """The rule as the paper writes it, one fraction for each voter: the oracle of these tests."""
    ballots = unpacked(election)
    costs = dict(zip(election.ids, election.costs, strict=True))
    worth = [
        {
            name: costs[name]
            if utility == "cost"
            else points
            if election.kind is Kind.POINTS and utility == "points"
            else len(ballot) - 1 - place
            if utility == "points"
            else 1
            for place, (name, points) in enumerate(ballot.items())
        }
        for ballot in ballots
    ]
    money = [share] * len(ballots)
    funded: list[str] = []
    while True:
        best = None
        for name in sorted(set(costs) - set(funded)):
            rate = slow_rate(
                [(money[i], w[name]) for i, w in enumerate(worth) if w.get(name)], costs[name]
            )
            if rate is not None and (best is None or rate < best[0]):
                best = (rate, name)
        if best is None:
            return funded
        rate, name = best
        for i, w in enumerate(worth):
            money[i] -= min(money[i], rate * w.get(name, 0))
        funded.append(name)


def slow_rate(supporters, cost) -> Fraction | None:
    """The rate at which the supporters (money, worth) pay the cost together."""
    if sum(have for have, _ in supporters) < cost:
        return None
    left, units = Fraction(cost), sum(w for _, w in supporters)
    for have, w in sorted(supporters, key=lambda item: item[0] / item[1]):
        if left <= have / w * units:
            return left / units
        left, units = left - have, units - w
    return None


def test_a_small_budget_by_hand():
    # 10 voters, 100 euros: 10 each. Six choose a and b, four choose c.
    election = approval({"a": 40, "b": 30, "c": 40}, 100, ("ab", 6), ("c", 4))
    found = equal_shares.count(election, equal_shares.Rules())
    # a and b both cost their six 1/6 of a euro for a euro's worth: equal votes, so the cheaper one goes
    # first. They have 60 - 30 = 30 left, too little for a. The four of c have exactly 40.
    assert found.funded == ("b", "c")
    assert found.ties[0].order == ("b", "a")
    assert found.ties[0].by == "cost"
    assert (found.rounds[0].paying, found.rounds[0].full, found.left) == (6, 6, 30)


@pytest.mark.parametrize(("kind", "utility"), KINDS)
@settings(max_examples=60)
@given(seed=seeds)
def test_as_the_paper_writes_it(kind, utility, seed):
    election = drawn(seed, kind)
    found = equal_shares.count(election, equal_shares.Rules(utility=utility, ties=("id",)))
    share = Fraction(election.budget, election.voters)
    assert list(found.funded) == slow_equal_shares(election, utility, share)


@settings(max_examples=80)
@given(seed=seeds)
def test_keeps_within_the_budget_and_satisfies_ejr_plus(seed):
    election = drawn(seed, Kind.APPROVAL)
    for completed in equal_shares.COMPLETIONS:
        found = equal_shares.count(election, equal_shares.Rules(completion=completed, ties=("id",)))
        assert found.spent <= election.budget
        assert axioms.ejr_plus(election, found.funded) is None


@settings(max_examples=60)
@given(seed=seeds)
def test_the_order_of_ballots_changes_nothing(seed):
    election = drawn(seed, Kind.APPROVAL)
    ballots = [(list(ballot), 1) for ballot in unpacked(election)]
    again = from_ballots(Kind.APPROVAL, election.projects, election.budget, ballots[::-1], "q")
    rules = equal_shares.Rules(completion="add1u", ties=("id",))
    assert equal_shares.count(again, rules) == equal_shares.count(election, rules)


@pytest.mark.parametrize(("kind", "utility"), KINDS)
def test_jumping_over_shares_changes_nothing(kind, utility, monkeypatch):
    for seed in range(30):
        election = drawn(seed, kind)
        for stop in (True, False):
            rules = equal_shares.Rules(
                utility=utility, ties=("id",), completion="add1", stop_when_exhaustive=stop
            )
            monkeypatch.setattr(completion, "FIRST", 10**9)
            step_by_step = equal_shares.count(election, rules)
            monkeypatch.setattr(completion, "FIRST", 0)
            assert equal_shares.count(election, rules) == step_by_step, seed


def test_add1_jumps_when_the_unit_is_tiny(monkeypatch):
    runs = []
    plain = completion._Runs.at
    monkeypatch.setattr(completion._Runs, "at", lambda *a, **k: runs.append(1) or plain(*a, **k))
    # In cents: Add1 has to raise the share by some 300,000 cents before c fits.
    election = approval(
        {"a": 4_000_000, "b": 4_000_000, "c": 6_000_000}, 10_000_000, ("a", 4), ("b", 4), ("c", 12)
    )
    found = equal_shares.count(
        election, equal_shares.Rules(completion="add1", stop_when_exhaustive=False, ties=("id",))
    )
    assert found.figures["raises"] > 100_000
    assert len(runs) < 120


@pytest.mark.parametrize(("kind", "utility"), KINDS)
@settings(max_examples=40)
@given(seed=seeds)
def test_the_certificate_adds_up(kind, utility, seed):
    election = drawn(seed, kind)
    _, run = equal_shares.decided(election, equal_shares.Rules(utility=utility, ties=("id",)))
    found = certificate.certificate(election, run, utility)
    assert certificate.faults(election, found) == ()
    if found.paid:
        wrong = replace(found.paid[0], price=found.paid[0].price + Fraction(1, 10**9))
        assert certificate.faults(election, replace(found, paid=(wrong, *found.paid[1:])))


def test_the_certificate_of_real_elections(elections):
    for election in elections.values():
        _, run = equal_shares.decided(election, equal_shares.Rules(ties=("id",)))
        assert certificate.faults(election, certificate.certificate(election, run)) == ()


def test_a_price_closer_than_floats_can_tell():
    """Two rates that differ by 1 in 10¹⁵: the lower one goes first, whatever the list says."""
    big = 4 * 10**14 + 1
    election = approval({"a": big, "b": big - 1}, 2 * big - 1, ("a", 1), ("b", 1))
    rules = equal_shares.Rules(utility="cardinality", ties=("listed",))
    found = equal_shares.count(election, rules)
    assert found.funded == ("b",)
    assert found.ties == ()


def test_exactly_enough_money_is_enough():
    # Three voters with 100/3 each pay 100 together: in floats 99.99999999999999 or 100.
    election = approval({"a": 100, "b": 1}, 100, ("a", 3))
    assert equal_shares.count(election, equal_shares.Rules()).funded == ("a",)
    election = approval({"a": 101, "b": 1}, 100, ("a", 3))
    assert equal_shares.count(election, equal_shares.Rules()).funded == ()


def test_ties_are_settled_as_the_rules_say():
    election = approval({"a": 50, "b": 50}, 68, ("a", 1), ("b", 1), ("ab", 2))
    with pytest.raises(LotNeeded) as stopped:
        equal_shares.count(election, equal_shares.Rules())
    assert stopped.value.tie.between == ("a", "b")
    found = equal_shares.count(election, equal_shares.Rules(), Lots(bytes(32)))
    assert found.ties[0].by == "lot"
    assert found.ties[0].order[0] == found.funded[0]
    assert equal_shares.count(election, equal_shares.Rules(), Lots(bytes(32))) == found
    assert equal_shares.count(election, equal_shares.Rules(ties=("id",))).ties[0].by == "id"


def test_caps_floors_and_exclusive_groups():
    labels = {"a": ["north"], "b": ["north"], "c": ["south"]}
    costs, ballots = {"a": 30, "b": 30, "c": 30}, [(["a", "b"], 6), (["c"], 4), (["b"], 2)]
    election = make(Kind.APPROVAL, costs, 120, ballots, labels)
    free = equal_shares.count(election, equal_shares.Rules(ties=("id",)))
    assert set(free.funded) == {"a", "b", "c"}
    capped = equal_shares.count(election, equal_shares.Rules(caps=(("north", 40),), ties=("id",)))
    assert set(capped.funded) == {"b", "c"}
    floor = equal_shares.count(election, equal_shares.Rules(floors=(("south", 30),), ties=("id",)))
    assert floor.funded[0] == "c"
    one = equal_shares.count(election, equal_shares.Rules(exclusive=(("a", "b"),), ties=("id",)))
    assert set(one.funded) == {"b", "c"}
    with pytest.raises(ValueError, match="east"):
        equal_shares.count(election, equal_shares.Rules(caps=(("east", 1),)))


def test_a_floor_that_can_not_be_met_is_given_up_and_said():
    labels = {"a": ["north"], "c": ["south"]}
    election = make(Kind.APPROVAL, {"a": 30, "c": 90}, 100, [(["a"], 9), (["c"], 1)], labels)
    found = equal_shares.count(election, equal_shares.Rules(floors=(("south", 50),), ties=("id",)))
    assert found.funded == ("a",)
    assert found.steps[0].code == "floor_not_met"


def test_minimum_support():
    election = approval({"a": 60, "b": 10}, 100, ("a", 8), ("b", 2))
    assert "b" in equal_shares.count(election, equal_shares.Rules()).funded
    assert "b" not in equal_shares.count(election, equal_shares.Rules(minimum_votes=3)).funded
    # Świecie: votes / voters must be at least a third of cost / budget; a: 0.8 ≥ 0.2, b: 0.2 ≥ 1/30.
    rules = equal_shares.Rules(minimum_share=Fraction(4))
    assert equal_shares.count(election, rules).funded == ()


def test_the_comparison_step_takes_what_more_voters_prefer():
    # Greedy: the dear project of 6 of 10. Equal Shares can't pay for it and funds two small ones.
    election = approval({"a": 90, "b": 20, "c": 20}, 100, ("a", 6), ("b", 2), ("c", 2))
    plain = equal_shares.count(election, equal_shares.Rules(ties=("id",)))
    assert set(plain.funded) == {"b", "c"}
    found = equal_shares.count(election, equal_shares.Rules(compare=True, ties=("id",)))
    assert found.funded == ("a",)
    step = found.steps[-1]
    assert (step.values["prefer_shares"], step.values["prefer_greedy"]) == (4, 6)


@pytest.mark.parametrize(
    "rules",
    [
        {"ties": ()},
        {"ties": ("votes",)},
        {"completion": "x"},
        {"step": 0},
        {"utility": "x"},
        {"minimum_votes": -1},
        {"caps": (("a", -1),)},
    ],
)
def test_wrong_rules_are_refused(rules):
    with pytest.raises(ValueError, match=r"expected|must"):
        equal_shares.Rules(**rules)


def test_points_need_ballots_with_points():
    with pytest.raises(WrongElection, match="no points"):
        equal_shares.count(approval({"a": 1}, 1, ("a", 1)), equal_shares.Rules(utility="points"))


@pytest.mark.parametrize("name", ["greedy", "equal-shares", "phragmen", "bos"])
@pytest.mark.parametrize("kind", list(Kind))
def test_a_record_recomputes(name, kind):
    method = registry.find(f"budgeting.{name}")
    plain = registry.inputs_module("budget")
    for seed in range(20):
        election = drawn(seed, kind)
        rules = registry.rules_of(method, {"ties": ["votes", "cost", "lot"]})
        found = method.count(election, rules, Lots(bytes(32)))
        data = plain.to_data(election)
        again = method.count(plain.from_data(data), rules, Lots(bytes(32)))
        assert plain.to_data(plain.from_data(data)) == data
        assert to_data(again) == to_data(found)
        assert method.explain(found)
