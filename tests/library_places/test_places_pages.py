"""The pages of municipalities and the map."""

from __future__ import annotations

import re

import pytest

from thorbecke.knowledge import shipped
from thorbecke.web.library.models import Entry, SearchDocument
from thorbecke.web.library.places import cases, facts, maps, naming
from thorbecke.web.library.search import columns
from thorbecke.web.library.search.indexing import move_on
from thorbecke.web.library.views import fragments
from thorbecke.web.people.models import Municipality

pytestmark = pytest.mark.usefixtures("library")

PAGES = [
    "/gemeenten/",
    "/gemeenten/?q=den+haag",
    "/gemeenten/s-gravenhage/",
    "/gemeenten/delft/?thema=9",
    "/gemeenten/kies/",
    "/kaart/",
]
MOST_MAP = 60_000  # bytes


def text(client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def drawing(page: str) -> str:
    found = re.search(r'<svg class="tb-chart__drawing".*?</svg>', page, re.S)
    assert found
    return found[0]


@pytest.mark.parametrize("path", PAGES)
def test_at_most_twelve_queries(
    client, path: str, django_assert_max_num_queries, monkeypatch
) -> None:
    fragments.clear()  # nothing ready-made: the worst case
    monkeypatch.setattr(columns, "_current", None)
    with django_assert_max_num_queries(12):
        client.get(path)


@pytest.mark.parametrize("path", PAGES)
def test_one_main_heading_and_no_inline_style(client, path: str) -> None:
    page = text(client, path)
    assert page.count("<h1") == 1
    assert not re.search(r"<[^>]+ style=|<style|<script>", page)


@pytest.mark.parametrize("slug", ["atlantis", "Delft", "delft'--", "<script>"])
def test_an_unknown_municipality_is_not_found(client, slug: str) -> None:
    assert client.get(f"/gemeenten/{slug}/").status_code == 404


def test_every_municipality_is_in_the_list(client) -> None:
    page = text(client, "/gemeenten/")
    assert page.count('<th scope="row">') == len(shipped().municipalities) == 342
    for name in ("Groningen", "Bergen (L.)", "&#x27;s-Gravenhage", "Súdwest-Fryslân"):
        assert f">{name}</a>" in page


@pytest.mark.parametrize(
    ("query", "slug"),
    [
        ("Den Haag", "s-gravenhage"),
        ("den bosch", "s-hertogenbosch"),
        ("sudwest", "sudwest-fryslan"),
        ("’s-gravenhage", "s-gravenhage"),
        ("brielle", "voorne-aan-zee"),
    ],
)
def test_people_find_a_municipality_by_the_name_they_use(client, query: str, slug: str) -> None:
    page = text(client, f"/gemeenten/?q={query}")
    assert page.count('<th scope="row">') == 1
    assert f'href="/gemeenten/{slug}/"' in page


def test_a_province_narrows_list_and_map(client) -> None:
    page = text(client, "/gemeenten/?provincie=Utrecht")
    count = Municipality.objects.filter(province="Utrecht").count()
    assert page.count('<th scope="row">') == count
    assert drawing(page).count("<a ") == count


def test_nothing_found_is_told_and_input_is_harmless(client) -> None:
    page = text(client, '/gemeenten/?q="><script>alert(1)</script>&provincie=<b>')
    assert "Geen gemeente gevonden" in page
    assert "<script>alert" not in page


def test_a_name_cannot_bring_script(client) -> None:
    Municipality.objects.filter(slug="delft").update(
        name="<script>alert(1)</script>", note="<img src=x onerror=alert(1)>", aliases="<b>x"
    )
    move_on()
    for path in (
        "/gemeenten/",
        "/gemeenten/delft/",
        "/gemeenten/kies/",
        "/kaart/",
        "/gemeenten/den-haag/",
    ):
        page = client.get(path).content.decode()
        assert "<script>alert" not in page
        assert "<img src=x" not in page


def test_an_atlas_puts_the_hague_under_g() -> None:
    names = [place.name for place in naming.found(Municipality.objects.all())]
    at = names.index("'s-Gravenhage")
    assert naming.initial(names[at - 1]) == naming.initial(names[at + 1]) == "G"
    assert names[0] == "Aa en Hunze"
    assert naming.initial("'s-Gravenhage") == "G"
    assert naming.initial("Ên") == "E"


def test_maps_are_light(client) -> None:
    for path in ("/gemeenten/", "/kaart/", "/gemeenten/delft/"):
        assert len(drawing(text(client, path)).encode()) <= MOST_MAP


def test_the_map_links_every_municipality_once_out_of_the_tab_order(client) -> None:
    svg = drawing(text(client, "/gemeenten/"))
    assert svg.count("<a ") == svg.count('tabindex="-1"') == 342


def test_shapes_are_drawn_where_an_operator_loaded_them(client) -> None:
    text(client, "/gemeenten/")  # a map without shapes is ready-made now
    Municipality.objects.filter(slug="delft").update(outline="M1 1L2 2L3 1Z")
    svg = drawing(text(client, "/gemeenten/"))
    assert svg.count("M1 1L2 2L3 1Z") == 1
    assert svg.count("<circle") == 341
    assert "M1 1L2 2L3 1Z" in drawing(text(client, "/kaart/"))


@pytest.mark.parametrize(
    ("value", "size"), [(0, 1), (19_999, 1), (20_000, 2), (199_999, 4), (2e6, 5)]
)
def test_a_bound_belongs_to_the_larger_dot(value: float, size: int) -> None:
    assert maps.step(value, maps.SIZE_STEPS) == size


def test_the_map_counts_the_cases(client) -> None:
    counts = cases.per_municipality()
    shown = [
        name
        for case in shipped().cases
        for name in (case.municipality, *case.other_municipalities)
        if name
    ]
    assert sum(counts.values()) == len(shown)
    page = text(client, "/kaart/")
    assert drawing(page).count("<a ") == page.count('<th scope="row">') == len(counts)
    assert 'href="/praktijk/?gm=rotterdam"' in page
    assert "CBS, Kadaster" in page


def test_the_map_leads_to_the_list_of_that_municipality(client) -> None:
    listed = set(
        re.findall(r'href="/praktijk/([a-z0-9-]+)/"', text(client, "/praktijk/?gm=rotterdam"))
    )
    there = {case.id for case in shipped().cases if case.municipality == "Rotterdam"}
    assert len(there) == cases.per_municipality()["rotterdam"]
    assert there == listed & {case.id for case in shipped().cases}


def test_the_map_follows_the_library(client) -> None:
    assert "/praktijk/?gm=rotterdam" in text(client, "/kaart/")
    SearchDocument.objects.filter(facets__gm=["rotterdam"]).delete()
    move_on()
    assert "/praktijk/?gm=rotterdam" not in text(client, "/kaart/")


def test_figures_have_source_and_year() -> None:
    place = Municipality.objects.get(slug="s-gravenhage")
    found = {label: (value, note) for label, value, note in facts.figures(place)}
    assert found["Inwoners"] == ("562.839", "CBS, 2023")
    assert found["Inwoners, recenter"] == ("569.076", "rond 2026, zonder datum")
    assert found["Raadszetels"] == ("45", "verkiezing van 18 maart 2026")
    assert found["Woonplaatsen"][0] == "1"
    place.inhabitants_recent = None
    assert "Inwoners, recenter" not in {label for label, _value, _note in facts.figures(place)}


def test_a_merged_municipality_tells_its_history(client) -> None:
    page = text(client, "/gemeenten/voorne-aan-zee/")
    assert "Ontstaan uit Brielle, Hellevoetsluis en Westvoorne." in page
    assert "sinds 1 januari 2023" in page
    assert "in deze vorm" not in text(client, "/gemeenten/delft/")


def test_old_seats_carry_their_own_date(client) -> None:
    page = text(client, "/gemeenten/hilversum/")
    assert "verkiezing van 16 maart 2022" in page
    assert "geen raadsverkiezing" in page


def test_fitting_cases_come_from_elsewhere_with_a_reason() -> None:
    place = Municipality.objects.get(slug="delft")
    found = cases.fitting(place)
    assert len(found) == 9
    for item in found:
        assert item.why
        assert item.card.data["municipality"] != "Delft"


@pytest.mark.parametrize("theme", [1, 5, 10])
def test_a_theme_filters_what_fits(theme: int) -> None:
    found = cases.fitting(Municipality.objects.get(slug="delft"), theme)
    assert found
    assert all(theme in item.card.data["themes"] for item in found)


@pytest.mark.parametrize("theme", ["0", "11", "x", "²", "-1", "1;drop"])
def test_a_theme_that_does_not_exist_is_passed_over(client, theme: str) -> None:
    response = client.get("/gemeenten/delft/", {"thema": theme})
    assert response.status_code == 200
    assert response.context["theme"] is None


def test_own_cases_or_an_honest_sentence(client) -> None:
    assert "Mediafonds Delft" in text(client, "/gemeenten/delft/").split('id="voorbeelden"')[1]
    assert "Wij kennen nog geen voorbeeld in Ameland." in text(client, "/gemeenten/ameland/")


def test_a_theme_without_cases_says_so(client) -> None:
    SearchDocument.objects.filter(kind="case").update(card={"themes": [1], "place": "x"})
    move_on()
    page = text(client, "/gemeenten/delft/?thema=6")
    assert "Geen voorbeelden bij dit thema" in page


def test_an_empty_library_says_so(client) -> None:
    SearchDocument.objects.all().delete()
    Entry.objects.all().delete()
    move_on()
    assert "Er zijn nog geen voorbeelden om mee te vergelijken." in text(
        client, "/gemeenten/delft/"
    )
    assert "Nog geen voorbeelden" in text(client, "/kaart/")
    Municipality.objects.all().delete()
    move_on()
    assert "De gemeenten zijn nog niet geladen." in text(client, "/gemeenten/")
    assert client.get("/gemeenten/delft/").status_code == 404
