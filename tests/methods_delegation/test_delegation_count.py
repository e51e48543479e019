"""The count with names: tally, reasons, scopes, limit, explanation."""

from __future__ import annotations

import json
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from thorbecke.methods import facts, registry
from thorbecke.methods.delegation import Delegations, Grant, WrongDelegation, finest, gini
from thorbecke.methods.delegation.count import Rules, count, explain
from thorbecke.methods.delegation.plain import from_data, to_data
from thorbecke.methods.lots import Lots
from thorbecke.methods.voting.ties import LotNeeded

ROLL = ("ann", "bob", "cor", "dan", "eva", "fay", "gus", "hal", "ivy")
LOTS = Lots(bytes(range(32)))


def to(*delegates, scope="all", name=""):
    return (Grant(scope, name, delegates),)


def question(votes, grants, **more):
    return Delegations("q", ("yes", "no"), ROLL, votes, grants, **more)


VOTES = {"ann": "yes", "dan": "no"}
GRANTS = {
    "bob": to("ann"),
    "cor": to("hal", "bob"),
    "dan": to("ann"),
    "eva": to("fay"),
    "fay": to("eva"),
    "gus": to("eva"),
    "ivy": to("hal"),
}


def test_everything_at_once():
    outcome = count(question(VOTES, GRANTS), Rules())
    assert outcome.tally == {"yes": 3, "no": 1}
    assert outcome.direct == {"yes": 1, "no": 1}
    assert outcome.leading == ("yes",)
    assert outcome.leading_direct == ("yes", "no")
    assert outcome.weights == {"ann": 3, "dan": 1}
    assert outcome.path("cor") == ("cor", "bob", "ann")
    assert (outcome.steps["cor"].rank, outcome.steps["cor"].length) == (2, 2)
    assert outcome.lost == {
        "eva": "cycle",
        "fay": "cycle",
        "gus": "before_cycle",
        "ivy": "dead_end",
    }
    assert outcome.cycles == (("eva", "fay"),)
    assert (outcome.absent, outcome.rescued, outcome.largest) == (1, 1, 3)
    assert outcome.gini == Fraction(1, 4)


def test_no_back_ups_when_the_rules_say_so():
    outcome = count(question(VOTES, GRANTS), Rules(delegates=1))
    assert outcome.lost["cor"] == "dead_end"
    assert outcome.rescued == 0


def test_the_own_vote_counts_before_the_delegate():
    assert "dan" not in count(question(VOTES, GRANTS), Rules()).steps


def test_a_way_out_of_a_cycle_saves_everybody_in_it():
    grants = {**GRANTS, "fay": to("eva", "ann")}
    outcome = count(question(VOTES, grants), Rules())
    assert outcome.cycles == ()
    assert outcome.path("gus") == ("gus", "eva", "fay", "ann")


def test_the_shortest_way_counts_before_the_better_rank():
    outcome = count(
        question({"ann": "yes", "dan": "no"}, {"bob": to("ann"), "cor": to("bob", "dan")}), Rules()
    )
    assert outcome.path("cor") == ("cor", "dan")


def test_of_two_cycles_that_meet_all_members_are_named():
    grants = {"ann": to("bob", "cor"), "bob": to("ann"), "cor": to("ann")}
    outcome = count(question({}, grants), Rules())
    assert outcome.cycles == (("ann", "bob", "cor"),)
    assert outcome.tally == {"yes": 0, "no": 0}
    assert outcome.leading == ()


def test_the_finest_scope_counts():
    grants = {
        "bob": (Grant("all", "", ("ann",)), Grant("theme", "traffic", ("dan",))),
        "cor": (Grant("theme", "traffic", ("ann",)), Grant("subject", "bridge", ("dan",))),
        "eva": (Grant("all", "", ("ann",)), Grant("subject", "bridge", ())),
        "fay": (Grant("theme", "care", ("ann",)),),
    }
    outcome = count(question(VOTES, grants, theme="traffic", subject="bridge"), Rules())
    assert outcome.weights == {"ann": 1, "dan": 3}
    assert "eva" not in outcome.lost
    elsewhere = count(question(VOTES, grants, theme="care"), Rules())
    assert elsewhere.weights == {"ann": 4, "dan": 1}


