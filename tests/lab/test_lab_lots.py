"""Where the lot decides, the page asks for it and goes on with what was drawn."""

from __future__ import annotations

import pytest
from django.http import QueryDict

from lab.test_lab_system import main_text
from thorbecke.formats.kiesraad import Council, ListRow
from thorbecke.web.lab import lots, reading

pytestmark = pytest.mark.django_db


@pytest.fixture
def tied():
    rows = (ListRow("Rood", 100), ListRow("Blauw", 100), ListRow("Groen", 100))
    return reading.pack(Council("", "Gelijk", None, 20, rows))


def test_an_open_lot_is_asked_and_the_answer_settles_it(client, library, tied):
    query = {"raad": "eigen", "eigen": tied, "stelsel": ["sainte-lague"]}
    page = client.get("/lab/kiesstelsel/", query)
    assert [lot.system for lot in page.context["asked"]] == ["Kieswet nu", "Sainte-Laguë"]
    assert "hier beslist het lot" in main_text(page)
    assert page.context["columns"][0].measures is None
    while page.context["asked"]:
        lot = page.context["asked"][0]
        query |= {
            lot.field: {name: value for value, name in lot.choices}.get("Blauw", lot.choices[-1][0])
        }
        assert len(query) < 10
        page = client.get("/lab/kiesstelsel/", query)
    assert page.context["columns"][0].seats == (6, 7, 7)
    assert all(sum(column.seats) == 20 for column in page.context["columns"])
    assert "Het lot besliste tussen Rood, Blauw en Groen." in main_text(page)


def test_a_lot_of_another_election_or_nonsense_is_left_out():
    query = QueryDict(mutable=True)
    query["lot0"] = "GM1~kieswet~P 7~~1,2~1"
    query["lot1"] = "GM2~kieswet~P 7~~1,2~9"
    query["lot2"] = "niets"
    assert lots.entered(query, "GM2") == {}
    assert lots.entered(query, "GM1")["kieswet"][0].drawn == "1"


def test_only_so_many_lots_are_read():
    query = QueryDict(mutable=True)
    for n in range(lots.MOST + 5):
        query[f"lot{n}"] = "GM1~kieswet~P 7~~1,2~1"
    assert len(lots.pairs(query)) == lots.MOST
