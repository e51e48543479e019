"""The hand checks in docs/methods are counted as they stand there."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest

from methods_voting.voting_cases import LOTS
from thorbecke.cli.vote import RULES
from thorbecke.formats.preflib import read_ballots
from thorbecke.methods import registry
from thorbecke.methods.voting.audit import Pair, Rules

DOCS = Path(__file__).resolve().parents[2] / "docs" / "methods"
CASE = re.compile(
    r"```csv (\S+)(?: --seats (\d+))?\n(.*?)```.*?(Winner|Among the winners): \*\*(.*?)\*\*", re.S
)
CASES = [
    (page.stem, *found)
    for page in sorted(DOCS.glob("*.md"))
    for found in CASE.findall(page.read_text())
    if found[0] in RULES
]


def test_every_page_about_ballots_has_a_hand_check():
    assert len(CASES) >= 10
    rules = {rule for _, rule, *_ in CASES}
    assert rules >= {"plurality", "approval", "star", "borda", "irv", "schulze", "ranked-pairs"}


@pytest.mark.parametrize(("page", "rule", "seats", "table", "how", "winners"), CASES)
def test_a_hand_check(page, rule, seats, table, how, winners):
    name, kind = RULES[rule]
    profile = read_ballots(io.BytesIO(table.encode()), f"{page}.csv", kind)
    method = registry.find(name)
    rules = method.rules(**({"seats": int(seats)} if seats else {}))
    outcome = method.count(profile, rules, LOTS)
    expected = tuple(winners.split(", "))
    if how == "Winner":
        assert outcome.winners == expected
        assert method.count(profile, rules) == outcome
    else:
        assert set(expected) < set(outcome.winners)


def test_the_hand_check_of_the_audit():
    pair = Pair(60, 40, Rules().risk_limit)
    assert pair.confirmed(17, 0)
    assert not pair.confirmed(16, 0)
