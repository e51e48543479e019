"""Ballot papers: what fits, what does not and why; facts and their plain form."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thorbecke.methods import ballots, facts
from thorbecke.methods.ballots import Spec, Type, WrongSpec
from thorbecke.methods.facts import Tie, fact

ABC = ("a", "b", "c")


def paper(type_, options=ABC, **more):
    return Spec("q", Type(type_), options, **more)


GOOD = [
    (paper("yesno", ("yes", "no")), {"yes": 1}),
    (paper("choice"), {"b": 1}),
    (paper("approval", most=2), {"a": 1, "c": 1}),
    (paper("ranking"), {"a": 2, "c": 1}),
    (paper("ranking", equal_places=True), {"a": 1, "b": 1, "c": 2}),
    (paper("score"), {"a": 0, "b": 5}),
    (paper("points", total=10), {"a": 7, "b": 3}),
    (paper("budget", prices=(100, 200, 300), total=300), {"a": 1, "b": 1}),
]
BAD = [
    (paper("choice"), {"a": 1, "b": 1}, "more_than_one"),
    (paper("choice"), {"a": 2}, "not_a_mark"),
    (paper("choice"), {"d": 1}, "unknown_option"),
    (paper("choice"), {"a": True}, "not_a_number"),
    (paper("choice"), {"a": 1.0}, "not_a_number"),
    (paper("choice"), ["a"], "not_an_answer"),
    (paper("choice"), None, "not_an_answer"),
    (paper("choice"), dict.fromkeys("abcd", 1), "not_an_answer"),
    (paper("choice", blank=False), {}, "blank_not_allowed"),
    (paper("approval", most=1), {"a": 1, "b": 1}, "too_many"),
    (paper("approval", least=2), {"a": 1}, "too_few"),
    (paper("ranking"), {"a": 1, "b": 1}, "equal_places"),
    (paper("ranking"), {"a": 1, "b": 3}, "gap_in_places"),
    (paper("ranking"), {"a": 0, "b": 1}, "gap_in_places"),
    (paper("score", highest=3), {"a": 4}, "score_out_of_range"),
    (paper("score"), {"a": -1}, "score_out_of_range"),
    (paper("points", total=10), {"a": 11}, "too_many_points"),
    (paper("points", total=10), {"a": -1, "b": 11}, "negative_points"),
    (paper("budget", prices=(1, 2, 3), total=4), {"b": 1, "c": 1}, "over_budget"),
    (paper("budget", prices=(1, 2, 3), total=4), {"b": 2}, "not_a_mark"),
]


@pytest.mark.parametrize(("spec", "answer"), GOOD)
def test_a_good_answer_has_no_faults(spec, answer):
    assert ballots.faults(spec, answer) == ()
    assert ballots.faults(spec, {}) == ()
    assert ballots.canonical(spec, answer) == answer


@pytest.mark.parametrize(("spec", "answer", "code"), BAD)
def test_a_wrong_answer_says_why(spec, answer, code):
    assert [found.code for found in ballots.faults(spec, answer)] == [code]


@settings(max_examples=60)
@given(st.dictionaries(st.sampled_from(ABC), st.integers(0, 9)))
def test_the_canonical_form_has_one_order_and_no_idle_zeros(answer):
    turned = dict(reversed(answer.items()))
    points = paper("points", total=99)
    assert list(ballots.canonical(points, answer).items()) == list(
        ballots.canonical(points, turned).items()
    )
    assert 0 not in ballots.canonical(points, answer).values()
    assert ballots.canonical(paper("score", highest=9), turned) == answer


@pytest.mark.parametrize(
    ("more", "text"),
    [
        ({"options": ()}, "1 to 500 options"),
        ({"options": ("a", "a")}, "different ids"),
        ({"type": Type.YESNO}, '"yes" and "no"'),
        ({"least": 3, "most": 2}, "least ≤ most"),
        ({"type": Type.POINTS}, "total"),
        ({"type": Type.BUDGET, "total": 5}, "one price"),
        ({"type": Type.BUDGET, "total": 5, "prices": (1, -1, 2)}, "one price"),
        ({"type": Type.SCORE, "highest": 0}, "highest score"),
    ],
)
def test_a_paper_that_can_not_be_is_refused(more, text):
    with pytest.raises(WrongSpec, match=text):
        Spec(**{"id": "q", "type": Type.CHOICE, "options": ABC, **more})


def test_facts_in_plain_data_are_exact():
    tie = Tie("winner", 1, ("a", "b"), ("b", "a"))
    assert not tie.open
    found = facts.to_data(
        fact("x", part=Fraction(1, 3), whole=Fraction(4, 2), tie=None, row=(1, "a"))
    )
    assert found == {
        "code": "x",
        "values": {"part": "1/3", "whole": "2", "tie": None, "row": [1, "a"]},
    }
    assert facts.to_data({"t": tie})["t"]["order"] == ["b", "a"]
    for wrong in (1.5, {1, 2}, b"x"):
        with pytest.raises(TypeError, match="no exact plain form"):
            facts.to_data(wrong)
