"""The list of municipalities with a map."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Sum
from django.db.models.functions import Length
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from thorbecke.web.core.charts.chart import number
from thorbecke.web.library.places import maps, naming
from thorbecke.web.library.views import fragments
from thorbecke.web.people.models import Municipality

LONGEST_QUERY = 80


def all_places() -> list[Municipality]:
    """Return every municipality without its outline and long texts. One query."""
    return list(Municipality.objects.defer("outline", "predecessors", "note"))


def outlines() -> dict[str, str]:
    """Return the loaded outlines by slug; empty when no operator loaded any. One query."""
    loaded = Municipality.objects.exclude(outline="")
    return dict(loaded.order_by().values_list("slug", "outline"))


def outlines_mark() -> int:
    """Return a number that changes when other outlines are loaded, for keys of ready-made maps.

    The command that loads them lives below the library and can't raise its version. One query.
    """
    return Municipality.objects.aggregate(size=Sum(Length("outline")))["size"] or 0


def _map(places: Sequence[Municipality]) -> SafeString:
    shapes = outlines()
    pins = [
        maps.Pin(
            place.lat,
            place.lon,
            place.name,
            reverse("municipality", args=[place.slug]),
            maps.step(place.inhabitants, maps.SIZE_STEPS),
            "blue",
            outline=shapes.get(place.slug, ""),
        )
        for place in places
    ]
    title = _("Kaart van de gemeenten")
    if shapes:
        return maps.draw(title, _("Elke vorm is een gemeente."), pins)
    text = _("Elke stip is een gemeente. Een grotere stip betekent meer inwoners.")
    return maps.draw(title, text, pins)


def _drawing(found: Sequence[Municipality], narrowed: bool) -> SafeString | str:
    """The map of the whole country is ready-made; that of a search is drawn each time."""
    if not found or narrowed:
        return _map(found) if found else ""
    drawing: SafeString = fragments.kept(("places", outlines_mark()), lambda: _map(found))
    return drawing


@require_safe
def municipalities(request: HttpRequest) -> HttpResponse:
    """Show all municipalities; ``q`` (name or alias) and ``provincie`` narrow list and map."""
    query = request.GET.get("q", "")[:LONGEST_QUERY].strip()
    province = request.GET.get("provincie", "")
    everything = all_places()
    found = naming.found(everything, query, province)
    narrowed = bool(query or province)
    context = {
        "crumbs": [(_("Home"), "/"), (_("Gemeenten"),)],
        "rows": [(place, number(place.inhabitants)) for place in found],
        "total": len(everything),
        "query": query,
        "province": province,
        "provinces": sorted({place.province for place in everything}),
        "narrowed": narrowed,
        "drawing": _drawing(found, narrowed),
    }
    return render(request, "library/places/municipalities.html", context)
