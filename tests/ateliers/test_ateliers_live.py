"""What renews itself: nothing changed costs one query, and only what differs is sent."""

from __future__ import annotations

import pytest
from django.test import Client

from ateliers.conftest import at, write
from ateliers.test_ateliers_phone import text
from thorbecke.web.ateliers.models import Card, Guest

pytestmark = pytest.mark.django_db


def renew(browser, atelier, tag="", part="nu/", **query):
    head = {"If-None-Match": tag} if tag else {}
    return browser.get(f"/a/{atelier.code}/{part}", query, headers=head)


def test_nothing_changed_costs_one_query(opened, phone, django_assert_num_queries):
    browser = phone()
    tag = renew(browser, opened)["ETag"]
    with django_assert_num_queries(1):
        same = renew(browser, opened, tag)
    assert same.status_code == 304
    assert same["ETag"] == tag
    assert renew(browser, opened, f"W/{tag}").status_code == 304


def test_a_change_is_seen_by_all_and_costs_few_queries(
    opened, phone, django_assert_max_num_queries
):
    at(opened, "verschil")
    first, second = phone(), phone()
    tag = renew(second, opened)["ETag"]
    write(first, opened, "Nieuw op tafel", step="verschil")
    with django_assert_max_num_queries(6):
        found = renew(second, opened, tag)
    assert found.status_code == 200
    assert "Nieuw op tafel" in text(found)
    with django_assert_max_num_queries(4):
        renew(second, opened)


def test_parts_that_a_browser_has_are_left_out(opened, phone):
    at(opened, "verschil")
    browser = phone()
    write(browser, opened, "Staat er", step="verschil")
    whole = renew(browser, opened)
    import re

    keys = re.findall(r'data-part="(\w+)" data-key="(\w+)"', text(whole))
    assert [name for name, _key in keys] == ["kop", "schrijf", "mijn", "bord"]
    have = ",".join(f"{name}:{key}" for name, key in keys)
    assert "Staat er" not in text(renew(browser, opened, heeft=have))


def test_the_form_token_is_filled_in_and_each_time_another(opened, phone):
    import re

    browser = phone()
    tokens = {
        re.findall(r'csrfmiddlewaretoken" value="(\w+)"', text(renew(browser, opened)))[0]
        for _time in range(2)
    }
    assert len(tokens) == 2
    assert "@@" not in text(renew(browser, opened))


def test_cards_are_refused_without_the_form_token(opened):
    browser = Client(enforce_csrf_checks=True)
    assert write(browser, opened, "x").status_code == 403


def test_the_screen_costs_one_query_when_nothing_changed(opened, django_assert_num_queries):
    browser = Client()
    tag = renew(browser, opened, part="scherm/nu/")["ETag"]
    with django_assert_num_queries(1):
        assert renew(browser, opened, tag, part="scherm/nu/").status_code == 304


def test_a_big_table_is_paged_and_costs_no_more(opened, phone, django_assert_max_num_queries):
    at(opened, "verschil")
    browser = phone()
    guest = Guest.objects.first()
    rows = [
        Card(
            atelier=opened, step="verschil", author=guest, client=f"{n:032x}", text=f"Kaart {n:04}."
        )
        for n in range(1000)
    ]
    Card.objects.bulk_create(rows)
    from thorbecke.web.ateliers.flow import bump

    bump(opened)
    with django_assert_max_num_queries(12):
        page = text(browser.get(f"/a/{opened.code}/"))
    assert "Volgende kaarten" in page
    board = page[page.index('data-part="bord"') :]
    assert board.count("<li class=") == 60
    assert "1 / 17" in page
    with django_assert_max_num_queries(12):
        screen = text(Client().get(f"/a/{opened.code}/scherm/"))
    assert "En nog 976 kaarten" in screen


def test_no_page_of_the_room_is_kept_or_found_by_search_engines(opened, phone):
    for path in ("", "nu/", "scherm/", "scherm/nu/"):
        answer = phone().get(f"/a/{opened.code}/{path}")
        assert "no-cache" in answer["Cache-Control"] or "no-store" in answer["Cache-Control"]


def test_getting_an_address_that_sends_does_nothing(opened, phone):
    browser = phone()
    for path in ("kaart", "kaart/weg", "stip", "stip/weg", "cijfer", "groep", "binnen", "weg"):
        assert browser.get(f"/a/{opened.code}/{path}/").status_code == 405
