"""Who may take part: the rule as data, in words, in Python and in SQL."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from participation_roll.rolled import make_act, make_voter
from thorbecke.web.participation.roll import eligibility, voters
from thorbecke.web.participation.roll.eligibility import Rule, Who, WrongRule

TODAY = date(2026, 11, 25)
DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))
AGES = st.integers(0, 120)


@given(
    st.none() | AGES,
    st.none() | DAYS,
    st.lists(st.sampled_from(["Noord", "Zuid", "Één"]), unique=True),
    st.sampled_from(list(Who)),
)
def test_a_rule_comes_back_from_its_data(age, day, areas, who):
    rule = Rule(age, day, tuple(areas), who)
    assert eligibility.from_data(eligibility.to_data(rule)) == rule


@pytest.mark.parametrize(
    ("data", "part"),
    [
        ({"lowest_age": "16"}, "lowest_age"),
        ({"lowest_age": True}, "lowest_age"),
        ({"lowest_age": -1}, "lowest_age"),
        ({"reference_date": "18-03-2026"}, "reference_date"),
        ({"reference_date": 5}, "reference_date"),
        ({"areas": "Noord"}, "areas"),
        ({"areas": [1]}, "areas"),
        ({"who": "everybody"}, "who"),
    ],
)
def test_a_wrong_rule_is_refused_with_its_part(data, part):
    with pytest.raises(WrongRule, match=f"^{part}: expected"):
        eligibility.from_data(data)


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [
        (date(2010, 3, 18), date(2026, 3, 18), 16),
        (date(2010, 3, 19), date(2026, 3, 18), 15),
        (date(2008, 2, 29), date(2026, 2, 28), 17),
        (date(2008, 2, 29), date(2026, 3, 1), 18),
        (date(2008, 2, 29), date(2024, 2, 29), 16),
    ],
)
def test_an_age_counts_on_the_day_itself(born, day, age):
    assert eligibility.age_on(born, day) == age


@given(DAYS, DAYS, st.integers(1, 100))
def test_the_last_day_of_birth_says_the_same_as_the_age(born, day, age):
    if day.year - age < 1900:
        return
    assert (born <= voters.born_by(day, age)) == (eligibility.age_on(born, day) >= age)


def test_the_reference_date_counts_and_not_today():
    rule = Rule(16, date(2026, 3, 18))
    assert eligibility.allows(rule, date(2010, 3, 18), "", TODAY) == (True, "")
    assert eligibility.allows(rule, date(2010, 3, 19), "", TODAY) == (False, "age")
    assert eligibility.allows(Rule(16), date(2010, 3, 19), "", TODAY) == (True, "")
    assert eligibility.allows(rule, None, "", TODAY) == (False, "born_on")
    assert eligibility.allows(Rule(0), None, "", TODAY) == (True, "")


def test_an_area_is_compared_without_capitals():
    rule = Rule(areas=("Één", "Noord"))
    assert eligibility.allows(rule, None, "één", TODAY) == (True, "")
    assert eligibility.allows(rule, None, "", TODAY) == (False, "area")


def test_the_database_says_the_same_as_the_rule(db):
    act = make_act()
    births = [None, date(2010, 3, 18), date(2010, 3, 19), date(1950, 1, 1)]
    areas = ["Noord", "ÉÉN", "één", "", "Zuid"]
    people = [
        make_voter(act, at * 10 + place, born_on=born, area=area)
        for at, born in enumerate(births)
        for place, area in enumerate(areas)
    ]
    for rule in (
        Rule(),
        Rule(16, date(2026, 3, 18)),
        Rule(areas=("Één",)),
        Rule(16, date(2026, 3, 18), ("noord", "één")),
    ):
        act.eligibility = eligibility.to_data(rule)
        expected = {
            one.pk for one in people if eligibility.allows(rule, one.born_on, one.area, TODAY)[0]
        }
        assert {one.pk for one in voters.eligible(act)} == expected


def test_the_rule_in_words():
    rule = Rule(16, date(2026, 3, 18), ("Noord", "Oost", "Zuid"))
    assert eligibility.in_words(rule) == (
        "Inwoners van 16 jaar en ouder kunnen meedoen. De leeftijd telt op 18 maart 2026. "
        "Het gaat om Noord, Oost en Zuid."
    )
    assert eligibility.in_words(Rule()) == "Alle inwoners kunnen meedoen."
    assert (
        eligibility.in_words(Rule(12, who=Who.OPEN)) == "Iedereen van 12 jaar en ouder kan meedoen."
    )
