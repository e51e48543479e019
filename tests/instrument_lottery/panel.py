"""A lottery with quotas and people, and the steps of its road."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from thorbecke.web.instruments.lottery import drawing, people, setting
from thorbecke.web.instruments.lottery.models import Draw
from thorbecke.web.participation.console import making
from thorbecke.web.participation.models import Act
from thorbecke.web.participation.record import counting, phases, seed

FEATURES = [
    {"name": "Leeftijd", "values": ["16-34", "35-64", "65+"]},
    {"name": "Wijk", "values": ["Noord", "Zuid"]},
]
QUOTAS = [
    ["Leeftijd", "16-34", 3, 4, 34],
    ["Leeftijd", "35-64", 3, 4, 33],
    ["Leeftijd", "65+", 3, 4, 33],
    ["Wijk", "Noord", 5, 5, 50],
    ["Wijk", "Zuid", 5, 5, 50],
]


def new_lottery(organisation: Any, **settings: Any) -> Act:
    """Return a lottery in preparation, with settings and quotas."""
    act = making.create("lottery", "Burgerraad water", organisation, None)
    act.settings |= {
        "summary": "Wat doen we met het water?",
        "size": 10,
        "features": FEATURES,
        **settings,
    }
    act.closes_at = timezone.now() + timedelta(days=7)
    act.save()
    Draw.objects.create(act=act, quotas=QUOTAS)
    return act


def volunteers(number: int = 60, north: int = 20) -> bytes:
    """Return a file in which few are young and few live in the north."""
    lines = ["id;Leeftijd;Wijk;naam;email;postcode;huisnummer"]
    for at in range(number):
        age = ("16-34", "35-64", "65+", "65+")[at % 4]
        place = "Noord" if at % number < north else "Zuid"
        lines.append(f"v{at};{age};{place};Vrijwilliger {at};v{at}@voorbeeld.invalid;1234AB;{at}")
    return "\n".join(lines).encode()


def filled(act: Act, data: bytes | None = None) -> int:
    """Take a file of volunteers into the pool."""
    data = data or volunteers()
    people.keep(act, people.read(act, data, "pool.csv"), "pool.csv")
    return people.take_in(act, None)


def closed(act: Act) -> Act:
    """Open, fill and close."""
    phases.open_act(act, None)
    filled(act)
    phases.close_act(act, None)
    return act


def fixed(act: Act) -> Draw:
    """Close and fix the lottery."""
    closed(act)
    drawing.ask(act, None)
    drawing.run(act.pk)
    return setting.draw_of(act)


def published(act: Act, number: str = "7 12 23 31") -> Act:
    """Draw the number, count and publish."""
    fixed(act)
    seed.draw_number(act, None, number)
    phases.count_act(act, None)
    counting.run(act.pk)
    act.refresh_from_db()
    phases.publish_act(act, None)
    return act
