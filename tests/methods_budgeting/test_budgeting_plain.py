"""Plain data and answers of ballots, and what is refused."""

from __future__ import annotations

import pytest

from methods_budgeting.budgets import drawn
from thorbecke.methods.budgeting import plain
from thorbecke.methods.budgeting.election import Kind, WrongElection

QUESTION = {
    "id": "wijk",
    "type": "budget",
    "total": 10_000,
    "options": [
        {"id": "bench", "title": "Bench", "price": 4_000, "area": "North"},
        {"id": "tree", "title": "Tree", "price": 3_000, "category": "Green"},
        {"id": "play", "title": "Play", "price": 7_000},
    ],
}


def test_carts_become_approvals():
    answers = [{"bench": 1, "tree": 1}, {"tree": 1, "bench": 1}, {}, {"play": 1}]
    found = plain.from_answers(QUESTION, answers, 100)
    assert (found.kind, found.budget, found.voters, found.blank) == (Kind.APPROVAL, 10_000, 4, 1)
    assert found.votes == (2, 2, 1)
    assert found.projects[0].categories == ("North",)
    assert found.question == "wijk"


def test_points_become_points():
    question = {**QUESTION, "type": "points", "total": 10, "money": 10_000}
    found = plain.from_answers(question, [{"bench": 7, "tree": 3}, {"play": 10}])
    assert (found.kind, found.budget, found.tallies) == (Kind.POINTS, 10_000, (7, 3, 10))


def test_a_cart_over_the_budget_is_refused_with_its_number():
    with pytest.raises(WrongElection, match="ballot 2: over_budget"):
        plain.from_answers(QUESTION, [{"bench": 1}, {"bench": 1, "play": 1}])


@pytest.mark.parametrize("kind", list(Kind))
def test_plain_data_comes_back_the_same(kind):
    for seed in range(30):
        data = plain.to_data(drawn(seed, kind))
        assert plain.to_data(plain.from_data(data)) == data


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"kind": "votes"}, "kind"),
        ({"blank": -1}, "blank"),
        ({"question": 1}, "question"),
        ({"projects": {}}, "projects"),
        ({"projects": [{"id": "a"}]}, "number 1"),
        ({"ballots": [[1, 9]]}, "row 1"),
        ({"ballots": [[1, 0], [2, 0]]}, "row 2"),
        ({"ballots": [[0, 0]]}, "at least one"),
        ({"ballots": ["1"]}, "row 1"),
        ({"budget": 0}, "budget"),
        ({"budget": 1.5}, "budget"),
    ],
)
def test_wrong_data_is_refused_by_field(change, message):
    project = {"id": "a", "cost": 5, "title": "", "categories": []}
    good = {
        "kind": "approval",
        "projects": [project],
        "budget": 10,
        "ballots": [[2, 0]],
        "blank": 0,
        "question": "",
    }
    assert plain.from_data(good).votes == (2,)
    with pytest.raises(WrongElection, match=message):
        plain.from_data({**good, **change})


def test_other_fields_are_refused():
    with pytest.raises(WrongElection, match="exactly the fields"):
        plain.from_data({"kind": "approval"})
