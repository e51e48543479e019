"""Real elections: the winners that pabutools and the cities found, in their order."""

from __future__ import annotations

import pytest

from thorbecke.methods.budgeting import equal_shares, greedy, phragmen

TIES = ("id",)
WIELICZKA = "poland_wieliczka_2023_green-budget.pb"
FILES = [
    "hungary_budapest_2024.sample.pb",
    "netherlands_amsterdam_2022_west.sample.pb",
    "poland_lodz_2022_.pb",
    "poland_warszawa_2021_bielany.sample.pb",
    WIELICZKA,
]
RULES = {
    "mes_cost_sat": {},
    "mes_cardinality_sat": {"utility": "cardinality"},
    "mes_cost_sat_add1_exhaustive_stop": {"completion": "add1"},
    "mes_cost_sat_add1_no_exhaustive_stop": {"completion": "add1", "stop_when_exhaustive": False},
}


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("name", FILES)
def test_equal_shares(elections, expected, name, rule):
    if rule not in expected[name]:
        pytest.skip("not computed by pabutools for this file")
    found = equal_shares.count(elections[name], equal_shares.Rules(ties=TIES, **RULES[rule]))
    assert list(found.funded) == expected[name][rule]


@pytest.mark.parametrize("name", FILES)
def test_greedy_and_phragmen(elections, expected, name):
    found = greedy.count(elections[name], greedy.Rules(ties=TIES))
    assert list(found.funded) == expected[name]["greedy_cost_sat"]
    found = phragmen.count(elections[name], phragmen.Rules(ties=TIES))
    assert sorted(found.funded) == expected[name]["sequential_phragmen"]


def test_wieliczka_as_the_city_announced_it(elections, expected):
    rules = equal_shares.Rules(ties=TIES, completion="add1", stop_when_exhaustive=False)
    found = equal_shares.count(elections[WIELICZKA], rules)
    assert set(found.funded) == set(expected[WIELICZKA]["official_selected"])


def test_wieliczka_changes_by_three_projects_with_the_other_stop(elections):
    one, other = (
        set(
            equal_shares.count(
                elections[WIELICZKA],
                equal_shares.Rules(ties=TIES, completion="add1", stop_when_exhaustive=stop),
            ).funded
        )
        for stop in (False, True)
    )
    assert (one - other, other - one) == ({"46"}, {"66", "67"})
