"""A municipality that does not exist, for tests."""

from __future__ import annotations

from datetime import date

from thorbecke.web.people.models import Municipality


def municipality(code: str, name: str) -> Municipality:
    """Store a municipality with this code and name."""
    return Municipality.objects.create(
        code=code,
        slug=name.lower(),
        name=name,
        province="Utrecht",
        council_seats=19,
        seats_election=date(2026, 3, 18),
        inhabitants=20_000,
        inhabitants_year=2025,
        lat=52.0,
        lon=5.0,
        area_km2=40,
        places=3,
    )
