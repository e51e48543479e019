"""The Atom feed and the site map: well-formed, complete, and with full addresses."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from thorbecke.web.library.models import Entry
from thorbecke.web.library.views import feeds

ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def _atom(client) -> ElementTree.Element:
    response = client.get("/praktijk/atom.xml")
    assert response["Content-Type"].startswith("application/atom+xml")
    return ElementTree.fromstring(response.content)


def _places(client, path: str) -> list[str]:
    tree = ElementTree.fromstring(client.get(path).content)
    return [place.text or "" for place in tree.iter(f"{MAP}loc")]


def test_the_feed_has_what_atom_demands(client, library):
    feed = _atom(client)
    assert feed.tag == f"{ATOM}feed"
    for name in ("id", "title", "updated", "author"):
        assert feed.find(ATOM + name) is not None
    entries = feed.findall(f"{ATOM}entry")
    assert len(entries) == feeds.NEWEST
    for entry in entries:
        for name in ("id", "title", "updated", "link", "summary"):
            assert entry.find(ATOM + name) is not None
    assert len({entry.findtext(f"{ATOM}id") for entry in entries}) == len(entries)


def test_the_newest_comes_first(client, library, publish):
    publish("nieuw", title_nl="Net nieuw <&>\x0b")
    Entry.objects.filter(slug="nieuw").update(published_on="2030-01-01T12:00:00Z")
    first = _atom(client).find(f"{ATOM}entry")
    assert first is not None
    assert first.findtext(f"{ATOM}title") == "Net nieuw <&>"


def test_the_map_leads_to_every_published_entry(client, library):
    parts = _places(client, "/sitemap.xml")
    assert parts == [f"http://localhost:8000/sitemap-{n}.xml" for n in (0, 1)]
    found = _places(client, "/sitemap-1.xml")
    assert len(found) == len(set(found)) == 90 + 8 + 10 + 76 + 5 + 31
    assert "http://localhost:8000/praktijk/drechtraad/" in found


def test_the_first_part_holds_fixed_pages(client, library):
    found = _places(client, "/sitemap-0.xml")
    assert "http://localhost:8000/" in found
    assert "http://localhost:8000/praktijk/" in found
    assert "http://localhost:8000/woorden/" in found


def test_a_long_map_is_cut_in_parts(client, many, monkeypatch):
    monkeypatch.setattr(feeds, "MOST_IN_A_MAP", 300)
    parts = _places(client, "/sitemap.xml")
    found = [place for n in range(1, len(parts)) for place in _places(client, f"/sitemap-{n}.xml")]
    assert len(parts) == 4
    assert len(found) == len(set(found)) == 720


def test_a_part_that_is_not_there_is_not_found(client, library):
    assert client.get("/sitemap-9.xml").status_code == 404


@pytest.mark.parametrize(
    "path", ["/praktijk/atom.xml", "/sitemap.xml", "/sitemap-0.xml", "/sitemap-1.xml"]
)
def test_feeds_take_few_queries(client, many, path, django_assert_max_num_queries):
    with django_assert_max_num_queries(4):
        client.get(path)
