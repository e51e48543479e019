"""The votes of a conversation as plain data, and back: what a record holds."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

import numpy as np

from thorbecke.methods.opinion.votes import AGREE, DISAGREE, PASS, Votes, WrongVotes, from_triples

KEYS = ("participants", "statements", "votes")
_VALUES = (AGREE, DISAGREE, PASS)


def from_data(data: Mapping[str, Any]) -> Votes:
    """Return the votes that plain data holds. O(votes). Raises ``WrongVotes``.

    {"participants": ["p1"], "statements": ["a", "b", "c"], "votes": [[[0], [2], []]]}: for each
    participant the places (from 0) of the statements agreed with, disagreed with, and passed.
    """
    if set(data) != set(KEYS):
        raise WrongVotes(f"expected the keys {', '.join(KEYS)}")
    participants, statements = (_names(data, key) for key in KEYS[:2])
    rows = data["votes"]
    if not isinstance(rows, list) or len(rows) != len(participants):
        raise WrongVotes(f"votes: expected {len(participants)} rows, one for each participant")
    person, statement, value = [], [], []
    for place, row in enumerate(rows):
        for given, places in zip(_VALUES, _row(participants[place], row), strict=True):
            person += [place] * len(places)
            statement += places
            value += [given] * len(places)
    votes = from_triples(participants, statements, person, statement, np.array(value, np.int8))
    if len(votes.value) != len(value):
        raise WrongVotes("a participant votes once on a statement")
    return votes


def to_data(inputs: Votes) -> dict[str, Any]:
    """Return the one plain form of these votes. O(votes)."""
    rows: list[list[list[int]]] = []
    statement, value = inputs.statement.tolist(), inputs.value.tolist()
    starts = inputs.starts.tolist()
    for start, end in pairwise(starts):
        row: dict[int, list[int]] = {AGREE: [], DISAGREE: [], PASS: []}
        for place in range(start, end):
            row[value[place]].append(statement[place])
        rows.append([row[given] for given in _VALUES])
    return {
        "participants": list(inputs.participants),
        "statements": list(inputs.statements),
        "votes": rows,
    }


def _names(data: Mapping[str, Any], key: str) -> tuple[str, ...]:
    value = data[key]
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise WrongVotes(f"{key}: expected a list of texts")
    return tuple(value)


def _row(participant: str, row: Any) -> list[list[int]]:
    good = (
        isinstance(row, list)
        and len(row) == len(_VALUES)
        and all(isinstance(places, list) for places in row)
        and all(type(place) is int for places in row for place in places)
    )
    if not good:
        raise WrongVotes(
            f"participant {participant}: expected three lists of places (agree, disagree, pass)"
        )
    found: list[list[int]] = row
    return found
