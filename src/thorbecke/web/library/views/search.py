"""Search through everything: cases, scenarios, themes, rules, instruments and municipalities."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from thorbecke.web.library.kinds import KINDS
from thorbecke.web.library.search import Card, Query, Results, find
from thorbecke.web.library.search.words import fold
from thorbecke.web.library.views import asking, entries, pages
from thorbecke.web.library.views.highlight import excerpt, marked
from thorbecke.web.people.models import Municipality

MOST_PLACES = 8
SHORTEST_PLACE = 2


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Answer ``q``; ``kind`` narrows to one kind, ``page`` turns the page."""
    text = asking.clean(request.GET.get("q", ""))
    kind = request.GET.get("kind", "")
    kind = kind if kind in KINDS else ""
    page = asking.page_number(request.GET.get("page", ""))
    key = ("search", text, kind, page)
    return pages.serve(request, key, lambda: _page(request, text, kind, page))


def _page(request: HttpRequest, text: str, kind: str, page: int) -> pages.Page:
    context: dict[str, Any] = {"text": text, "kind": kind}
    if text:
        results = find(Query(kind or None, text, page=page))
        context |= _context(text, kind, results)
    title = _("Zoeken naar “%(text)s”") % {"text": text} if text else _("Zoeken")
    return pages.Page(
        title=title,
        description=_("Zoek in voorbeelden, scenario's, thema's, regels en gemeenten."),
        body=pages.body("library/search/search.html", context, request),
        crumbs=pages.crumbs((_("Zoeken"), reverse("search"))),
    )


def _context(text: str, kind: str, results: Results) -> dict[str, Any]:
    better = results.suggestion
    return {
        "results": results,
        "rows": [_row(card, results.words) for card in results.cards],
        "tabs": _tabs(text, kind, results.kinds),
        "places": _places(text) if not kind else [],
        "suggestion": {"label": better, "url": _address(better)} if better else None,
        "all_kinds": sum(results.kinds.values()),
    }


def _address(text: str, kind: str = "") -> str:
    return f"?{urlencode({'q': text, **({'kind': kind} if kind else {})})}"


def _tabs(text: str, kind: str, counts: dict[str, int]) -> list[dict[str, Any]]:
    """Return a link for each kind that has results, and one for all together."""
    rows = [("", _("Alles"), sum(counts.values()))]
    rows += [(name, info.plural, counts.get(name, 0)) for name, info in KINDS.items()]
    return [
        {"label": label, "count": count, "url": _address(text, name), "current": name == kind}
        for name, label, count in rows
        if count or name in {"", kind}
    ]


def _row(card: Card, words: tuple[str, ...]) -> dict[str, Any]:
    return {
        "kind": KINDS[card.kind].label,
        "title": marked(card.title, words),
        "text": marked(excerpt(card.text, words), words),
        "url": entries.address(card.kind, card.slug),
        "where": entries.where(card.data) if card.kind == "case" else card.data.get("law", ""),
    }


def _places(text: str) -> list[dict[str, str]]:
    """Return municipalities with this name or alias, also when accents are left out. One query."""
    asked = fold(text).strip()
    if len(asked) < SHORTEST_PLACE:
        return []
    rows = Municipality.objects.values_list("slug", "name", "aliases", "province")
    found = [row for row in rows if _named(asked, row[1], row[2])]
    found.sort(key=lambda row: (not fold(row[1]).startswith(asked), row[1]))
    return [
        {"name": name, "province": province, "url": pages.maybe("municipality", slug)}
        for slug, name, _aliases, province in found[:MOST_PLACES]
    ]


def _named(asked: str, name: str, aliases: str) -> bool:
    """True when a word of the name or an alias starts with what was typed, or the other way round."""
    names = [fold(name), *(fold(alias).strip() for alias in aliases.split(",") if alias.strip())]
    return any(
        one.startswith(asked) or f" {asked}" in one.replace("-", " ") or one in asked.split()
        for one in names
    )
