"""Every fact of a count has a sentence, and the sentence stands up to real counts."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import thorbecke.methods.voting as voting
from thorbecke.methods import registry
from thorbecke.methods.facts import to_data
from thorbecke.methods.lots import Lots
from thorbecke.methods.voting.profile import Kind, from_ballots
from thorbecke.web.participation.wording import WORDS, number, percent, sentence, sentences

FOLDER = Path(voting.__file__).parent
NOT_IN_RESULTS = {"audit.py"}  # the audit page has words of its own
NAMES = {"a": "Een park", "b": "Een school", "c": "Een markt", "yes": "Ja", "no": "Nee"}
RANKINGS = [{"a": 1, "b": 2, "c": 3}] * 5 + [{"b": 1, "c": 2, "a": 3}] * 4 + [{"c": 1, "a": 2}] * 3
SAMPLES = {
    Kind.CHOICE: [{"a": 1}] * 3 + [{"b": 1}] * 2,
    Kind.APPROVAL: [{"a": 1, "b": 1}] * 3 + [{"c": 1}] * 2 + [{}],
    Kind.RANKING: RANKINGS,
    Kind.SCORE: [{"a": 5, "b": 0, "c": 3}] * 3 + [{"a": 1, "b": 4, "c": 2}] * 2,
    Kind.POINTS: [{"a": 7, "b": 3}, {"c": 10}],
}
METHODS = [
    ("voting.plurality", Kind.CHOICE, {"turnout": "1/2", "majority": "2/3"}),
    ("voting.approval", Kind.APPROVAL, {"seats": 2}),
    ("voting.equal-shares", Kind.APPROVAL, {"seats": 2}),
    ("voting.phragmen", Kind.APPROVAL, {"seats": 2}),
    ("voting.schulze", Kind.RANKING, {}),
    ("voting.ranked-pairs", Kind.RANKING, {}),
    ("voting.irv", Kind.RANKING, {}),
    ("voting.borda", Kind.RANKING, {}),
    ("voting.stv-scottish", Kind.RANKING, {"seats": 2}),
    ("voting.stv-meek", Kind.RANKING, {"seats": 2}),
    ("voting.score", Kind.SCORE, {}),
    ("voting.star", Kind.SCORE, {}),
    ("voting.judgment", Kind.SCORE, {}),
    ("voting.points", Kind.POINTS, {}),
]


def codes() -> set[str]:
    found = set()
    for path in FOLDER.glob("*.py"):
        if path.name in NOT_IN_RESULTS:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            named = isinstance(node, ast.Call) and getattr(node.func, "id", "") == "fact"
            if named and node.args and isinstance(node.args[0], ast.Constant):
                found.add(node.args[0].value)
    return found


def test_every_code_has_a_sentence():
    missing = codes() - set(WORDS)
    assert not missing
    assert len(codes()) > 20


@pytest.mark.parametrize(("method", "kind", "rules"), METHODS)
def test_real_counts_read_as_sentences(method, kind, rules):
    found = registry.find(method)
    profile = from_ballots(kind, ("a", "b", "c"), SAMPLES[kind], "q", electorate=20)
    outcome = found.count(profile, registry.rules_of(found, rules), Lots(b"\1" * 32))
    facts = to_data([*outcome.steps, *found.explain(outcome)])
    for text in sentences(facts, NAMES):
        assert text.endswith(".")
        assert "%(" not in text
        assert "{" not in text


def test_a_code_without_words_shows_itself():
    assert sentence({"code": "odd", "values": {"x": 3}}, {}) == "odd: x 3"


def test_figures_keep_their_exact_form():
    assert number("617/3") == "205,67 (617/3)"
    assert number("4") == "4"
    assert percent("2/3") == "66,7%"
    assert percent("1/2") == "50%"
