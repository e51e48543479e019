"""The library of cases: the list with its filters, and the map of what was found."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_safe

from thorbecke.web.library.search import Facet, Results, find
from thorbecke.web.library.views import asking, case_map, entries, pages
from thorbecke.web.library.views.asking import PLACE, RULE, Asked
from thorbecke.web.library.views.highlight import marked
from thorbecke.web.people.models import Municipality

ORDER = ("opgave", "theme", "method", "scale", "outcome", "size", "cost", "country", "legal")
OPEN = {"opgave", "theme"}
SORT_LABELS = {
    "relevance": gettext_lazy("Past het best"),
    "confidence": gettext_lazy("Zekerste eerst"),
    "newest": gettext_lazy("Nieuwste eerst"),
    "title": gettext_lazy("Op alfabet"),
    "size": gettext_lazy("Grootste gemeente eerst"),
}
EXPORTS = (("csv", "CSV"), ("xlsx", "Excel"), ("json", "JSON"))


@require_safe
def cases(request: HttpRequest) -> HttpResponse:
    """Show the cases that an address asks for; ``asking`` says what may stand in it."""
    asked = asking.read(request.GET)
    response = pages.serve(request, ("cases", asked), lambda: _page(request, asked))
    if request.headers.get("HX-Request") == "true":
        response["HX-Push-Url"] = f"{request.path}{asked.address()}"
    return response


def _page(request: HttpRequest, asked: Asked) -> pages.Page:
    results = find(asked.query(per_page=1 if asked.view == asking.MAP else 20))
    context = _context(asked, results)
    return pages.Page(
        title=_("Praktijkvoorbeelden"),
        description=_("Voorbeelden van lokale democratie, met uitkomst, les en bron."),
        body=pages.body("library/cases/list.html", context, request),
        crumbs=pages.crumbs((_("Praktijkvoorbeelden"), reverse("cases"))),
    )


def _context(asked: Asked, results: Results) -> dict[str, Any]:
    facets = sorted(results.facets, key=_place_of)
    chosen = _chosen(asked, facets)
    here = asked.address()
    return {
        "asked": asked,
        "found": found_text(results.total),
        "results": results,
        "cards": [_card(card, results.words) for card in results.cards],
        "facets": [_facet(facet, asked) for facet in facets],
        "chosen": chosen,
        "carried": [
            (name, value) for name, vs in asked.filters if name in {PLACE, RULE} for value in vs
        ],
        "sorts": _sorts(asked),
        "views": _views(asked),
        "exports": _exports(asked),
        "map": case_map.draw(results.places, asked) if asked.view == asking.MAP else None,
        "elsewhere": results.total - sum(results.places.values()),
        "wider": _wider(asked, facets) if not results.total else [],
        "suggestion": _suggestion(asked, results),
        "plain": not here,
    }


def found_text(total: int) -> str:
    """Return how many were found, in words; also read aloud when the list changes."""
    if not total:
        return _("Geen voorbeelden gevonden")
    return ngettext("%(n)s voorbeeld gevonden", "%(n)s voorbeelden gevonden", total) % {
        "n": f"{total:,}".replace(",", ".")
    }


def _place_of(facet: Facet) -> int:
    return ORDER.index(facet.name) if facet.name in ORDER else len(ORDER)


def _card(card: Any, words: tuple[str, ...]) -> dict[str, Any]:
    shown = entries.case_card(card)
    if words:
        shown |= {name: marked(shown[name], words) for name in ("title", "text")}
    return shown


def _facet(facet: Facet, asked: Asked) -> dict[str, Any]:
    selected = sum(value.selected for value in facet.values)
    return {"facet": facet, "selected": selected, "open": bool(selected) or facet.name in OPEN}


def _chosen(asked: Asked, facets: list[Facet]) -> list[dict[str, str]]:
    """Return a removable tag for each filter value, also for values that nobody has."""
    labels = {(f.name, v.value): v.label for f in facets for v in f.values}
    places = _place_names(asked)
    tags = []
    for name, values in asked.filters:
        for value in values:
            label = labels.get((name, value)) or places.get(value) or value
            tags.append({"label": str(label), "url": asked.without(name, value).address() or "."})
    return tags


def _place_names(asked: Asked) -> dict[str, str]:
    wanted = dict(asked.filters).get(PLACE, ())
    if not wanted:
        return {}
    return dict(Municipality.objects.filter(slug__in=wanted).values_list("slug", "name"))


def _sorts(asked: Asked) -> list[tuple[str, Any, bool]]:
    """Return value, label and whether it is chosen; the best match only where words were given."""
    default = "relevance" if asked.text else "confidence"
    return [
        (
            "" if name == default else name,
            label,
            asked.sort in {name, "" if name == default else name},
        )
        for name, label in SORT_LABELS.items()
        if asked.text or name != "relevance"
    ]


def _views(asked: Asked) -> list[tuple[str, str, bool]]:
    rows = ((asking.LIST, _("Lijst")), (asking.MAP, _("Kaart")))
    return [
        (label, replace(asked, view=view, page=1).address() or ".", asked.view == view)
        for view, label in rows
    ]


def _exports(asked: Asked) -> list[tuple[str, str]]:
    """Return label and address of each file, with the filters of this list."""
    query = replace(asked, page=1, view=asking.LIST).address()
    found = ((label, pages.maybe("library_export", "case", ext)) for ext, label in EXPORTS)
    return [(label, f"{url}{query}") for label, url in found if url]


def _suggestion(asked: Asked, results: Results) -> dict[str, str] | None:
    if not results.suggestion:
        return None
    better = replace(asked, text=results.suggestion, page=1)
    return {"label": results.suggestion, "url": better.address()}


def _wider(asked: Asked, facets: list[Facet]) -> list[dict[str, str]]:
    """Return what to let go when nothing was found: only steps that do give results.

    The counts of a facet are made without its own filter, so they tell what lies behind it.
    """
    found = [
        {
            "label": _("Zonder het filter %(name)s") % {"name": facet.label},
            "url": replace(
                asked, filters=tuple(row for row in asked.filters if row[0] != facet.name), page=1
            ).address()
            or ".",
        }
        for facet in facets
        if any(v.selected for v in facet.values) and any(v.count for v in facet.values)
    ]
    if asked.text and asked.filters:
        found.append(
            {"label": _("Zonder filters"), "url": replace(asked, filters=(), page=1).address()}
        )
    return found