def test_layers_of_arrays_do_the_same():
    layers = [
        (np.array([True, True]), np.array([[1], [0]], np.int32)),
        (np.array([True, False]), np.array([[-1], [0]], np.int32)),
    ]
    assert finest(layers).tolist() == [[-1], [0]]
    with pytest.raises(ValueError, match="at least one"):
        finest([])


def test_who_declined_is_passed_over():
    outcome = count(question(VOTES, {"bob": to("ann", "dan")}, declined=("ann",)), Rules())
    assert outcome.weights == {"ann": 1, "dan": 2}
    assert outcome.steps["bob"].rank == 2


CROWD = {voter: to("ann", "dan") for voter in ("bob", "cor", "eva", "fay")}


def test_the_limit_sends_on_to_the_back_up_and_a_lot_decides_who():
    outcome = count(question(VOTES, CROWD), Rules(cap=3), LOTS)
    assert outcome.weights == {"ann": 3, "dan": 3}
    (tie,) = outcome.lots
    assert (tie.place, tie.round, tie.between) == ("room ann", 1, ("bob", "cor", "eva", "fay"))
    assert {voter for voter, step in outcome.steps.items() if step.caster == "ann"} == set(
        tie.order[:2]
    )


def test_the_limit_without_room_elsewhere_loses_votes():
    outcome = count(question(VOTES, CROWD), Rules(cap=2), LOTS)
    assert outcome.weights == {"ann": 2, "dan": 2}
    assert sorted(outcome.lost.values()) == ["full", "full"]
    assert {fact.code for fact in explain(outcome)} >= {"lost", "lot"}


def test_without_lots_a_needed_lot_is_asked_for():
    with pytest.raises(LotNeeded) as caught:
        count(question(VOTES, CROWD), Rules(cap=3))
    assert caught.value.tie.between == ("bob", "cor", "eva", "fay")


def test_a_better_rank_goes_before_the_lot():
    grants = {**CROWD, "gus": to("hal", "ann")}
    outcome = count(question(VOTES, grants), Rules(cap=5))
    assert outcome.lost == {"gus": "full"}
    assert outcome.lots == ()


def test_explanation_and_plain_data():
    outcome = count(question(VOTES, GRANTS), Rules())
    codes = {fact.code: fact.values for fact in explain(outcome)}
    assert codes["changed"]["by_delegation"] is True
    assert codes["cycle"]["voters"] == ("eva", "fay")
    json.dumps(facts.to_data(outcome))


@pytest.mark.parametrize(
    ("votes", "grants", "match"),
    [
        ({"zoe": "yes"}, {}, "zoe: voted, but is not on the roll"),
        ({"ann": "maybe"}, {}, "no option 'maybe'"),
        ({}, {"zoe": to("ann")}, "zoe: delegated, but is not"),
        ({}, {"bob": to("bob")}, "their own delegate"),
        ({}, {"bob": to("zoe")}, "'zoe' is not on the roll"),
        ({}, {"bob": to("ann", "ann")}, "same delegate twice"),
        ({}, {"bob": to("ann", scope="town")}, "expected a scope"),
        ({}, {"bob": to("ann", scope="theme")}, "expected a scope"),
        ({}, {"bob": to("ann") + to("dan")}, "more than one list"),
    ],
)
def test_what_can_not_be_is_refused(votes, grants, match):
    with pytest.raises(WrongDelegation, match=match):
        question(votes, grants)


def test_rules_that_can_not_be():
    with pytest.raises(ValueError, match="at least 1"):
        Rules(cap=0)


