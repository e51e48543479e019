"""Conversations for the tests."""

from __future__ import annotations

import numpy as np
import pytest

from methods_opinion.made import conversation
from thorbecke.formats.polis import read_votes
from thorbecke.methods.opinion import Votes

NAMES = ("london", "brexit", "taxes", "canadian", "biodiversity", "football")


def dense(votes: Votes):
    """The votes as a full table; nan where a statement was not seen."""
    table = np.full((len(votes.participants), len(votes.statements)), np.nan)
    table[votes.participant, votes.statement] = votes.value
    return table


@pytest.fixture
def make():
    return conversation


@pytest.fixture
def full():
    return dense


@pytest.fixture(scope="session")
def shared_votes(shared_data):
    """The six shared conversations, by name."""
    found = {}
    for name in NAMES:
        path = shared_data / "opinion" / name / "participants-votes.csv"
        with path.open("rb") as file:
            found[name] = read_votes(file, path.name).votes
    return found
