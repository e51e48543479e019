"""A running conversation: counters, refresh and routing."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from thorbecke.methods.lots import Lots
from thorbecke.methods.opinion import Rules, WrongVotes, draw_chart, from_triples
from thorbecke.methods.opinion.count import labels_of_all
from thorbecke.methods.opinion.counters import Counters
from thorbecke.methods.opinion.live import add_votes, refresh
from thorbecke.methods.opinion.routing import RULES, Exposure, RoutingRules, choose, gini
from thorbecke.methods.opinion.stability import rand_index
from thorbecke.methods.opinion.statistics import tally

LOTS = Lots(bytes(32))
Triples = list[tuple[int, int, int]]
cells = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 4), st.integers(-1, 1)), max_size=40)


def build(rows: Triples, people=6, statements=5):
    names = [[str(place) for place in range(size)] for size in (people, statements)]
    return from_triples(*names, *(np.array(rows, np.int64).reshape(-1, 3).T))


@given(cells)
def test_counters_follow_every_vote(rows):
    label = np.array([0, 0, 1, 1, -1, -1], np.int8)
    counters, last = Counters.empty(2, 5), {}
    for person, statement, value in rows:
        counters.record(int(label[person]), statement, value, last.get((person, statement)))
        last[person, statement] = value
    votes = build(rows)
    expected, found = tally(votes, label, 2), counters.grouped()
    for part in ("agree", "disagree", "seen"):
        assert (getattr(found, part) == getattr(expected, part)).all()
    assert counters.everybody().seen.sum() == len(last)
    assert (Counters.of(votes, label, 2).counts == counters.counts).all()


def test_counters_refuse_what_is_no_vote():
    counters = Counters.empty(1, 1)
    with pytest.raises(WrongVotes, match="expected a vote"):
        counters.record(0, 0, 2)
    with pytest.raises(WrongVotes, match="was not counted"):
        counters.record(0, 0, 1, before=-1)
    assert counters.counts.sum() == 0
    assert counters.add_statement() == 1
    counters.record(-1, 1, 0)
    assert counters.grouped().seen.sum() == 0


@given(cells, cells)
def test_votes_put_in_are_as_if_they_had_always_been_there(before, after):
    found = add_votes(build(before), *(np.array(after, np.int64).reshape(-1, 3).T))
    expected = build(before + after)
    assert (found.starts == expected.starts).all()
    assert (found.statement == expected.statement).all()
    assert (found.value == expected.value).all()


def test_new_people_and_statements_come_after_the_others():
    found = add_votes(build([(0, 1, 1)]), [6, 0], [5, 5], [1, -1], ("new",), ("late",))
    assert found.participants[-1] == "new"
    assert found.statements[-1] == "late"
    assert found.given.tolist() == [2, 0, 0, 0, 0, 0, 1]


def test_a_refresh_is_close_to_the_full_map(make):
    votes = make(8, people=300, statements=140, strength=2.5)
    chart = draw_chart(votes, Rules())
    rng = np.random.default_rng(1)
    new = rng.integers(0, 300, 1000), rng.integers(0, 140, 1000), rng.integers(-1, 2, 1000)
    more = add_votes(votes, *new)
    now, full = refresh(more, chart, Rules()), draw_chart(more, Rules())
    assert rand_index(now.labels, full.labels) > 950_000
    # The refresh keeps the side that an axis had; the full map has a rule for it.
    now_, full_ = (np.abs(chart.positions[:, 0]) for chart in (now, full))
    assert np.abs(now_ - full_).max() < 1000  # 0.01


def test_a_refresh_takes_in_new_statements(make):
    votes = make(9, people=100)
    chart = draw_chart(votes, Rules())
    more = add_votes(votes, range(50), [12] * 50, [1, -1] * 25, (), ("late",))
    assert len(refresh(more, chart, Rules()).axes.direction) == 13
    assert (labels_of_all(refresh(more, chart, Rules())) >= -1).all()


def known(seen, agree=None, passed=None, extremity=None):
    zero = [0] * len(seen)
    return Exposure(
        *(np.array(part or zero, np.int64) for part in (seen, agree, passed, extremity))
    )


ALL = np.ones(3, bool)
NONE = np.zeros(3, bool)


@pytest.mark.parametrize("rule", sorted(RULES))
def test_a_choice_can_be_repeated_and_follows_its_weights(rule):
    rules = RoutingRules(rule, 0)
    state = known([4, 9, 16], [2, 3, 4], [1, 1, 1], [50_000, 0, 90_000])
    weights = RULES[rule](state)
    picked = np.zeros(3)
    for number in range(600):
        found = choose(state, ALL, NONE, rules, LOTS, "p1", number)
        assert found == choose(state, ALL, NONE, rules, LOTS, "p1", number)
        assert found.weight / found.total == pytest.approx(weights[found.statement] / weights.sum())
        picked[found.statement] += 1
    assert np.abs(picked / 600 - weights / weights.sum()).max() < 0.08


def test_the_priority_of_polis_by_hand():
    found = RULES["polis"](known([3], [2], [1], [150_000]))[0]
    importance = (1 - 2 / 5) * (1.5 + 1) * (3 / 5)
    assert found == pytest.approx((importance * (1 + 8 * 2 ** (-3 / 5))) ** 2)


def test_statements_under_the_minimum_go_first():
    state = known([100, 100, 10])
    found = choose(state, ALL, NONE, RoutingRules("polis", 50), LOTS, "p", 0)
    assert (found.statement, found.floor, found.candidates) == (2, True, 1)
    done = np.array([False, False, True])
    found = choose(state, ALL, done, RoutingRules("polis", 50), LOTS, "p", 0)
    assert (found.floor, found.candidates) == (False, 2)


def test_no_statement_is_left_or_closed_ones_are_never_chosen():
    assert choose(known([1, 1, 1]), ALL, ALL, RoutingRules(), LOTS, "p", 0) is None
    live = np.array([False, True, False])
    for number in range(20):
        assert choose(known([0] * 3), live, NONE, RoutingRules(), LOTS, "p", number).statement == 1


def test_every_statement_gets_its_minimum():
    """Statements that all pass would starve under the rule of Polis alone."""
    seen = np.zeros(20, np.int64)
    passed = np.zeros(20, np.int64)
    for person in range(300):
        answered = np.zeros(20, bool)
        for number in range(5):
            state = Exposure(seen, seen - passed, passed, np.zeros(20, np.int64))
            place = choose(
                state, np.ones(20, bool), answered, RoutingRules("polis"), LOTS, str(person), number
            ).statement
            answered[place] = True
            seen[place] += 1
            passed[place] += place >= 10
    assert seen.min() >= 0.5 * seen.mean() - 1


def test_how_evenly_looks_are_spread():
    assert gini(np.array([5, 5, 5])) == pytest.approx(0)
    assert gini(np.array([0, 0, 0, 8])) == pytest.approx(0.75)
    assert gini(np.zeros(3, np.int64)) == 0


@pytest.mark.parametrize("wrong", [{"rule": "best"}, {"floor_percent": 101}])
def test_rules_that_can_not_be(wrong):
    with pytest.raises(ValueError, match="expected"):
        RoutingRules(**wrong)