def rounds():
    """Whole questions with all kinds of grants."""
    some = st.lists(st.sampled_from(ROLL), max_size=3, unique=True)
    one = st.tuples(st.sampled_from([("all", ""), ("theme", "t"), ("subject", "s")]), some)
    grants = st.dictionaries(
        st.sampled_from(ROLL), st.lists(one, max_size=3, unique_by=lambda x: x[0])
    )
    votes = st.dictionaries(st.sampled_from(ROLL), st.sampled_from(["yes", "no"]), max_size=4)

    def make(votes, grants, declined):
        made = {
            voter: tuple(
                Grant(*place, tuple(name for name in names if name != voter))
                for place, names in rows
            )
            for voter, rows in grants.items()
        }
        return question(votes, made, theme="t", subject="s", declined=tuple(declined))

    return st.builds(make, votes, grants, st.lists(st.sampled_from(ROLL), max_size=2, unique=True))


@given(rounds(), st.sampled_from([None, 1, 2, 3]))
def test_every_vote_is_counted_once_or_has_a_reason(inputs, cap):
    outcome = count(inputs, Rules(cap=cap), LOTS)
    assert sum(outcome.tally.values()) + len(outcome.lost) + outcome.absent == len(ROLL)
    assert sum(outcome.weights.values()) == len(outcome.steps) + len(inputs.votes)
    assert cap is None or outcome.largest <= cap
    for voter, step in outcome.steps.items():
        path = outcome.path(voter)
        assert (path[-1], len(path) - 1) == (step.caster, step.length)
        assert (
            not set(path[1:]) & set(inputs.declined) or cap is not None or path[-1] in inputs.votes
        )
    for cycle in outcome.cycles:
        assert {outcome.lost[voter] for voter in cycle} == {"cycle"}


@given(rounds())
def test_plain_data_there_and_back(inputs):
    data = json.loads(json.dumps(to_data(inputs)))
    assert to_data(from_data(data)) == data
    assert count(from_data(data), Rules()) == count(inputs, Rules())
    assert registry.inputs_module("delegation").to_data is to_data


@given(rounds())
def test_receiving_a_vote_never_takes_a_vote_away(inputs):
    """Guru participation (Kotsialou, Riley 2020): who voted keeps at least what they had."""
    before = count(inputs, Rules()).weights
    loose = [voter for voter in ROLL if voter not in inputs.votes and voter not in inputs.grants]
    if not loose or not inputs.votes:
        return
    target = next(iter(inputs.votes))
    if target in inputs.declined:
        return
    grants = {**inputs.grants, loose[0]: to(target)}
    after = count(
        question(inputs.votes, grants, theme="t", subject="s", declined=inputs.declined), Rules()
    )
    assert after.weights[target] > before[target]


@pytest.mark.parametrize(
    ("change", "match"),
    [
        ({"extra": 1}, "unknown key"),
        ({"voters": "ann"}, "voters: expected a list"),
        ({"votes": {"ann": 1}}, "votes: expected"),
        ({"grants": {"ann": [1]}}, "voter ann: expected a list of grants"),
        ({"theme": 4}, "theme: expected a text"),
        ({"voters": ["ann", "ann"]}, "each once"),
    ],
)
def test_wrong_data_is_refused(change, match):
    good = to_data(question(VOTES, GRANTS))
    with pytest.raises(WrongDelegation, match=match):
        from_data({**good, **change})


def test_a_missing_key_is_named():
    with pytest.raises(WrongDelegation, match="'votes' is missing"):
        from_data({"question": "q", "options": [], "voters": ["a"]})


def test_the_gini_is_exact():
    assert gini(np.array([1, 1, 1])) == 0
    assert gini(np.array([0, 0, 0, 4])) == Fraction(3, 4)
    assert gini(np.array([1, 2, 3])) == Fraction(2, 9)
    assert gini(np.array([], np.int64)) == 0
