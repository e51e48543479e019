"""The pages of the maker and of the reader."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from thorbecke.web.library.bundles import access, collecting
from thorbecke.web.library.models import Bundle, BundleItem, Entry

UNKNOWN = "x" * 24


def page(client: Client, name: str, *args: Any, status: int = 200, **query: str) -> str:
    response = client.get(reverse(name, args=args), query)
    assert response.status_code == status
    return response.content.decode()


def post(client: Client, name: str, *args: Any, **data: Any) -> str:
    response = client.post(reverse(name, args=args), data, follow=True)
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def test_without_a_bundle_the_page_explains(client: Client, db: Any) -> None:
    html = page(client, "bundle")
    assert "Maak uw eigen bundel" in html
    assert "geen account nodig" in html
    assert Bundle.objects.count() == 0


def test_looking_at_adding_makes_nothing(client: Client, case: Entry) -> None:
    html = page(client, "bundle_add", case.kind, case.slug)
    assert case.title in html
    assert Bundle.objects.count() == 0
    assert access.COOKIE not in client.cookies


def test_the_first_add_makes_a_bundle_and_keeps_it(client: Client, case: Entry) -> None:
    html = post(client, "bundle_add", case.kind, case.slug)
    assert "staat in uw bundel" in html
    cookie = client.cookies[access.COOKIE]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    bundle = Bundle.objects.get()
    assert bundle.edit_digest not in cookie.value
    assert bundle.token not in cookie.value
    assert "stond al in uw bundel" in post(client, "bundle_add", case.kind, case.slug)
    assert "Dit staat al in uw bundel" in page(client, "bundle_add", case.kind, case.slug)
    assert Bundle.objects.count() == BundleItem.objects.count() == 1


@pytest.mark.parametrize("method", ["get", "post"])
def test_what_is_not_published_cannot_be_added(client: Client, case: Entry, method: str) -> None:
    Entry.objects.update(data=None)
    response = getattr(client, method)(reverse("bundle_add", args=[case.kind, case.slug]))
    assert response.status_code == 404


def test_the_maker_changes_order_and_words(as_maker: Any, filled: Any) -> None:
    bundle, token = filled(3)
    client = as_maker(token)
    first, second, third = bundle.items.order_by("position")
    post(client, "bundle_move", first.pk, direction="neer")
    assert list(bundle.items.order_by("position")) == [second, first, third]
    post(client, "bundle_move", third.pk, position="1")
    assert list(bundle.items.order_by("position")) == [third, second, first]
    post(client, "bundle_introduce", first.pk, introduction="Omdat het kan.")
    post(client, "bundle", title="Mijn titel", subtitle="Voor u", introduction="Dag")
    html = page(client, "bundle")
    assert "Omdat het kan." in html
    assert "Mijn titel" in html


def test_a_wrong_place_is_told(as_maker: Any, filled: Any) -> None:
    bundle, token = filled(2)
    item = bundle.items.get(position=1)
    for wrong in ({}, {"position": "0"}, {"position": "veel"}, {"direction": "opzij"}):
        assert "Kies een plaats tussen" in post(as_maker(token), "bundle_move", item.pk, **wrong)


def test_text_that_is_too_long_comes_back_with_its_error(as_maker: Any, filled: Any) -> None:
    bundle, token = filled(1)
    item = bundle.items.get()
    url = reverse("bundle_introduce", args=[item.pk])
    response = as_maker(token).post(url, {"introduction": "a" * 6001})
    assert response.status_code == 422
    html = response.content.decode()
    assert "a" * 6001 in html
    assert 'class="tb-details" open' in html
    item.refresh_from_db()
    assert item.introduction == ""


def test_taking_out_offers_the_way_back(as_maker: Any, filled: Any) -> None:
    bundle, token = filled(2)
    item = bundle.items.get(position=1)
    client = as_maker(token)
    html = post(client, "bundle_take_out", item.pk)
    assert "is uit uw bundel gehaald" in html
    assert reverse("bundle_put_back", args=[item.pk]) in html
    post(client, "bundle_put_back", item.pk)
    item.refresh_from_db()
    assert item.position == 1


@pytest.mark.parametrize("name", ["move", "introduce", "take_out", "put_back"])
def test_another_maker_is_refused(as_maker: Any, filled: Any, name: str) -> None:
    bundle, _token = filled(2)
    _other, other_token = collecting.start()
    item = bundle.items.get(position=1)
    url = reverse(f"bundle_{name}", args=[item.pk])
    data = {"direction": "neer", "introduction": "van mij"}
    assert as_maker(other_token).post(url, data).status_code == 404
    item.refresh_from_db()
    assert (item.position, item.introduction) == (1, "")


@pytest.mark.parametrize("name", ["move", "introduce", "take_out", "put_back"])
def test_a_browser_without_a_bundle_is_refused(client: Client, filled: Any, name: str) -> None:
    bundle, _token = filled(1)
    url = reverse(f"bundle_{name}", args=[bundle.items.get().pk])
    assert client.post(url, {}).status_code == 404
    assert client.get(url).status_code == 405


def test_a_changed_cookie_gives_no_rights(as_maker: Any, filled: Any) -> None:
    bundle, token = filled(1)
    client = as_maker(token)
    client.cookies[access.COOKIE] = token + client.cookies[access.COOKIE].value[len(token) + 1 :]
    assert "Maak uw eigen bundel" in page(client, "bundle")
    assert client.post(reverse("bundle_take_out", args=[bundle.items.get().pk])).status_code == 404


def test_the_edit_link_opens_on_another_device(client: Client, filled: Any) -> None:
    bundle, token = filled(1)
    response = client.get(reverse("bundle_open_here", args=[token]))
    assert response.url == reverse("bundle")
    assert bundle.items.get().entry.title in page(client, "bundle")


def test_an_unknown_edit_link_is_refused(client: Client, filled: Any) -> None:
    _bundle, token = filled(1)
    wrong = ("B" if token[0] == "A" else "A") + token[1:]
    response = client.get(reverse("bundle_open_here", args=[wrong]))
    assert response.status_code == 404
    assert access.COOKIE not in client.cookies


def test_opening_another_bundle_asks_first(as_maker: Any, filled: Any) -> None:
    _bundle, token = filled(1)
    other, other_token = collecting.start()
    client = as_maker(token)
    html = page(client, "bundle_open_here", other_token)
    assert token in html, "the link of the own bundle must be shown before it is left"
    client.post(reverse("bundle_open_here", args=[other_token]))
    assert other.token in page(client, "bundle")


def test_a_new_bundle_leaves_the_old_one(as_maker: Any, filled: Any) -> None:
    bundle, token = filled(1)
    client = as_maker(token)
    post(client, "bundle_leave")
    assert "Maak uw eigen bundel" in page(client, "bundle")
    assert page(client, "bundle_shared", bundle.token)


def test_the_read_link_shows_all_and_gives_no_rights(client: Client, filled: Any) -> None:
    bundle, token = filled(2, ("scenario", "theme", "principle", "rule", "bill", "instrument"))
    html = page(client, "bundle_shared", bundle.token)
    for item in bundle.items.select_related("entry"):
        assert item.entry.title.replace("'", "&#x27;") in html
    assert 'name="robots" content="noindex"' in html
    assert token not in html
    assert reverse("bundle_leave") not in html
    assert "Pas uw bundel aan" not in html


def test_the_read_link_is_kept_from_search_engines(client: Client, filled: Any) -> None:
    bundle, _token = filled(1)
    response = client.get(reverse("bundle_shared", args=[bundle.token]))
    assert response["X-Robots-Tag"] == "noindex"


@pytest.mark.parametrize("token", [UNKNOWN, "kort", "x" * 25])
def test_an_unknown_read_link_is_not_found(client: Client, db: Any, token: str) -> None:
    assert client.get(f"/bundel/{token}/").status_code == 404


def test_what_is_not_published_any_more_is_skipped_with_a_note(client: Client, filled: Any) -> None:
    bundle, _token = filled(2)
    gone = bundle.items.get(position=1).entry
    Entry.objects.filter(pk=gone.pk).update(data=None)
    html = page(client, "bundle_shared", bundle.token)
    assert "Niet opgenomen" in html
    assert html.count(gone.title) == 1
    assert 'id="onderdeel-1"' in html
    assert 'id="onderdeel-2"' not in html


EVIL = (
    "<script>alert(1)</script> <img src=x onerror=alert(1)> javascript:alert(1) "
    'https://x.nl/"onmouseover="alert(1) **<b>vet</b>**'
)


def test_markup_in_words_of_the_maker_stays_text(as_maker: Any, filled: Any) -> None:
    bundle, token = filled(1)
    client = as_maker(token)
    item = bundle.items.get()
    post(client, "bundle_introduce", item.pk, introduction=EVIL)
    post(client, "bundle", title="<i>x</i>", subtitle="<u>", introduction=EVIL)
    for html in (page(client, "bundle"), page(client, "bundle_shared", bundle.token)):
        assert "<script>alert" not in html
        assert "<img src=x" not in html
        assert "<i>x</i>" not in html
        assert not re.search(r'href="javascript', html)
        assert not re.search(r"<a[^>]*onmouseover", html)
    assert "&lt;script&gt;" in page(client, "bundle_shared", bundle.token)


@pytest.mark.parametrize("items", [1, 20])
def test_pages_stay_within_twelve_queries(
    as_maker: Any, filled: Any, django_assert_max_num_queries: Any, items: int
) -> None:
    bundle, token = filled(items, ("scenario", "theme", "rule", "instrument", "bill"))
    client = as_maker(token)
    with django_assert_max_num_queries(12):
        page(client, "bundle")
    with django_assert_max_num_queries(12):
        page(client, "bundle_shared", bundle.token)


def test_cleaning_keeps_what_is_used(filled: Any) -> None:
    from datetime import timedelta
    from io import StringIO

    from django.core.management import call_command
    from django.utils import timezone

    used, _token = filled(2)
    collecting.take_out(used, used.items.get(position=2).pk)
    empty, _token = collecting.start()
    fresh, _token = collecting.start()
    old = timezone.now() - timedelta(days=31)
    Bundle.objects.filter(pk__in=[used.pk, empty.pk]).update(changed_on=old)
    out = StringIO()
    call_command("clean_bundles", stdout=out)
    assert set(Bundle.objects.values_list("pk", flat=True)) == {used.pk, fresh.pk}
    assert used.items.count() == 1
    assert "1 empty bundles, 1 items, 0 files" in out.getvalue()


def test_cleaning_refuses_to_erase_todays_work(db: Any) -> None:
    from thorbecke.web.library.bundles import cleaning

    with pytest.raises(ValueError, match="at least 1"):
        cleaning.clean(0)
