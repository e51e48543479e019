"""The pages of the register: what is on them, what is refused, how many queries they take."""

from __future__ import annotations

import re

import pytest

from thorbecke.knowledge import shipped
from thorbecke.web.library.law import examples, register
from thorbecke.web.library.models import Entry, SearchDocument
from thorbecke.web.library.search import find

pytestmark = pytest.mark.usefixtures("library")

PAGES = [
    "/regelruimte/",
    "/regelruimte/artikel/gem-150/",
    "/regelruimte/artikel/wbrp-3.2-3.9/",
    "/regelruimte/instrumenten/",
    "/regelruimte/instrument/sortition-panel/",
    "/regelruimte/wetsvoorstellen/",
    "/regelruimte/wetsvoorstel/36641/",
    "/regelruimte/raadsgrootte/",
]


def text(client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("path", PAGES)
def test_at_most_twelve_queries(client, path: str, django_assert_max_num_queries) -> None:
    client.get(path)
    with django_assert_max_num_queries(12):
        client.get(path)


@pytest.mark.parametrize("path", PAGES)
def test_every_page_says_that_it_is_no_legal_advice(client, path: str) -> None:
    page = text(client, path)
    assert "Dit is geen juridisch advies." in page
    assert "De griffier of jurist van uw gemeente toetst als laatste." in page


@pytest.mark.parametrize("path", PAGES)
def test_one_main_heading_and_no_inline_style(client, path: str) -> None:
    page = text(client, path)
    assert page.count("<h1") == 1
    assert not re.search(r"<[^>]+ style=|<style|<script>", page)


@pytest.mark.parametrize("kind", ["artikel", "instrument", "wetsvoorstel"])
@pytest.mark.parametrize("slug", ["bestaat-niet", "<script>", "gem-8%27"])
def test_unknown_is_not_found(client, kind: str, slug: str) -> None:
    assert client.get(f"/regelruimte/{kind}/{slug}/").status_code == 404


def test_withdrawn_is_not_found_and_not_listed(client) -> None:
    Entry.objects.filter(kind="rule", slug="gem-9").update(data=None)
    assert client.get("/regelruimte/artikel/gem-9/").status_code == 404
    assert "/regelruimte/artikel/gem-9/" not in text(client, "/regelruimte/")


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_pages_are_for_reading(client, path: str, method: str) -> None:
    assert getattr(client, method)(path).status_code == 405


def test_all_rules_are_listed_with_certainty_and_date(client) -> None:
    page = text(client, "/regelruimte/")
    for rule in shipped().rules:
        assert f'href="/regelruimte/artikel/{rule.id}/"' in page
    assert page.count("tb-certainty tb-certainty--") == len(shipped().rules) == 76
    assert page.count("Nagegaan op 23 november 2026.") == 76


def test_rules_from_memory_are_marked(client) -> None:
    memory = [rule.id for rule in shipped().rules if rule.confidence == "geheugen"]
    assert text(client, "/regelruimte/").count("Nog te controleren.") == len(memory) == 20
    assert "Deze regel komt uit het geheugen." in text(client, f"/regelruimte/artikel/{memory[0]}/")
    assert "uit het geheugen. Wij" not in text(client, "/regelruimte/artikel/gem-8/")


def test_an_unknown_start_is_said(client) -> None:
    assert "Sinds wanneer dit geldt, is niet nagegaan." in text(
        client, "/regelruimte/artikel/gem-8/"
    )
    assert "Geldt sinds 1 januari 2025." in text(client, "/regelruimte/artikel/gem-150/")


def test_a_bill_is_never_shown_as_law(client) -> None:
    page = text(client, "/regelruimte/artikel/kw-36641/")
    assert "Dit is nog geen wet" in page
    assert "Geldt sinds" not in page


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("wet=Kieswet", 11),
        ("zekerheid=geheugen", 20),
        ("wet=Grondwet&zekerheid=hoog", 4),
        ("wet=Bestaatniet", 0),
        ("q=uitdaagrecht", None),
        ("q=qqqq", 0),
    ],
)
def test_the_list_can_be_narrowed(client, query: str, found: int | None) -> None:
    page = text(client, f"/regelruimte/?{query}")
    if found is None:
        assert "/regelruimte/artikel/gem-150/" in page
        assert "/regelruimte/artikel/gem-9/" not in page
    else:
        assert page.count("<h3>") == found
    if found == 0:
        assert "Geen regels gevonden" in page


