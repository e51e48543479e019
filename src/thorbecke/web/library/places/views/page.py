"""The page of one municipality."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from thorbecke.knowledge import labels
from thorbecke.web.core import municipality as choice
from thorbecke.web.core.charts.chart import number
from thorbecke.web.library import likeness
from thorbecke.web.library.law import council, deadline, register
from thorbecke.web.library.places import cases, facts, maps
from thorbecke.web.library.places.views.overview import all_places
from thorbecke.web.people.models import Municipality


def _theme(request: HttpRequest) -> int | None:
    """The theme in the address, or None for anything that is not a theme."""
    asked = request.GET.get("thema", "")
    found = int(asked) if asked.isascii() and asked.isdecimal() else None
    return found if found in labels.THEMES else None


def _row(place: Municipality, reasons: tuple[str, ...] = ()) -> dict[str, Any]:
    return {
        "place": place,
        "inhabitants": number(place.inhabitants),
        "density": number(round(place.density)),
        "reasons": ", ".join(reasons),
    }


def _weights() -> list[tuple[Any, int]]:
    """What counts in the likeness, in per cent, without a theme."""
    words = {
        "inhabitants": _("Inwoners"),
        "density": _("Inwoners per km²"),
        "places": _("Woonplaatsen"),
        "province": _("Provincie"),
    }
    total = sum(likeness.WEIGHTS[name] for name in words)
    return [(label, round(100 * likeness.WEIGHTS[name] / total)) for name, label in words.items()]


def _map(place: Municipality, alike: list[Municipality]) -> SafeString:
    """Dots only, also when outlines are loaded: here the country is just the background."""
    close = {other.pk for other in alike} | {place.pk}
    pins = [maps.Pin(p.lat, p.lon, p.name) for p in all_places() if p.pk not in close]
    pins += [maps.Pin(p.lat, p.lon, p.name, _address(p), 2, "blue") for p in alike]
    pins.append(maps.Pin(place.lat, place.lon, place.name, _address(place), 4, "accent"))
    text = _("De grote stip is %(name)s. De andere grote stippen zijn gemeenten die erop lijken.")
    return maps.draw(
        _("Waar ligt %(name)s?") % {"name": place.name}, text % {"name": place.name}, pins
    )


def _address(place: Municipality) -> str:
    return reverse("municipality", args=[place.slug])


@require_safe
def municipality(request: HttpRequest, slug: str) -> HttpResponse:
    """Show figures, seats, fitting cases (``thema`` narrows them) and municipalities alike."""
    place = get_object_or_404(Municipality.objects.defer("outline"), slug=slug)
    alike = likeness.neighbours(place)
    theme = _theme(request)
    chosen = choice.chosen(request)
    context = {
        "crumbs": [(_("Home"), "/"), (_("Gemeenten"), reverse("municipalities")), (place.name,)],
        "place": place,
        "figures": facts.figures(place),
        "compared": council.compare(place),
        "rule": register.rules_named([council.RULE]),
        "own": cases.of_municipality(place),
        "fitting": cases.fitting(place, theme),
        "themes": labels.THEMES.items(),
        "theme": theme,
        "alike": [_row(other, reasons) for other, reasons in alike],
        "weights": _weights(),
        "here_row": _row(place),
        "drawing": _map(place, [other for other, _reasons in alike]),
        "is_chosen": chosen is not None and chosen.slug == place.slug,
        "deadline": deadline.notice(),
    }
    return render(request, "library/places/municipality.html", context)
