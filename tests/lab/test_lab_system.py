"""The Kiesstelsel-lab: real councils, other rules, and every seat in words."""

from __future__ import annotations

import html
import re

import pytest

from thorbecke.formats.kiesraad import Council
from thorbecke.methods.seats.election import Election, PartyList
from thorbecke.web.lab import comparing, elections, words
from thorbecke.web.lab.systems import BASE, SYSTEMS, count

pytestmark = pytest.mark.django_db
ROERMOND = "GM0957-2026-03-18"


def main_text(response) -> str:
    source = response.content.decode()
    source = source[source.index("<main") : source.index("</main")]
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", source)))


@pytest.mark.parametrize("key", list(elections.known()))
def test_the_law_of_today_gives_the_official_seats_of_every_shipped_council(key):
    council = elections.known()[key]
    assert count(council.election(), BASE).seats == council.official


@pytest.mark.parametrize(
    "path",
    [
        "/lab/",
        "/lab/kiesstelsel/",
        "/lab/kiesstelsel/?klas=1",
        f"/lab/kiesstelsel/?raad={ROERMOND}&stelsel=hare&stelsel=adams&drempel=5&zetels=31",
        "/lab/kiesstelsel/bestand/",
        "/lab/raadsgrootte/",
        "/lab/stemmen-vanaf-16/?jongeren=900",
        "/lab/tussentijdse-verkiezing/",
        "/lab/gekozen-burgemeester/",
        "/lab/wijk-en-dorpsraden/",
    ],
)
def test_a_page_opens_with_few_queries(client, library, django_assert_max_num_queries, path):
    client.get(path)
    with django_assert_max_num_queries(12):
        assert client.get(path).status_code == 200


@pytest.mark.parametrize(
    ("path", "instrument"),
    [
        ("kiesstelsel", "electoral-system-change"),
        ("raadsgrootte", "council-size"),
        ("stemmen-vanaf-16", "voting-age-16"),
        ("tussentijdse-verkiezing", "interim-election"),
        ("gekozen-burgemeester", "elected-mayor"),
        ("wijk-en-dorpsraden", "village-council-84"),
    ],
)
def test_each_page_ends_with_its_verdict(client, library, path, instrument):
    response = client.get(f"/lab/{path}/")
    assert response.context["law"].instrument.id == instrument
    text = main_text(response)
    assert "Mag dit van de wet?" in text
    assert "Dit is geen juridisch advies." in text
    assert "Nagegaan op" in text
    carried = response.context["law"].carry
    assert client.get(carried).status_code == 200 or response.context["law"].to_design


def test_every_residual_seat_is_told_with_its_article_and_fraction(client, library):
    response = client.get(f"/lab/kiesstelsel/?raad={ROERMOND}&stelsel=sainte-lague")
    base = response.context["columns"][0]
    told = [line for line in response.context["lines"] if line.number]
    assert len(told) == len(base.outcome.steps) > 0
    assert all(line.article.startswith("Kieswet, artikel P 7") for line in told)
    text = main_text(response)
    assert "VVD met 617 1/3" in text
    assert "Het lot besliste tussen CDA en Partij voor de Dieren." in text


def test_a_moved_seat_says_what_it_took_now_and_then(client, library):
    response = client.get("/lab/kiesstelsel/?raad=GM1979-2026-03-18&stelsel=sainte-lague")
    moved = response.context["variants"][0]["moved"]
    assert sum(item.change for item in moved) == 0
    assert all(item.before or item.now for item in moved)
    loser = next(item for item in moved if item.change < 0)
    assert "hoogste gemiddelde" in loser.before.text
    assert "De laatste zetel gaat naar" in loser.now.text


def test_a_threshold_keeps_small_lists_out(client, library):
    response = client.get(f"/lab/kiesstelsel/?raad={ROERMOND}&stelsel=sainte-lague&drempel=5")
    column = response.context["columns"][1]
    votes = [row.votes for row in column.outcome.lists]
    assert all(20 * v >= sum(votes) for v, s in zip(votes, column.seats, strict=True) if s)
    assert "onder de drempel" in main_text(response)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("stelsel=onzin", "Dit stelsel kennen wij niet"),
        ("raad=GM9999-2026-03-18", "Deze verkiezing kennen wij niet"),
        ("raad=eigen&eigen=kapot", "Uw cijfers kwamen niet heel over"),
        ("zetels=0", "minstens 1"),
        ("drempel=101", "hoogstens 100"),
        ("stelsel=hare&stelsel=adams&stelsel=danish&stelsel=droop", "hooguit drie"),
    ],
)
def test_a_wrong_choice_is_named(client, library, query, said):
    response = client.get(f"/lab/kiesstelsel/?{query}")
    assert response.status_code == 200
    assert said in main_text(response)


def test_class_mode_changes_one_rule(client, library):
    response = client.get("/lab/kiesstelsel/?klas=1")
    assert len(response.context["columns"]) == 2
    assert "lab-class" in response.content.decode()
    assert "Banzhaf" not in main_text(response)


def test_without_a_system_the_page_says_what_to_do(client, library):
    text = main_text(client.get(f"/lab/kiesstelsel/?raad={ROERMOND}"))
    assert "Kies een ander stelsel. Dan ziet u het verschil." in text


@pytest.mark.parametrize("key", list(SYSTEMS))
def test_every_system_explains_every_step_in_words(key):
    for council in elections.known().values():
        election = council.election()
        column = comparing.compare(election, [key])[-1]
        told = words.awards(column.facts, comparing.names_of(election))
        assert {s.number for s in column.outcome.steps} <= {line.number for line in told}


def test_all_kinds_of_steps_have_words():
    lists = (PartyList("1", "A", 600, size=3), PartyList("2", "B", 300), PartyList("3", "C", 90))
    election = Election("proef", 9, lists)
    facts = comparing.compare(election, [])[0].facts
    text = " ".join(line.text for line in words.awards(facts, {"1": "A", "2": "B", "3": "C"}))
    assert "A heeft meer zetels dan kandidaten." in text
    assert "Deze zetel kwam vrij." in text


def test_lists_with_one_name_are_told_apart():
    lists = (PartyList("1", "Lijst", 10), PartyList("2", "Lijst", 5))
    assert comparing.names_of(Election("x", 3, lists)) == {
        "1": "Lijst (lijst 1)",
        "2": "Lijst (lijst 2)",
    }


def test_an_own_store_adds_councils(tmp_path, settings):
    from datetime import date

    from thorbecke.formats.kiesraad import ListRow, save_store

    settings.VAR_DIR = tmp_path
    before = len(elections.known())
    rows = (ListRow("A", 10), ListRow("B", 5))
    save_store(tmp_path / "councils.json", [Council("GM0001", "Proef", date(2022, 3, 16), 9, rows)])
    assert len(elections.known()) == before + 1
    (tmp_path / "councils.json").write_text("kapot")
    assert len(elections.known()) == before


def test_the_choice_goes_along_to_a_design_when_there_are_designs(client, library, monkeypatch):
    from thorbecke.web.lab import law

    monkeypatch.setattr(law, "DESIGN", "lab")
    found = client.get("/lab/kiesstelsel/?stelsel=hare&drempel=5").context["law"]
    assert found.to_design
    assert "instrument=electoral-system-change" in found.carry
    assert "Hare" in found.carry
    assert "gemeente=Eemsdelta" in found.carry
    monkeypatch.setattr(law, "DESIGN", "geen:adres")
    found = client.get("/lab/kiesstelsel/").context["law"]
    assert found.carry == "/regelruimte/instrument/electoral-system-change/"