def test_what_is_typed_comes_back_harmless(client) -> None:
    page = text(client, '/regelruimte/?q="><script>alert(1)</script>&wet=<b>')
    assert "<script>alert" not in page
    assert "&quot;&gt;&lt;script&gt;" in page


def test_a_rule_knows_its_instruments_bills_and_cases(client) -> None:
    page = text(client, "/regelruimte/artikel/gem-150/")
    for instrument in shipped().instruments:
        linked = f'href="/regelruimte/instrument/{instrument.id}/"' in page
        assert linked == ("gem-150" in instrument.articles)
    assert "2 voorbeelden noemen deze regel." in page
    assert "/regelruimte/wetsvoorstel/36641/" in text(client, "/regelruimte/artikel/kw-p7/")


def test_a_rule_without_cases_says_so(client) -> None:
    named = {ref for case in shipped().cases for ref in case.law_refs}
    lonely = next(rule.id for rule in shipped().rules if rule.id not in named)
    assert "Nog geen praktijkvoorbeeld noemt deze regel." in text(
        client, f"/regelruimte/artikel/{lonely}/"
    )


def test_all_instruments_stand_under_their_verdict(client) -> None:
    page = text(client, "/regelruimte/instrumenten/")
    assert page.count("<h3>") == len(shipped().instruments) == 31
    titles = re.findall(r'<h2 id="oordeel-([a-z-]+)"', page)
    assert titles == [verdict.replace(" ", "-") for verdict in register.VERDICT_ORDER]


def test_instruments_by_theme_and_verdict(client) -> None:
    theme = next(theme for theme in shipped().themes if theme.number == 2)
    page = text(client, "/regelruimte/instrumenten/?thema=2")
    assert page.count("<h3>") == len(theme.instruments)
    both = text(client, "/regelruimte/instrumenten/?thema=2&oordeel=niet+mogelijk")
    assert "Geen instrumenten gevonden" in both


def test_both_answers_of_every_question_are_shown(client) -> None:
    for instrument in shipped().instruments:
        found = client.get(f"/regelruimte/instrument/{instrument.id}/").context["instrument"]
        assert found == instrument
    page = text(client, "/regelruimte/instrument/sortition-panel/")
    assert page.count("<dt>Ja</dt>") == page.count("<dt>Nee</dt>") == 5
    assert "Binnen de gemeente blijft het bij de gewone regels van de AVG." in page


@pytest.mark.parametrize("slug", list(examples.METHOD_OF))
def test_a_named_method_is_a_method_that_cases_have(slug: str) -> None:
    instrument = next(i for i in shipped().instruments if i.id == slug)
    found = examples.of_instrument(instrument, list(shipped().themes))
    assert found is not None
    assert found.by_method
    assert (
        found.total == sum(c.method_group == examples.METHOD_OF[slug] for c in shipped().cases) > 0
    )


def test_an_instrument_of_no_theme_has_no_examples(client) -> None:
    assert (
        examples.of_instrument(shipped().instruments[0].model_copy(update={"id": "x"}), []) is None
    )


def test_search_does_not_show_the_hidden_facet() -> None:
    assert "rule" not in {facet.name for facet in find(examples.Query(kind="case")).facets}


def test_bills_tell_their_last_seen_state(client) -> None:
    page = text(client, "/regelruimte/wetsvoorstellen/")
    for bill in shipped().bills:
        assert f'href="/regelruimte/wetsvoorstel/{bill.id}/"' in page
    one = text(client, "/regelruimte/wetsvoorstel/36641/")
    assert "Wij keken op 23 november 2026." in one
    assert "/regelruimte/instrument/threshold-change/" in one


def test_an_empty_register_says_so(client) -> None:
    SearchDocument.objects.all().delete()
    Entry.objects.all().delete()
    assert "Er zijn nog geen regels geladen." in text(client, "/regelruimte/")
    assert "Er zijn nog geen instrumenten geladen." in text(client, "/regelruimte/instrumenten/")
    assert "Er zijn nog geen wetsvoorstellen geladen." in text(
        client, "/regelruimte/wetsvoorstellen/"
    )
    assert client.get("/regelruimte/raadsgrootte/").status_code == 200
