"""The figures of a municipality, each with its source and year."""

from __future__ import annotations

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from thorbecke.web.core.charts.chart import number
from thorbecke.web.people.models import Municipality

Fact = tuple[str, str, str]


def figures(place: Municipality) -> list[Fact]:
    """Return (label, value, source) for the kit's ``facts`` tag."""
    return [
        *_inhabitants(place),
        _seats(place),
        (_("Land"), number(float(place.area_km2), "km²"), _("CBS, Kadaster; zonder water")),
        (
            _("Inwoners per km²"),
            number(round(place.density)),
            _("gerekend met de inwoners van %(year)s") % {"year": place.inhabitants_year},
        ),
        (_("Woonplaatsen"), str(place.places), _("officiële plaatsnamen, niet alle kernen")),
    ]


def _inhabitants(place: Municipality) -> list[Fact]:
    source = _("CBS, %(year)s") % {"year": place.inhabitants_year}
    found = [(_("Inwoners"), number(place.inhabitants), source)]
    if place.inhabitants_recent:
        recent = number(place.inhabitants_recent)
        found.append((_("Inwoners, recenter"), recent, _("rond 2026, zonder datum")))
    return found


def _seats(place: Municipality) -> Fact:
    day = date_format(place.seats_election, "j F Y")
    return _("Raadszetels"), str(place.council_seats), _("verkiezing van %(day)s") % {"day": day}
