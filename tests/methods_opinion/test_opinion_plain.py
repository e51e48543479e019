"""Votes as plain data and back, and what is refused."""

from __future__ import annotations

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from thorbecke.methods import registry
from thorbecke.methods.opinion import Rules, Votes, WrongVotes, from_triples
from thorbecke.methods.opinion.plain import from_data, to_data

GOOD = {"participants": ["p"], "statements": ["a", "b"], "votes": [[[0], [1], []]]}
cells = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 3), st.integers(-1, 1)), max_size=30)


@given(cells)
def test_there_and_back(rows):
    votes = from_triples("vwxyz", "abcd", *(np.array(rows, np.int64).reshape(-1, 3).T))
    data = json.loads(json.dumps(to_data(votes)))
    again = from_data(data)
    assert to_data(again) == data
    assert (again.value == votes.value).all()
    assert (again.starts == votes.starts).all()


def test_the_kind_is_registered():
    assert (
        registry.inputs_module(registry.find("opinion.map").inputs).to_data(from_data(GOOD)) == GOOD
    )


@pytest.mark.parametrize(
    ("change", "match"),
    [
        ({"votes": [[[0], [0], []]]}, "votes once"),
        ({"votes": [[[2], [], []]]}, "place from 0 to 1"),
        ({"votes": [[[-1], [], []]]}, "place from 0 to 1"),
        ({"votes": [[[True], [], []]]}, "participant p"),
        ({"votes": [[[0], []]]}, "participant p"),
        ({"votes": []}, "expected 1 rows"),
        ({"statements": ["a", "a"]}, "different ids"),
        ({"statements": [1, 2]}, "list of texts"),
        ({"more": 1}, "expected the keys"),
    ],
)
def test_wrong_data_is_refused(change, match):
    with pytest.raises(WrongVotes, match=match):
        from_data({**GOOD, **change})


@pytest.mark.parametrize(
    ("starts", "statement", "value", "match"),
    [
        ([0, 2], [1, 0], [1, 1], "in the order"),
        ([0, 2], [0, 0], [1, 1], "votes once"),
        ([0, 1], [2], [1], "place from 0 to 1"),
        ([0, 1], [0], [3], "1 .agree."),
        ([0, 2], [0], [1], "rise from 0"),
        ([0, 0, 1], [0], [1], "one start for each"),
    ],
)
def test_wrong_arrays_are_refused(starts, statement, value, match):
    with pytest.raises(WrongVotes, match=match):
        Votes(
            ("p",),
            ("a", "b"),
            np.array(starts, np.int64),
            np.array(statement, np.int32),
            np.array(value, np.int8),
        )


@pytest.mark.parametrize(
    "wrong", [{"seed": -1}, {"repeats": True}, {"drop_percent": 95}, {"most_groups": 21}]
)
def test_wrong_rules_are_refused(wrong):
    with pytest.raises(ValueError, match="expected a whole number"):
        Rules(**wrong)
