"""The page of one case: what it shows, what it hides, and the same as data."""

from __future__ import annotations

import json
import re

import pytest

from thorbecke.web.library import search
from thorbecke.web.library.models import Entry

FULL = "/praktijk/zeist-inwonersadviescommissie/"


def _linked_data(html: str) -> dict:
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', html, re.S)
    assert found
    return json.loads(found.group(1))


def test_a_case_page_takes_few_queries(client, many, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        assert client.get(FULL).status_code == 200
    with django_assert_max_num_queries(1):
        client.get(FULL)


def test_every_shipped_case_has_a_page_with_its_sources(client, library):
    for slug, data in Entry.objects.filter(kind="case").values_list("slug", "data"):
        html = client.get(f"/praktijk/{slug}/").content.decode()
        for source in data["sources"]:
            assert source["url"].replace("&", "&amp;") in html
        assert "Dit is onze lezing" in html


def test_figures_stand_as_funnel_and_one_by_one(client, library):
    html = client.get(FULL).content.decode()
    assert "tb-chart--funnel" in html
    assert "6.500" in html
    assert "935" in html
    assert "Voorstellen overgenomen" in html


def test_signals_similar_cases_and_buttons_are_there(client, library):
    html = client.get(FULL).content.decode()
    assert "/toekomst/vng-inclusieve-democratie/" in html
    assert "Voorbeelden die hierop lijken" in html
    assert "zelfde soort opgave" in html
    assert 'href="/praktijk/zeist-inwonersadviescommissie.json"' in html
    assert "@misc{thorbecke-zeistinwonersadviescommissie" in html


def test_a_case_is_not_like_itself(client, library):
    after = client.get(FULL).content.decode().split("Voorbeelden die hierop lijken")[1]
    assert FULL not in after


def test_failure_is_told(client, publish):
    publish("stop", outcome="gestopt", why_stopped_nl="Het geld was op.", went_wrong_nl="Te druk.")
    html = client.get("/praktijk/stop/").content.decode()
    assert "Het geld was op." in html
    assert "Te druk." in html
    assert "Gestopt" in html


def test_what_is_not_known_is_left_out(client, publish):
    publish("kaal", municipality=None, year_start=None)
    html = client.get("/praktijk/kaal/").content.decode()
    for words in ("None", "In cijfers", "Waarom het stopte", "Wie besliste", "Welke regels"):
        assert words not in html


@pytest.mark.parametrize("path", ["/praktijk/bestaat-niet/", "/praktijk/bestaat-niet.json"])
def test_an_unknown_case_is_not_found(client, library, path):
    assert client.get(path).status_code == 404


def test_a_kind_has_its_own_addresses(client, library):
    assert client.get("/praktijk/vng-burgerbestuur/").status_code == 404
    assert client.get("/toekomst/zeist-inwonersadviescommissie/").status_code == 404


def test_json_holds_data_address_licence_and_version(client, library):
    response = client.get("/praktijk/zeist-inwonersadviescommissie.json")
    found = response.json()
    assert response["Access-Control-Allow-Origin"] == "*"
    assert set(found) == {"kind", "id", "url", "licence", "version", "published_on", "data"}
    assert found["url"] == "http://localhost:8000/praktijk/zeist-inwonersadviescommissie/"
    assert found["version"] == 1
    assert found["data"]["figures"]["invited"]["value"] == 6500


def test_linked_data_says_what_where_and_from_whom(client, library):
    found = _linked_data(client.get(FULL).content.decode())
    assert found["@type"] == "Article"
    assert found["contentLocation"]["address"]["addressCountry"] == "NL"
    assert found["temporalCoverage"] == "2021"
    assert len(found["citation"]) == 2


def test_linked_data_can_not_be_broken_out_of(client, publish):
    evil = "</script><script>alert(1)</script><!-- \u2028 &"
    publish("kwaad", title_nl=evil)
    html = client.get("/praktijk/kwaad/").content.decode()
    assert "<script>alert" not in html
    assert _linked_data(html)["headline"] == evil


def test_only_reading_is_allowed(client, library):
    for path in (FULL, "/praktijk/", "/", "/zoeken/", "/praktijk/atom.xml"):
        assert client.post(path).status_code == 405


def test_a_change_shows_at_once(client, publish):
    entry = publish("een", title_nl="Oude titel")
    assert "Oude titel" in client.get("/praktijk/een/").content.decode()
    entry.data["title_nl"] = entry.title = "Nieuwe titel"
    entry.save()
    search.index([entry])
    html = client.get("/praktijk/een/").content.decode()
    assert "Nieuwe titel" in html
    assert "Oude titel" not in html
