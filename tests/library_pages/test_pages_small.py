"""Pages of a library that is empty or holds one or two cases."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from thorbecke.web.library import search
from thorbecke.web.library.models import Entry

PATHS = (
    "/ /praktijk/ /praktijk/?view=kaart /toekomst/ /themas/ /uitgangspunten/ /woorden/ /zoeken/?q=x"
).split()


def test_script_in_content_stays_text(client, publish):
    evil = "<script>alert(1)</script> burgerberaad <img src=x onerror=alert(2)>"
    publish("kwaad", title_nl=evil, opgave=evil, facts_nl=evil, lesson_nl=evil, place=evil)
    for path in ("/praktijk/?q=burgerberaad", "/praktijk/kwaad/", "/zoeken/?q=burgerberaad", "/"):
        html = client.get(path).content.decode()
        assert "<script>alert" not in html
        assert "<img src=x" not in html


def test_words_that_were_looked_for_are_marked(client, publish):
    publish("een", title_nl="De wijkraad & meer")
    assert (
        "De <mark>wijkraad</mark> &amp; meer"
        in client.get("/praktijk/?q=wijkraad").content.decode()
    )


def test_nothing_found_offers_only_steps_that_help(client, publish):
    publish("een", outcome="gestopt", themes=[1])
    publish("twee", outcome="lopend", themes=[2])
    html = client.get("/praktijk/?outcome=gestopt&theme=2").content.decode()
    assert "Hier vonden we niets" in html
    assert "Zonder het filter Afloop" in html
    assert "Zonder het filter Thema" in html
    assert "Geen voorbeelden gevonden" in html


def test_an_empty_library_says_so(client, db):
    response = client.get("/praktijk/")
    assert response.status_code == 200
    assert "Geen voorbeelden gevonden" in response.content.decode()


@pytest.mark.parametrize("path", PATHS)
def test_pages_stand_on_an_empty_library(client, db, path):
    assert client.get(path).status_code == 200


def test_the_feed_of_an_empty_library_is_well_formed(client, db):
    feed = ElementTree.fromstring(client.get("/praktijk/atom.xml").content)
    assert feed.findall("{http://www.w3.org/2005/Atom}entry") == []


def test_a_withdrawn_case_is_gone_everywhere(client, publish):
    entry = publish("weg", title_nl="Verdwenen voorbeeld")
    assert client.get("/praktijk/weg/").status_code == 200
    assert "Verdwenen" in client.get("/praktijk/").content.decode()
    Entry.objects.filter(pk=entry.pk).update(data=None, published_on=None)
    search.remove([entry])
    assert client.get("/praktijk/weg/").status_code == 404
    assert client.get("/praktijk/weg.json").status_code == 404
    for path in ("/praktijk/", "/praktijk/atom.xml", "/sitemap-1.xml", "/"):
        assert "Verdwenen" not in client.get(path).content.decode()
