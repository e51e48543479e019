"""Home, scenarios, themes, principles, words and search."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.utils import timezone

from thorbecke.web.library.views import home

PATHS = [
    "/",
    "/toekomst/",
    "/toekomst/vng-inclusieve-democratie/",
    "/themas/",
    "/themas/dorp-wijk-straat/",
    "/uitgangspunten/",
    "/woorden/",
    "/zoeken/",
    "/zoeken/?q=loting",
    "/zoeken/?q=zeist&kind=case&page=2",
]


@pytest.mark.parametrize("path", PATHS)
def test_pages_take_few_queries(client, many, path, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        assert client.get(path).status_code == 200
    with django_assert_max_num_queries(1):
        client.get(path)


@pytest.mark.parametrize("path", PATHS)
def test_each_page_has_one_heading_and_a_title(client, library, path):
    html = client.get(path).content.decode()
    assert len(re.findall(r"<h1[ >]", html)) == 1
    assert not re.search(r"<title>\s*·", html)
    assert "style=" not in html


def _on(monkeypatch, day: date) -> None:
    monkeypatch.setattr(timezone, "localdate", lambda *_args: day)


def test_home_counts_what_is_published(client, library):
    html = client.get("/").content.decode()
    figures = {
        label: int(number)
        for label, number in re.findall(
            r"<dt>([^<]+)</dt><dd class=\"tb-facts__value\">(\d+)<", html
        )
    }
    assert figures["praktijkvoorbeelden"] == 90
    assert figures["landen"] == 16
    assert figures["gestopte voorbeelden"] == 8
    assert figures["toekomstscenario&#x27;s"] == 8


def test_home_promises_only_what_works(client, library):
    html = client.get("/").content.decode()
    road = re.search(r'<ol class="lib-road">.*?</ol>', html, re.S)
    assert road
    steps = road.group().split("</li>")[:-1]
    assert len(steps) == 6
    for step in steps:
        link = re.search(r'href="([^"]+)"', step)
        assert ("in aanbouw" in step) != bool(link)
        if link:
            assert client.get(link.group(1)).status_code == 200, link.group(1)


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 11, 23), r"<strong>39</strong>\s*dagen"),
        (date(2026, 12, 31), r"<strong>1</strong>\s*dag\b"),
        (date(2027, 1, 1), "Sinds 1 januari 2027"),
    ],
)
def test_the_deadline_counts_down_and_passes(client, library, monkeypatch, day, words):
    _on(monkeypatch, day)
    assert re.search(words, client.get("/").content.decode())


def test_the_case_of_the_day_changes_with_the_day(library):
    days = [home._spotlight(date(2026, 11, day)) for day in range(1, 8)]
    assert days[0] == home._spotlight(date(2026, 11, 1))
    assert len({day["url"] for day in days if day}) == 7


def test_home_leads_to_each_challenge(client, library):
    html = client.get("/").content.decode()
    links = re.findall(r'href="(/praktijk/\?opgave=[a-z]+)"><span>.*?lib-count">(\d+)<', html)
    assert len(links) == 15
    assert sum(int(count) for _url, count in links) == 90


def test_home_keeps_nothing_of_who_asks(client, library):
    client.cookies["gemeente"], client.cookies["gemeente_naam"] = "zeist", "Zeist"
    assert "Uw gemeente:" in client.get("/").content.decode()
    client.cookies.clear()
    assert "Uw gemeente:" not in client.get("/").content.decode()


def test_pages_differ_by_cookie(client, library):
    assert "Cookie" in client.get("/")["Vary"]


def test_a_scenario_says_what_is_ours(client, library):
    html = client.get("/toekomst/vng-inclusieve-democratie/").content.decode()
    assert "zijn van ons" in html
    assert "/praktijk/zeist-inwonersadviescommissie/" in html
    assert "steeds dezelfde mensen" in html
    talk = html.split("Bespreek dit in uw raad")[1].split("</section>")[0]
    assert talk.count("<li>") == 3


def test_unknown_scenarios_and_themes_are_not_found(client, library):
    for path in ("/toekomst/niets/", "/toekomst/niets.json", "/themas/niets/"):
        assert client.get(path).status_code == 404


def test_all_ten_themes_and_five_principles_are_there(client, library):
    assert (
        len(re.findall(r'href="/themas/[a-z-]+/"', client.get("/themas/").content.decode())) == 10
    )
    html = client.get("/uitgangspunten/").content.decode()
    assert html.count("lib-principle__number") == 5


def test_a_theme_links_its_cases_and_instruments(client, library):
    html = client.get("/themas/dorp-wijk-straat/").content.decode()
    assert 'href="/praktijk/?theme=1"' in html
    assert "/regelruimte/instrument/neighbourhood-budget/" in html
    assert "tb-verdict" in html


def test_words_stand_under_their_letter(client, library):
    html = client.get("/woorden/").content.decode()
    assert 'id="letter-A"' in html
    assert "Een vaste reeks stappen" in html


def test_search_goes_across_kinds_with_counts(client, library):
    html = client.get("/zoeken/?q=loting").content.decode()
    tabs = re.findall(
        r'href="\?q=loting(?:&amp;kind=([a-z]+))?"[^>]*>[^<]+<span class="lib-count">(\d+)', html
    )
    counts = {kind: int(count) for kind, count in tabs}
    assert counts[""] == sum(count for kind, count in counts.items() if kind)
    assert counts["case"] > 0
    assert counts["instrument"] > 0
    assert "<mark>" in html


@pytest.mark.parametrize(
    ("asked", "slug"),
    [("den haag", "s-gravenhage"), ("zeist", "zeist"), ("sudwest", "sudwest-fryslan")],
)
def test_search_finds_municipalities_by_name_alias_and_without_accents(
    client, library, asked, slug
):
    assert f'href="/gemeenten/{slug}/"' in client.get("/zoeken/", {"q": asked}).content.decode()


def test_search_without_results_helps_on(client, library):
    html = client.get("/zoeken/?q=qqqqzzzz").content.decode()
    assert "Hier vonden we niets" in html
    assert 'href="/themas/"' in html


def test_an_unknown_kind_is_passed_over(client, library):
    assert client.get("/zoeken/?q=loting&kind=<b>").status_code == 200
