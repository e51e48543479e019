"""For programs: the newest changes as an Atom feed, and the map of the site for search engines."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from xml.sax.saxutils import escape

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from thorbecke.web.library.models import Entry, Kind
from thorbecke.web.library.views import entries, fragments, pages
from thorbecke.web.people.models import Municipality

NEWEST = 30
MOST_IN_A_MAP = 20_000  # the protocol allows 50,000
KINDS = (Kind.CASE, Kind.SCENARIO, Kind.THEME, Kind.RULE, Kind.BILL, Kind.INSTRUMENT)
FIXED = (
    "home cases scenarios themes principles words municipalities map rules instruments bills "
    "council_size accessibility privacy colophon contact"
).split()
_SPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


@require_safe
def atom(request: HttpRequest) -> HttpResponse:
    """Give the cases and scenarios that were published or changed last."""
    text = fragments.kept(("atom",), _atom)
    return HttpResponse(text, content_type="application/atom+xml; charset=utf-8")


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """Give the index of the parts of the site map."""
    return _xml(fragments.kept(("sitemap",), _index))


@require_safe
def sitemap_part(request: HttpRequest, part: int) -> HttpResponse:
    """Give one part: 0 holds the fixed pages and municipalities, the others hold entries."""
    found = fragments.kept(("sitemap", part), lambda: _part(part))
    if not found:
        raise Http404
    return _xml(found)


def _xml(text: str) -> HttpResponse:
    return HttpResponse(text, content_type="application/xml; charset=utf-8")


def _atom() -> str:
    feed = Atom1Feed(
        title="Thorbecke: " + _("nieuw in de bibliotheek"),
        link=pages.permanent(reverse("cases")),
        description=_("Nieuwe en gewijzigde voorbeelden en scenario's."),
        feed_url=pages.permanent(reverse("cases_atom")),
        author_name="Thorbecke",
        language="nl",
    )
    found = Entry.objects.filter(kind__in=KINDS[:2], data__isnull=False, published_on__isnull=False)
    for entry in found.order_by("-published_on", "slug")[:NEWEST]:
        url = pages.permanent(entries.address(entry.kind, entry.slug))
        data = entry.data
        feed.add_item(
            title=_plain(entry.title),
            link=url,
            unique_id=url,
            description=_plain(data["facts_nl"] if entry.kind == Kind.CASE else data["summary_nl"]),
            updateddate=entry.published_on,
            pubdate=entry.published_on,
            categories=[str(entry.get_kind_display())],
        )
    return feed.writeString("utf-8")


def _plain(text: str) -> str:
    """Return the text without the control characters that XML refuses."""
    return "".join(sign for sign in text if sign in "\n\t" or sign.isprintable())


def _published() -> QuerySet[Entry, tuple[str, str, datetime | None]]:
    found = Entry.objects.filter(kind__in=KINDS, data__isnull=False).order_by("pk")
    return found.values_list("kind", "slug", "published_on")


def _index() -> str:
    parts = 1 + -(-_published().count() // MOST_IN_A_MAP)
    rows = (
        f"<sitemap><loc>{escape(pages.permanent(reverse('sitemap_part', args=[n])))}</loc></sitemap>"
        for n in range(parts)
    )
    return _document("sitemapindex", rows)


def _part(part: int) -> str:
    if not part:
        return _document("urlset", (_location(path) for path in _fixed()))
    start = (part - 1) * MOST_IN_A_MAP
    rows = _published()[start : start + MOST_IN_A_MAP]
    found = [_location(entries.address(kind, slug), day) for kind, slug, day in rows]
    return _document("urlset", found) if found else ""


def _fixed() -> Iterable[str]:
    paths = [pages.maybe(name) for name in FIXED]
    slugs = Municipality.objects.values_list("slug", flat=True)
    return filter(None, [*paths, *(pages.maybe("municipality", slug) for slug in slugs)])


def _location(path: str, day: datetime | None = None) -> str:
    changed = f"<lastmod>{day.date().isoformat()}</lastmod>" if day else ""
    return f"<url><loc>{escape(pages.permanent(path))}</loc>{changed}</url>"


def _document(name: str, rows: Iterable[str]) -> str:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<{name} xmlns="{_SPACE}">{"".join(rows)}</{name}>'
    )
