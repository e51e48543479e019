"""The pages of a design: strict, quick, and safe for what people type."""

from __future__ import annotations

import html
import re

import pytest
from django.test import Client

from thorbecke.knowledge import shipped
from thorbecke.web.designs.state import blocks

pytestmark = pytest.mark.django_db
FULL = (
    "schaal=gemeente&wie=geloot&fase=verkennen&zeggenschap=advies&werkvorm=gesprek"
    "&rechtsbasis=zelfbinding&raad=reageert&duur=eenmalig&kanaal=fysiek&verantwoording=logboek"
)
EVIL = "<script>alert(1)</script>"


def text(response) -> str:
    source = response.content.decode()
    source = source[source.index("<main") : source.index("</main")]
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", source)))


@pytest.mark.parametrize(
    "path",
    ["/ontwerp/", f"/ontwerp/?{FULL}", "/ontwerp/regelruimte/", f"/ontwerp/regelruimte/?{FULL}"],
)
def test_a_page_asks_at_most_twelve_queries(library, client, path, django_assert_max_num_queries):
    client.get(path)
    with django_assert_max_num_queries(12):
        assert client.get(path).status_code == 200


def test_the_box_counts_what_remains(library, client):
    assert "van 2.592.000 ontwerpen" in text(client.get("/ontwerp/"))
    full = text(client.get(f"/ontwerp/?{FULL}"))
    assert " 1 van 2.592.000 ontwerpen" in full


def test_each_blocked_option_says_why_and_what_the_source_is(library, client):
    page = text(client.get("/ontwerp/?werkvorm=stemming"))
    assert "Waarom niet?" in page
    assert "Een referendum over raadsbesluiten kan daarom nu alleen advies zijn." in page
    assert "Volgt uit de wet: Grondwet, artikel 125" in page
    assert "Dit is logica, geen wet." in page
    assert "Welke ene regel houdt het meest tegen?" in page
    assert blocks().status in page


def test_the_triple_is_told_when_it_is_chosen(library, client):
    page = text(client.get("/ontwerp/?wie=geloot&zeggenschap=besluit&duur=eenmalig"))
    assert "Deze keuzes gaan niet samen" in page
    assert "kan niemand daarna aanspreken" in page


def test_a_chosen_option_shows_cases_or_says_that_there_are_none(library, client):
    assert "Zo ging het elders:" in text(client.get("/ontwerp/?wie=geloot"))
    assert "Geen voorbeeld gevonden bij deze keuze." in text(client.get("/ontwerp/?duur=reeks"))


@pytest.mark.parametrize(
    "query",
    [
        "schaal=maan",
        "instrument=weg",
        "wet=weg",
        "a.sortition-panel.9=ja",
        "a.sortition-panel.1=misschien",
        "a.weg.1=ja",
        "a.=ja",
        "titel=" + "x" * 121,
    ],
)
@pytest.mark.parametrize("path", ["/ontwerp/", "/ontwerp/regelruimte/", "/ontwerp/bestand/brief/"])
def test_what_does_not_exist_is_refused_in_plain_words(library, client, path, query):
    response = client.get(f"{path}?{query}")
    assert response.status_code == 400
    assert "Dit ontwerp kunnen wij niet lezen" in text(response)


def test_an_instrument_of_the_lab_comes_along_with_what_the_lab_adds(library, client):
    page = client.get("/ontwerp/?instrument=council-size&zetels=31")
    assert 'name="instrument" value="council-size"' in page.content.decode()
    page = text(client.get("/ontwerp/regelruimte/?instrument=council-size"))
    assert "Aantal raadsleden veranderen" in page
    assert "Reken het door in het lab" in page


def test_the_verdict_lists_article_certainty_date_and_who_checks_last(library, client):
    page = text(client.get(f"/ontwerp/regelruimte/?{FULL}"))
    assert "Gelote burgerraad of burgerforum" in page
    assert "Gemeentewet, artikel 84" in page
    assert "Nagegaan op" in page
    assert "Dit is geen juridisch advies." in page
    assert "De griffier of jurist van uw gemeente toetst als laatste." in page


def test_a_hard_design_gets_its_smallest_change(library, client):
    page = text(client.get("/ontwerp/regelruimte/?instrument=voting-age-16&a.voting-age-16.1=ja"))
    assert "Uw gemeente kan dit niet alleen." in page
    assert "De kleinste verandering die helpt" in page


def test_a_bill_is_a_switch(library, client):
    path = "/ontwerp/regelruimte/?instrument=binding-referendum"
    assert "Niet mogelijk Dit mag niet met de wet van nu." in text(client.get(path))
    page = text(client.get(f"{path}&wet=36468"))
    assert "Experimentwet nodig" in page
    assert "Eerst zijn nog wetten voor de uitvoering nodig." in page


def test_no_instrument_is_no_permission(library, client):
    page = text(client.get("/ontwerp/regelruimte/?duur=reeks"))
    assert "Dat betekent niet dat het mag." in page


def test_what_people_type_is_never_read_as_markup(library, client):
    page = client.get("/ontwerp/regelruimte/", {"titel": EVIL, "gemeente": EVIL, "wie": "geloot"})
    assert EVIL not in page.content.decode()
    saved = client.post("/ontwerp/bewaren/", {"titel": EVIL, "wie": "geloot"}, follow=True)
    assert saved.status_code == 200
    assert EVIL not in saved.content.decode()


def test_the_whole_box_has_a_verdict_page_for_each_option(library):
    client = Client()
    for parameter in blocks().parameters:
        for option in parameter.options:
            path = f"/ontwerp/regelruimte/?{parameter.id}={option.id}"
            assert client.get(path).status_code == 200, path


def test_each_instrument_of_the_register_can_be_asked(library, client):
    for one in shipped().instruments:
        page = client.get(f"/ontwerp/regelruimte/?instrument={one.id}")
        assert html.escape(one.name_nl) in page.content.decode(), one.id
