"""The rules of triage: pure, complete, and explained."""

from __future__ import annotations

from itertools import product

import pytest

from thorbecke.web.programme import triage
from thorbecke.web.programme.doors import ENTRANCES, asks
from thorbecke.web.programme.models import Door, Track

EXAMPLES = [
    ({"door": "join"}, "inspiration", "join"),
    ({"door": "question"}, "inspiration", "question"),
    ({"door": "experiment", "stage": "running"}, "experiment", "running"),
    ({"door": "experiment", "stage": "decided"}, "experiment", "running"),
    ({"door": "experiment", "stage": "plan", "support": ["legal_room"]}, "experiment", "legal"),
    ({"door": "experiment", "stage": "plan", "support": ["exposure"]}, "experiment", "plan"),
    ({"door": "experiment", "stage": "idea"}, "atelier", "early"),
    ({"door": "experiment"}, "atelier", "unclear"),
    ({"door": "idea", "wish": "try"}, "experiment", "try"),
    ({"door": "idea", "wish": "together"}, "atelier", "together"),
    ({"door": "idea", "wish": "examples", "council": "yes"}, "inspiration", "examples"),
    ({"door": "idea", "wish": "unknown", "council": "knows"}, "atelier", "council"),
    ({"door": "idea", "council": "no"}, "inspiration", "start"),
    ({"door": "idea"}, "inspiration", "start"),
]


@pytest.mark.parametrize(("facts", "track", "rule"), EXAMPLES)
def test_each_rule_by_example(facts, track, rule):
    found = triage.suggest(facts)
    assert (found.track, found.rule.id) == (track, rule)


def test_every_rule_has_an_example():
    assert {rule.id for rule in triage.RULES} == {rule for _facts, _track, rule in EXAMPLES}


def test_the_reason_names_the_answers_that_led_to_it():
    found = triage.suggest({"door": "experiment", "stage": "plan", "support": ["legal_room"]})
    assert ("support", "legal_room") in found.because
    assert found.otherwise is not None
    assert found.otherwise.track == "atelier"


def test_all_combinations_of_answers_get_a_track_that_exists():
    for entrance in ENTRANCES:
        choices = [
            [(ask.name, value) for value, _label in ask.choices] + [(ask.name, None)]
            for ask in asks(entrance.door)
            if ask.kind == "choice" and ask.name != "role"
        ]
        for combination in product(*choices):
            found = triage.suggest({"door": entrance.door.value, **dict(combination)})
            assert found.track in Track.values


def test_rules_name_only_answers_that_a_door_asks():
    known = {
        (ask.name, value) for door in Door.values for ask in asks(door) for value, _l in ask.choices
    }
    known |= {("door", value) for value in Door.values}
    for rule in triage.RULES:
        for name, values in rule.when.items():
            assert {(name, value) for value in values} <= known, rule.id


def test_strange_answers_do_no_harm():
    assert triage.suggest({"door": "idea", "wish": 7, "council": {"yes": 1}}).rule.id == "start"
    with pytest.raises(LookupError):
        triage.suggest({}, rules=())
