"""Kept designs: private to an organisation, or open to whoever has the link."""

from __future__ import annotations

import io

import docx
import pytest
from django.test import Client

from designs.test_designs_pages import FULL, text
from participation.conftest import organisation, other, person, signed_in  # noqa: F401
from thorbecke.web.designs.models import Design

pytestmark = pytest.mark.django_db
CHOICES = dict(pair.split("=") for pair in FULL.split("&"))
OTHER = "https://voorbeeld.invalid/ontwerp/?wie=open&werkvorm=budget#x"


@pytest.fixture
def kept(library, organisation, signed_in):  # noqa: F811
    """A browser of the organisation, and the design that it kept there."""
    browser = signed_in("lead")
    data = {**CHOICES, "titel": "Burgerraad", "organisatie": str(organisation.pk)}
    browser.post("/ontwerp/bewaren/", data)
    return browser, Design.objects.get()


def test_members_see_it_in_their_list_and_open_it(kept):
    browser, design = kept
    assert "Burgerraad" in text(browser.get("/ontwerp/bewaard/"))
    page = browser.get(f"/ontwerp/bewaard/{design.token}/")
    assert "alleen voor leden" in text(page)


def test_the_page_of_a_kept_design_asks_at_most_twelve_queries(kept, django_assert_max_num_queries):
    browser, design = kept
    with django_assert_max_num_queries(12):
        browser.get(f"/ontwerp/bewaard/{design.token}/")
    with django_assert_max_num_queries(12):
        browser.get("/ontwerp/bewaard/")
    with django_assert_max_num_queries(12):
        browser.get(f"/ontwerp/regelruimte/?{FULL}")


@pytest.mark.parametrize("who", ["visitor", "other", "resident"])
def test_for_anybody_else_it_does_not_exist(kept, who, other, signed_in):  # noqa: F811
    _browser, design = kept
    visitor = {
        "visitor": Client,
        "other": lambda: signed_in("lead", other),
        "resident": lambda: signed_in("resident"),
    }[who]()
    address = f"/ontwerp/bewaard/{design.token}/"
    assert visitor.get(address).status_code == 404
    assert visitor.get(f"{address}bestand/gegevens/").status_code == 404
    assert visitor.post(f"{address}keuze/", {"adres": OTHER}).status_code == 404
    row = {"adres": OTHER, "waarom": "Te duur"}
    assert visitor.post(f"{address}alternatief/", row).status_code == 404
    assert visitor.get(f"/ontwerp/sleutel/{design.token}/x/").status_code == 404
    assert "Burgerraad" not in text(visitor.get("/ontwerp/bewaard/"))
    design.refresh_from_db()
    assert design.alternatives == []


def test_nobody_keeps_a_design_for_another_organisation(library, other, signed_in):  # noqa: F811
    data = {**CHOICES, "titel": "X", "organisatie": str(other.pk)}
    assert signed_in("lead").post("/ontwerp/bewaren/", data).status_code == 404
    assert not Design.objects.exists()


def test_two_alternatives_stay_beside_the_choice_and_go_into_the_proposal(kept):
    browser, design = kept
    address = f"/ontwerp/bewaard/{design.token}/"
    for why in ("Te duur", "Te langzaam"):
        browser.post(f"{address}alternatief/", {"adres": OTHER, "waarom": why})
    third = browser.post(f"{address}alternatief/", {"adres": OTHER, "waarom": "Derde"})
    assert third.status_code == 400
    page = text(browser.get(address))
    assert "Niet gekozen, want: Te duur" in page
    assert "Derde" not in page
    made = docx.Document(io.BytesIO(browser.get(f"{address}bestand/voorstel/").content))
    cells = [cell.text for table in made.tables for row in table.rows for cell in row.cells]
    assert any("Budget verdelen. Niet gekozen, want: Te langzaam" in cell for cell in cells)
    browser.post(f"{address}alternatief/", {"weg": "1"})
    assert "Te duur" not in text(browser.get(address))


@pytest.mark.parametrize("address", ["", "?schaal=maan", "https://voorbeeld.invalid/"])
def test_an_alternative_that_is_no_design_is_refused(kept, address):
    browser, design = kept
    path = f"/ontwerp/bewaard/{design.token}/"
    browser.post(f"{path}alternatief/", {"adres": address, "waarom": "x"})
    design.refresh_from_db()
    assert design.alternatives == []
    assert browser.post(f"{path}keuze/", {"adres": address}).status_code == 400


def test_the_choice_can_change_and_the_name_stays(kept):
    browser, design = kept
    browser.post(f"/ontwerp/bewaard/{design.token}/keuze/", {"adres": OTHER})
    design.refresh_from_db()
    assert design.state["query"] == "wie=open&werkvorm=budget&titel=Burgerraad"


def test_without_account_the_link_reads_and_the_secret_link_changes(library):
    maker, reader = Client(), Client()
    made = maker.post("/ontwerp/bewaren/", {**CHOICES, "titel": "Van mij"}, follow=True)
    design = Design.objects.get()
    path = f"/ontwerp/bewaard/{design.token}/"
    assert "Zet een alternatief ernaast" in text(made)
    assert "Zet een alternatief ernaast" not in text(reader.get(path))
    assert reader.post(f"{path}keuze/", {"adres": OTHER}).status_code == 404
    link = next(w for w in text(made).split() if "/ontwerp/sleutel/" in w)
    assert reader.get(link[:-3] + "xx/").status_code == 404
    assert reader.get("/" + link.split("/", 3)[3]).status_code == 302
    assert "Zet een alternatief ernaast" in text(reader.get(path))


def test_an_empty_or_nameless_design_is_not_kept(library, client):
    assert client.post("/ontwerp/bewaren/", {"titel": "Leeg"}).status_code == 400
    assert client.post("/ontwerp/bewaren/", CHOICES).status_code == 400
    assert not Design.objects.exists()
