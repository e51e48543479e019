"""Ideas as dots. A neighbourhood is small: the dots are drawn apart, so that none covers another."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from thorbecke.web.core.charts import Chart, Dot, dot_map
from thorbecke.web.core.charts.maps import EAST, NORTH, SOUTH, WEST
from thorbecke.web.participation.models import Act

FILL = 0.8  # how much of the drawing the dots take
CLOSEST = 0.002  # degrees, some 200 metres: nearer is not drawn larger


def of_ideas(act: Act, ideas: Sequence[Any], funded: Collection[str] = ()) -> Chart | None:
    """Return the map of ideas with a place; None without any. North is up, distances keep their ratio."""
    placed = [idea for idea in ideas if idea.lat is not None and idea.lon is not None]
    if not placed:
        return None
    south, north = min(i.lat for i in placed), max(i.lat for i in placed)
    west, east = min(i.lon for i in placed), max(i.lon for i in placed)
    tall = max(north - south, CLOSEST) / (NORTH - SOUTH)
    wide = max(east - west, CLOSEST) / (EAST - WEST)
    scale = FILL / max(tall, wide)
    dots = [
        Dot(
            (NORTH + SOUTH) / 2 + (idea.lat - (south + north) / 2) * scale,
            (EAST + WEST) / 2 + (idea.lon - (west + east) / 2) * scale,
            idea.title,
            reverse("budget:idea", args=[act.slug, idea.number]),
            size=5,
            tone=_tone(idea, funded),
            note=_note(idea, funded),
        )
        for idea in placed
    ]
    return dot_map(
        _("Waar de plannen liggen"),
        _(
            "Elke stip is een plan. Boven is noord. De kaart is zo groot als de plannen uit elkaar liggen."
        ),
        dots,
    )


def _tone(idea: Any, funded: Collection[str]) -> str:
    """The list says in words what the colour says."""
    if not funded:
        return "accent"
    return "green" if idea.option in funded else "neutral"


def _note(idea: Any, funded: Collection[str]) -> str:
    place = idea.address or idea.area
    if funded:
        state = _("Gaat door") if idea.option in funded else _("Gaat niet door")
        return f"{state}. {place}" if place else state
    return str(place)
