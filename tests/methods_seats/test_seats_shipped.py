"""The council elections that come with the program count to their official seats."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pydantic import ValidationError

from thorbecke.formats.kiesraad import read_councils
from thorbecke.knowledge import shipped
from thorbecke.knowledge.councils import councils
from thorbecke.knowledge.schema import CouncilElection
from thorbecke.methods.seats import kieswet

ELECTIONS = shipped().council_elections
NAMES = {"Eemsdelta", "Zoetermeer", "Roermond", "Enkhuizen", "Reusel-De Mierden"}


@pytest.mark.parametrize("council", councils(ELECTIONS), ids=lambda one: one.municipality)
def test_each_gives_its_official_seats(council):
    outcome = kieswet.count(council.election())
    assert outcome.seats == council.official
    assert outcome.open_lots == outcome.unused == ()


def test_every_election_has_source_date_and_certainty():
    assert {item.municipality for item in ELECTIONS} >= NAMES
    assert all(item.sources and item.checked_on and item.confidence for item in ELECTIONS)
    assert all(lot.certainty == "midden" for item in ELECTIONS for lot in item.lots)
    codes = {place.name: place.code for place in shipped().municipalities}
    assert all(codes[item.municipality] == item.code for item in ELECTIONS)


def test_without_the_lot_roermond_asks_for_it():
    (roermond,) = (one for one in councils(ELECTIONS) if one.municipality == "Roermond")
    (lot,) = kieswet.count(replace(roermond, lots=()).election()).open_lots
    assert [roermond.lists[int(n) - 1].name for n in lot.between] == [
        "CDA",
        "Partij voor de Dieren",
    ]


def test_the_votes_are_those_of_the_results_files(shared_data):
    known = {}
    for name in ("special_councils.csv", "council_results_2018_2021.csv"):
        file = shared_data / "elections" / name
        for one in read_councils(file.read_bytes(), name):
            known[one.code, one.date] = [(row.name, row.votes, row.seats) for row in one.lists]
    for one in councils(ELECTIONS):
        assert known[one.code, one.date] == [(row.name, row.votes, row.seats) for row in one.lists]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"council_seats": 1}, "more seats than the council"),
        (
            {
                "lots": [
                    {"article": "P 7", "between": ["A", "B"], "drawn": "A", "certainty": "hoog"}
                ]
            },
            "a lot",
        ),
        ({"lists": []}, "at least 1"),
    ],
)
def test_an_election_that_does_not_add_up_is_refused(change, words):
    data = ELECTIONS[0].model_dump(mode="json") | change
    with pytest.raises(ValidationError, match=words):
        CouncilElection.model_validate(data)
