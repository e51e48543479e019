"""Compressing ballots, plain data, answers; and what is refused."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from thorbecke.methods import ballots, facts, registry
from thorbecke.methods.voting import plain
from thorbecke.methods.voting.profile import Kind, WrongBallots, compress, from_ballots

QUESTION = {"id": "q", "type": "ranking", "options": [{"id": "park"}, {"id": "school"}]}


@given(st.integers(1, 20), st.integers(0, 60), st.integers(0, 2**32 - 1), st.booleans())
def test_compressing_keeps_every_ballot_once_and_sorted(size, number, seed, wide):
    high = 100_000 if wide else 5
    rows = np.random.default_rng(seed).integers(-1, high, (number, size))
    names = [f"o{i}" for i in range(size)]
    profile = compress(Kind.SCORE, names, rows)
    expected = Counter(map(tuple, rows.tolist()))
    assert [tuple(row) for row in profile.rows.tolist()] == sorted(expected)
    assert (
        dict(zip(map(tuple, profile.rows.tolist()), profile.counts.tolist(), strict=True))
        == expected
    )
    again = compress(Kind.SCORE, names, profile.rows, counts=profile.counts)
    assert (again.rows == profile.rows).all()
    assert (again.counts == profile.counts).all()


def test_the_narrowest_numbers_are_used_whatever_came_in():
    assert compress(Kind.POINTS, ["a"], np.array([[127]], np.int64)).rows.dtype == np.int8
    assert compress(Kind.POINTS, ["a"], np.array([[128]], np.int64)).rows.dtype == np.int32
    small = compress(Kind.POINTS, ["a"], np.array([[3]], np.int32))
    assert small.rows.dtype == np.int8


def test_no_ballots_at_all_is_a_profile():
    profile = from_ballots(Kind.RANKING, ["a", "b"], [])
    assert profile.ballots == 0
    assert plain.to_data(profile)["rows"] == []


@pytest.mark.parametrize(
    ("rows", "counts", "text"),
    [
        ([[1, 2, 3]], None, "rows of 2 values"),
        ([[1.5, 0]], None, "whole numbers"),
        ([[0, 3]], None, "expected 0 to 2, found 3"),
        ([[0, -1]], None, "expected 0 to 2, found -1"),
        ([[2**40, 0]], None, "2147483647"),
        ([[1, 2]], [0], "at least one ballot"),
        ([[1, 2]], [1, 1], "1 counts"),
    ],
)
def test_wrong_rows_are_refused_with_what_was_expected(rows, counts, text):
    with pytest.raises(WrongBallots, match=text):
        compress(Kind.RANKING, ["a", "b"], np.array(rows), counts=counts)


@pytest.mark.parametrize(
    ("ballot", "text"),
    [
        ({"c": 1}, "ballot 2: the question has no option 'c'"),
        ({"a": "1"}, "ballot 2, option a: expected a whole number, found '1'"),
        ({"a": True}, "ballot 2, option a"),
        ({"a": 2**31}, "ballot 2, option a"),
    ],
)
def test_a_wrong_ballot_is_named(ballot, text):
    with pytest.raises(WrongBallots, match=text):
        from_ballots(Kind.POINTS, ["a", "b"], [{"a": 1}, ballot])


def test_two_choices_on_one_ballot_are_refused():
    with pytest.raises(WrongBallots, match="more than one"):
        from_ballots(Kind.CHOICE, ["a", "b"], [{"a": 1, "b": 1}])


@given(st.lists(st.permutations(["park", "school"]), max_size=12), st.integers(0, 9) | st.none())
def test_plain_data_is_canonical_and_comes_back(orders, electorate):
    answers = [{o: place for place, o in enumerate(order, 1)} for order in orders]
    profile = plain.from_answers(QUESTION, answers, electorate)
    data = plain.to_data(profile)
    assert plain.to_data(plain.from_data(data)) == data
    assert plain.to_data(plain.from_answers(QUESTION, reversed(answers), electorate)) == data
    assert facts.to_data(data) == data


@pytest.mark.parametrize(
    ("change", "text"),
    [
        ({"kind": "essay"}, "kind: expected one of"),
        ({"options": "ab"}, "options: expected a list"),
        ({"question": None}, "question: expected a text"),
        ({"electorate": -1}, "electorate"),
        ({"rows": [[1, 0, 0]]}, "rows, row 1: expected 2 numbers"),
        ({"rows": [[1, 0.5]]}, "rows, row 1: expected whole numbers"),
        ({"counts": [1, 2]}, "counts, row 1: expected 1 numbers"),
        ({"counts": 4}, "counts, row 1"),
        ({"extra": 1}, "exactly the fields"),
    ],
)
def test_wrong_plain_data_is_refused(change, text):
    data = plain.to_data(plain.from_answers(QUESTION, [{"park": 1}]))
    with pytest.raises(WrongBallots, match=text):
        plain.from_data({**data, **change})


def test_answers_are_checked_against_their_ballot_paper():
    with pytest.raises(WrongBallots, match="ballot 2: equal_places"):
        plain.from_answers(QUESTION, [{"park": 1}, {"park": 1, "school": 1}])
    with pytest.raises(WrongBallots, match="ballot 1: unknown_option"):
        plain.from_answers(QUESTION, [{"plein": 1}])
    with pytest.raises(ballots.WrongSpec, match="id, type and options"):
        plain.from_answers({"id": "q"}, [])
    with pytest.raises(ballots.WrongSpec, match="essay"):
        plain.from_answers({**QUESTION, "type": "essay"}, [])


def test_the_ballot_paper_of_plain_data():
    budget = {
        "id": "q",
        "type": "budget",
        "total": 500,
        "options": [{"id": "a", "price": 300}, {"id": "b", "price": 400}],
    }
    spec = ballots.spec_of(budget)
    assert (spec.prices, spec.total) == ((300, 400), 500)
    with pytest.raises(WrongBallots, match="over_budget"):
        plain.from_answers(budget, [{"a": 1, "b": 1}])
    points = {"id": "q", "type": "points", "total": 10, "options": [{"id": "a"}, {"id": "b"}]}
    assert plain.from_answers(points, [{"a": 7}]).kind is Kind.POINTS


def test_a_score_that_was_not_given_is_not_a_zero():
    question = {"id": "q", "type": "score", "options": [{"id": "a"}, {"id": "b"}]}
    assert plain.from_answers(question, [{"a": 0}]).rows.tolist() == [[0, -1]]


def test_every_registered_voting_method_has_the_common_face():
    for name in [name for name in registry.MODULES if name.startswith("voting.")]:
        method = registry.find(name)
        assert (method.id, method.inputs) == (name, "profile")
        assert registry.rules_of(method, facts.to_data(method.rules())) == method.rules()
