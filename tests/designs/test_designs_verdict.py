"""The verdict over every combination of answers of every instrument of the register."""

from __future__ import annotations

from itertools import product

import pytest

from thorbecke.knowledge import designs, shipped
from thorbecke.methods.design.verdict import (
    Instrument,
    Question,
    Verdict,
    WrongAnswer,
    judge,
    overall,
    repairs,
)

INSTRUMENTS = shipped().instruments


def combinations(instrument):
    """Every way to answer: yes, no or open for each question."""
    for given in product((True, False, None), repeat=len(instrument.questions)):
        yield {n: yes for n, yes in enumerate(given, 1) if yes is not None}


def test_the_register_has_all_instruments_and_questions():
    assert len(INSTRUMENTS) == 31
    assert sum(len(one.questions) for one in INSTRUMENTS) == 60


@pytest.mark.parametrize("instrument", INSTRUMENTS, ids=lambda one: one.id)
def test_no_verdict_is_greener_than_its_worst_answer_but_for_the_documented_exceptions(instrument):
    check = designs.questionnaire(instrument)
    for answers in combinations(instrument):
        found = judge(check, answers)
        levels = {
            n: designs.LEVELS.index((q.if_yes if answers[n] else q.if_no).verdict)
            for n, q in enumerate(instrument.questions, 1)
            if n in answers
        }
        alone = [
            n
            for n, q in enumerate(instrument.questions, 1)
            if q.overrides_others_if_yes and answers.get(n)
        ]
        if alone:
            assert found.overridden
            assert found.level == max(levels[n] for n in alone)
            continue
        assert not found.overridden
        assert found.level >= max(levels.values(), default=0)
        if len(answers) == len(instrument.questions) and answers:
            assert found.level == max(levels.values())
        else:
            default = designs.LEVELS.index(instrument.verdict)
            assert found.level == max([default, *levels.values()])
        assert all(levels[n] == found.level for n in found.deciding)


def test_exactly_the_three_documented_instruments_have_an_overriding_question():
    found = {
        one.id
        for one in INSTRUMENTS
        if any(question.overrides_others_if_yes for question in one.questions)
    }
    assert found == {"binding-referendum", "elected-mayor", "electoral-system-change"}


def test_the_worst_instrument_decides_and_none_is_no_permission():
    assert overall([Verdict("a", 1, (), ()), Verdict("b", 3, (), ())]) == 3
    assert overall([]) is None


def test_a_question_that_does_not_exist_is_refused():
    with pytest.raises(WrongAnswer, match="no question 2"):
        judge(Instrument("a", 0, (Question(1, 2),)), {2: True})


def test_repairs_tries_one_change_before_two():
    now = {"a": 3, "b": 3}

    def level(moves):
        return max({**now, **dict(moves)}.values())

    one = repairs([("a", 0), ("b", 0)], level, 3, 1)
    assert [found.moves for found in one] == [(("a", 0), ("b", 0))]
    now["b"] = 0
    (single,) = repairs([("a", 0), ("b", 0)], level, 3, 1)
    assert (single.moves, single.level) == ((("a", 0),), 0)
    assert repairs([("a", 0)], level, 1, 1) == ()


def test_repairs_gives_what_helps_when_nothing_reaches_the_goal():
    found = repairs([1, 2, 3], lambda moves: 4 if len(moves) > 1 else moves[0] + 1, 4, 0)
    assert [one.level for one in found] == [2, 3]


def test_a_set_that_cannot_be_is_no_repair():
    assert repairs([1], lambda _moves: None, 4, 0) == ()
