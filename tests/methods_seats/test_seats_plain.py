"""Records: plain data and back, methods by id, and the same outcome when counted again."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from methods_seats.elections import SEED, in_areas, with_candidates
from thorbecke.methods import registry
from thorbecke.methods.facts import to_data
from thorbecke.methods.seats import plain
from thorbecke.methods.seats.election import Area, DrawnLot, WrongElection

IDS = ("seats.kieswet", "seats.divisor", "seats.remainder", "seats.biproportional", "seats.mixed")
FULL = replace(
    with_candidates(9, [[30, 20], [25], [0, 0]], [(1, 2)]),
    areas=(Area("oost", (30, 5, 0), 4, 900), Area("west", (20, 20, 0))),
    lots=(DrawnLot("P 8", ("1", "2"), "2"), DrawnLot("P 15", ("1", "2"), "2", "1")),
)


def test_everything_survives_the_way_to_plain_data_and_back():
    data = json.loads(json.dumps(plain.to_data(FULL)))
    assert plain.from_data(data) == FULL
    assert plain.to_data(plain.from_data(data)) == data


@pytest.mark.parametrize("name", IDS)
def test_a_record_counts_again_to_the_same_outcome(name):
    method = registry.find(name)
    assert registry.inputs_module(method.inputs) is plain
    inputs = in_areas(9, [[50, 30, 20], [20, 60, 20], [10, 20, 70]])
    rules = registry.rules_of(method, {})
    first = to_data(method.count(inputs, rules, SEED))
    again = plain.from_data(json.loads(json.dumps(plain.to_data(inputs))))
    kept = registry.rules_of(method, json.loads(json.dumps(to_data(rules))))
    assert to_data(method.count(again, kept, SEED)) == first
    json.dumps(first)
    assert method.explain(method.count(inputs, rules, SEED))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"seats": "nine"}, "seats must be a whole number"),
        ({"seats": True}, "seats must be a whole number"),
        ({"votes": 3}, "unknown field 'votes'"),
        ({"lists": {}}, "lists must be a list"),
        ({"lists": [{"id": "1", "name": "A", "votes": 2.5}]}, "votes must be a whole number"),
        ({"lists": [{"id": 1, "name": "A", "votes": 2}]}, "id must be a text"),
        ({"lists": ["A"]}, "expected an object"),
        ({"lots": [{"article": "P 7", "between": "12", "drawn": "1"}]}, "between must be a list"),
        ({"areas": [{"id": "x", "votes": [1, "2"]}]}, "votes must be a list of whole numbers"),
    ],
)
def test_data_that_is_wrong_is_named(change, words):
    data = plain.to_data(with_candidates(9, [[30, 20], [25]])) | change
    with pytest.raises(WrongElection, match=words):
        plain.from_data(data)


def test_candidates_that_do_not_add_up_are_refused():
    data = plain.to_data(with_candidates(9, [[30, 20], [25]]))
    data["lists"][0]["votes"] = 51
    with pytest.raises(WrongElection, match="50 votes together, the list has 51"):
        plain.from_data(data)


def test_rules_that_are_not_known_are_refused():
    method = registry.find("seats.divisor")
    with pytest.raises(registry.WrongRules, match="divisor: expected one of"):
        registry.rules_of(method, {"divisor": "hamilton"})
    with pytest.raises(registry.WrongRules, match="threshold"):
        registry.rules_of(method, {"threshold": "3/2"})
