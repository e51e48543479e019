"""The public register: a list with facets, and the map of what was found."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from thorbecke.web.experiments import finding
from thorbecke.web.experiments.models import Experiment
from thorbecke.web.experiments.permissions import READ
from thorbecke.web.experiments.words import phase_tag
from thorbecke.web.library.places.maps import CASE_STEPS, Pin, draw, step
from thorbecke.web.people.models import Municipality

PER_PAGE = 24


@require_safe
def register(request: HttpRequest) -> HttpResponse:
    """All public experiments that an address asks for. At most four queries of its own."""
    asked = finding.read(request.GET)
    found = finding.find(asked)
    shown = Paginator(found.keys, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "asked": asked,
        "page": shown,
        "cards": _cards(shown.object_list),
        "facets": found.facets,
        "total": len(found.keys),
        "views": [
            (_("Lijst"), asked.address(view=""), not asked.view),
            (_("Kaart"), asked.address(view=finding.MAP), bool(asked.view)),
        ],
        "map": _map(found.places, asked) if asked.view else None,
        "elsewhere": len(found.keys) - sum(found.places.values()),
        "filtered": bool(asked.text or asked.thema or asked.fase or asked.gemeente),
        "works": request.user.is_authenticated and bool(request.user.roles & READ),
    }
    return render(request, "experiments/public/register.html", context)


def _cards(keys: Any) -> list[dict[str, Any]]:
    rows = Experiment.objects.filter(pk__in=list(keys)).select_related(
        "organisation", "municipality"
    )
    found = {one.pk: one for one in rows.defer("design")}
    return [card(found[key]) for key in keys if key in found]


def card(one: Experiment) -> dict[str, Any]:
    """Return an experiment as a card."""
    changed = _("Bijgewerkt op %(day)s") % {"day": date_format(one.changed_at, "j F Y")}
    return {
        "title": one.title,
        "url": reverse("experiments:page", args=[one.slug]),
        "kicker": str(one.municipality or one.organisation),
        "text": Truncator(one.challenge).chars(180),
        "tags": [phase_tag(one.phase)],
        "meta": changed,
    }


def _map(places: Counter[str], asked: finding.Asked) -> dict[str, Any] | None:
    """Return the drawing, with all municipalities as background, and the same links as a list."""
    if not places:
        return None
    rows = Municipality.objects.values_list("slug", "name", "lat", "lon", "outline")
    pins, links = [], []
    for slug, name, lat, lon, outline in rows:
        count = places.get(slug, 0)
        if not count:
            pins.append(Pin(lat, lon, name, outline=outline))
            continue
        pins.append(Pin(lat, lon, name, outline=outline) if outline else Pin(lat, lon, name))
        url = asked.address(gemeente=slug, view="")
        note = ngettext("%(n)s experiment", "%(n)s experimenten", count) % {"n": count}
        pins.append(Pin(lat, lon, f"{name}: {note}", url, step(count, CASE_STEPS), "accent"))
        links.append((name, url, note))
    title = _("Gemeenten met een experiment")
    text = _("Elke stip is een gemeente met een experiment. Meer experimenten: grotere stip.")
    return {"title": title, "drawing": draw(title, text, pins), "text": text, "links": links}
