"""The map of all municipalities with cases."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from thorbecke.web.library.places import cases, maps, naming
from thorbecke.web.library.places.views.overview import all_places, outlines, outlines_mark
from thorbecke.web.library.views import fragments
from thorbecke.web.people.models import Municipality

Row = tuple[str, str, str, int]  # name, province, address of its cases, how many


def _address(place: Municipality) -> str:
    return f"{reverse('cases')}?{urlencode({'gm': place.slug})}"


def _label(place: Municipality, count: int) -> str:
    text = ngettext("%(n)s voorbeeld", "%(n)s voorbeelden", count) % {"n": count}
    return f"{place.name}: {text}"


def _pins(places: list[Municipality], counts: dict[str, int]) -> list[maps.Pin]:
    shapes = outlines()
    ground = [
        maps.Pin(place.lat, place.lon, place.name, outline=shapes.get(place.slug, ""))
        for place in places
        if place.slug not in counts or place.slug in shapes
    ]
    dots = [
        maps.Pin(
            place.lat,
            place.lon,
            _label(place, counts[place.slug]),
            _address(place),
            maps.step(counts[place.slug], maps.CASE_STEPS),
            "accent",
        )
        for place in places
        if place.slug in counts
    ]
    return ground + dots


def _build() -> tuple[SafeString, list[Row]]:
    places, counts = all_places(), cases.per_municipality()
    rows = [
        (place.name, place.province, _address(place), counts[place.slug])
        for place in places
        if place.slug in counts
    ]
    drawing = maps.draw(
        _("Kaart van de praktijkvoorbeelden"),
        _("Een grotere stip betekent meer voorbeelden. De lijst heeft dezelfde plaatsen."),
        _pins(places, counts),
    )
    return drawing, sorted(rows, key=lambda row: (-row[3], naming.order(row[0])))


@require_safe
def case_map(request: HttpRequest) -> HttpResponse:
    """Show where in the Netherlands there are cases, as a map and as a table."""
    drawing, rows = fragments.kept(("case_map", outlines_mark()), _build)
    context = {
        "crumbs": [(_("Home"), "/"), (_("Kaart"),)],
        "drawing": drawing,
        "rows": rows,
        "total": sum(row[3] for row in rows),
    }
    return render(request, "library/places/map.html", context)
