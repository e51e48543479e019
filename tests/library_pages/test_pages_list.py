"""The list of cases: filters in the address, nothing that an address holds can do harm."""

from __future__ import annotations

import re

import pytest

PAGES = [
    "/praktijk/",
    "/praktijk/?q=burgerberaad&theme=8&outcome=gestopt&page=2",
    "/praktijk/?q=gemaakt&sort=title",
    "/praktijk/?gm=zeist",
    "/praktijk/?view=kaart",
    "/praktijk/?q=bestaatnergens&theme=8",
]


def _cards(html: str) -> list[str]:
    return re.findall(r'tb-card__link" href="/praktijk/([^/]+)/"', html)


def _total(html: str) -> int:
    found = re.search(r'role="status">([\d.]+) voorbeeld', html)
    return int(found.group(1).replace(".", "")) if found else 0


@pytest.mark.parametrize("path", PAGES)
def test_a_list_of_590_cases_takes_few_queries(client, many, path, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        assert client.get(path).status_code == 200
    with django_assert_max_num_queries(1):
        client.get(path)


def test_the_plain_list_shows_the_first_twenty_of_all(client, many):
    html = client.get("/praktijk/").content.decode()
    assert _total(html) == 590
    assert len(_cards(html)) == 20
    assert "Pagina 1 van 30" in html


def test_a_filter_narrows_and_a_second_value_widens(client, many):
    one = _total(client.get("/praktijk/?outcome=gestopt").content.decode())
    two = _total(client.get("/praktijk/?outcome=gestopt&outcome=lopend").content.decode())
    both = _total(client.get("/praktijk/?outcome=gestopt&theme=1").content.decode())
    assert 0 < both < one < two < 590


def test_counts_of_a_facet_are_what_choosing_it_gives(client, library):
    html = client.get("/praktijk/").content.decode()
    box = re.search(r'name="outcome" value="gestopt".*?tb-facet__count">(\d+)<', html, re.S)
    assert box
    found = client.get("/praktijk/?outcome=gestopt").content.decode()
    assert _total(found) == int(box.group(1)) == len(_cards(found)) > 0


def test_chosen_filters_can_be_taken_away_one_by_one(client, library):
    html = client.get("/praktijk/?outcome=gestopt&theme=8&q=wijk").content.decode()
    links = re.findall(r'lib-remove" href="([^"]+)"', html)
    assert [link.replace("&amp;", "&") for link in links] == [
        "?q=wijk&theme=8",
        "?q=wijk&outcome=gestopt",
    ]


def test_the_last_filter_leads_back_to_the_plain_list(client, library):
    html = client.get("/praktijk/?theme=8").content.decode()
    assert 'lib-remove" href="."' in html


def test_the_form_works_without_script(client, library):
    html = client.get("/praktijk/?theme=8&q=wijk").content.decode()
    form = re.search(r"<form class=\"lib-list\".*?</form>", html, re.S)
    assert form
    assert 'method="get"' in form.group()
    assert 'action="/praktijk/"' in form.group()
    assert re.search(r'name="theme" value="8" checked', form.group())
    assert 'name="q" value="wijk"' in form.group()
    assert "Pas toe" in form.group()


@pytest.mark.parametrize(
    "query",
    [
        "?onbekend=1&utm_source=x",
        "?theme=bestaat-niet",
        "?sort=zomaar",
        "?page=0",
        "?page=-3",
        "?page=abc",
        "?page=99999999999999999999",
        "?page=%D9%A3",
        "?q=%00%01%ff",
        "?q=%22%27%28%29%2A+AND+OR+NEAR%28",
        "?theme=8&theme=8&theme=",
        "?view=iets",
        "?q=" + "a" * 5000,
        "?" + "&".join(f"theme={n}" for n in range(500)),
    ],
)
def test_an_address_can_hold_anything(client, library, query):
    assert client.get(f"/praktijk/{query}").status_code == 200


def test_unknown_filters_do_not_narrow(client, library):
    assert _total(client.get("/praktijk/?onbekend=1").content.decode()) == 90


def test_a_page_after_the_last_shows_the_last(client, library):
    html = client.get("/praktijk/?page=999").content.decode()
    assert "Pagina 5 van 5" in html
    assert _cards(html)


@pytest.mark.parametrize("path", ["/praktijk/", "/zoeken/"])
def test_script_in_the_question_stays_text(client, library, path):
    html = client.get(
        path, {"q": '"><script>alert(1)</script>', "theme": "<b>x</b>"}
    ).content.decode()
    assert "<script>alert" not in html
    assert "<b>x</b>" not in html
    assert "&lt;script&gt;" in html


def test_a_slip_of_the_pen_is_mended(client, library):
    html = client.get("/praktijk/?q=burgerberaat").content.decode()
    assert "Bedoelt u" in html or _total(html)
    assert 'href="?q=burgerberaad"' in html or _total(html)


def test_the_map_links_each_dot_to_its_cases(client, library):
    html = client.get("/praktijk/?view=kaart&theme=8").content.decode()
    assert "tb-dot" in html
    link = re.search(r'href="(\?gm=groningen&amp;theme=8)"', html)
    assert link
    found = client.get("/praktijk/" + link.group(1).replace("&amp;", "&")).content.decode()
    assert _total(found) >= 1
    assert "Groningen" in re.findall(r"lib-remove.*?</a>", found, re.S)[0]


def test_exports_keep_the_filters(client, library):
    html = client.get("/praktijk/?theme=8&q=wijk&page=1&view=kaart").content.decode()
    links = re.findall(r'href="(/bestanden/case\.[a-z]+[^"]*)"', html)
    assert {link.split("?")[0] for link in links} == {
        "/bestanden/case.csv",
        "/bestanden/case.xlsx",
        "/bestanden/case.json",
    }
    assert all(link.endswith("?q=wijk&amp;theme=8") for link in links)


def test_htmx_gets_a_clean_address_to_push(client, library):
    response = client.get("/praktijk/?q=&sort=&theme=8&page=1", headers={"hx-request": "true"})
    assert response["HX-Push-Url"] == "/praktijk/?theme=8"
    assert "HX-Push-Url" not in client.get("/praktijk/?theme=8")


@pytest.mark.parametrize("sort", ["newest", "title", "size", "confidence"])
def test_each_order_is_a_different_one(client, library, sort):
    html = client.get(f"/praktijk/?sort={sort}").content.decode()
    assert _total(html) == 90
    if sort == "title":
        titles = re.findall(r'tb-card__link" href="[^"]+">([^<]+)<', html)
        assert titles == sorted(titles, key=str.casefold)
