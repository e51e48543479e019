"""The municipalities of the found cases as dots; the more cases, the larger the dot."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from thorbecke.web.core.charts import Chart, Dot, dot_map
from thorbecke.web.library.views.asking import PLACE, Asked
from thorbecke.web.people.models import Municipality

Row = tuple[str, str, float, float]


def draw(places: dict[str, int], asked: Asked) -> Chart | None:
    """Return the map of municipality slug → number of cases, or None without any. One query."""
    rows = Municipality.objects.filter(slug__in=list(places)).values_list(
        "slug", "name", "lat", "lon"
    )
    dots = [_dot(row, places[row[0]], asked) for row in rows]
    if not dots:
        return None
    text = _(
        "Elke stip is een gemeente met een gevonden voorbeeld. Meer voorbeelden: grotere stip."
    )
    return dot_map(_("Gemeenten met een voorbeeld"), text, dots)


def _dot(row: Row, count: int, asked: Asked) -> Dot:
    slug, name, lat, lon = row
    note = ngettext("%(n)s voorbeeld", "%(n)s voorbeelden", count) % {"n": count}
    url = asked.only(PLACE, slug).address()
    return Dot(lat, lon, name, url, min(1 + count.bit_length(), 5), "accent", note)
