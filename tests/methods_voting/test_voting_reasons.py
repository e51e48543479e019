"""Every outcome explains itself in exact, language-free facts, and knows which options won and lost."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from methods_voting.voting_cases import approved, count, orders, ranked, scored
from thorbecke.cli.vote_words import WORDS, told
from thorbecke.methods import facts, registry

RANKED = ("plurality", "borda", "irv", "schulze", "ranked-pairs", "stv-scottish", "stv-meek")
SILENT = {"winners", "no_winner", "tie"}  # said in the heading and under the ties


def check(name, outcome):
    reasons = registry.find(f"voting.{name}").explain(outcome)
    json.dumps(facts.to_data(outcome))
    json.dumps(facts.to_data(reasons))
    said = {one.values["option"]: one.code for one in reasons if one.code in {"won", "lost"}}
    options = [option for group in outcome.ranking for option in group]
    assert sorted(said) == sorted(options)
    assert {option for option, code in said.items() if code == "won"} == set(outcome.winners)
    assert {step.code for step in outcome.steps} <= set(WORDS) | SILENT
    text = told(outcome)
    assert all(option in text for option in options)
    assert "Fraction" not in text
    assert "mappingproxy" not in text


@settings(max_examples=25)
@given(orders(), st.booleans(), st.integers(1, 2))
def test_counts_of_rankings(case, drawn, seats):
    options, ballots = case
    profile = ranked(options, ballots, question="q")
    for name in RANKED:
        rules = {} if name == "irv" else {"seats": seats}
        check(name, count(name, profile, **({} if drawn else {"lots": None}), **rules))


@settings(max_examples=25)
@given(st.lists(st.frozensets(st.sampled_from("abc")), max_size=12), st.integers(1, 3))
def test_counts_of_approvals(ballots, seats):
    for name in ("approval", "phragmen", "equal-shares"):
        check(name, count(name, approved("abc", ballots, question="q"), seats=seats))


@settings(max_examples=25)
@given(st.lists(st.dictionaries(st.sampled_from("abc"), st.integers(0, 5)), max_size=12))
def test_counts_of_scores(ballots):
    for name in ("score", "star", "judgment"):
        check(name, count(name, scored("abc", ballots, question="q")))


@pytest.mark.parametrize("name", RANKED)
def test_how_far_a_loser_was_behind(name):
    outcome = count(name, ranked("ab", ["ab"] * 3 + ["ba"]), lots=None)
    lost = [f for f in registry.find(f"voting.{name}").explain(outcome) if f.code == "lost"]
    assert [fact.values["option"] for fact in lost] == ["b"]
    assert lost[0].values["behind"] == outcome.scores["a"] - outcome.scores["b"]
    assert lost[0].values["place"] == 2
