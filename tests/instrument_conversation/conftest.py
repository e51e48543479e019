"""An open conversation, phones that take part in it, and tasks that run at once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from participation.conftest import organisation, other, person, signed_in
from thorbecke.web.instruments.conversation import mapping, rooms
from thorbecke.web.instruments.conversation.models import Participant, Statement, Vote
from thorbecke.web.participation.console import making
from thorbecke.web.participation.models import Act
from thorbecke.web.participation.record import phases

__all__ = ["organisation", "other", "person", "signed_in"]

SEEDS = [
    "Het plein moet helemaal autovrij worden.",
    "Er moeten meer bomen op het plein komen.",
    "De markt moet op het plein blijven.",
    "Fietsers horen niet op het plein.",
    "Terrassen mogen tot middernacht open zijn.",
    "Er is te weinig licht in de avond.",
    "Kinderen moeten hier kunnen spelen.",
    "De gemeente luistert goed naar de buurt.",
    "Parkeren hoort onder de grond.",
    "Een fontein maakt de buurt mooier.",
    "Honden moeten aan de lijn.",
    "De bus moet vaker stoppen.",
    "Muziek op zondag is een goed idee.",
    "Het plein is nu al prettig.",
]


@pytest.fixture(autouse=True)
def _at_once(settings, tmp_path) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    settings.VAR_DIR = tmp_path
    settings.MEDIA_ROOT = tmp_path / "media"
    mapping._held.clear()


@pytest.fixture
def act(organisation) -> Act:
    """A conversation in preparation, ready to open."""
    found = making.create("conversation", "Praat mee over het plein", organisation, None)
    found.settings["summary"] = "Wat vindt u van het plein?"
    found.settings["conversation"] = {
        **rooms.DEFAULTS,
        "policy": "Geen namen en geen scheldwoorden.",
        "seeds": SEEDS,
        "joins": 500,
    }
    found.closes_at = timezone.now() + timedelta(days=7)
    found.save()
    return found


@pytest.fixture
def opened(act) -> Act:
    """The same, open."""
    phases.open_act(act, None)
    rooms.room_of(act)
    return act


class Phone:
    """One browser that takes part."""

    def __init__(self, act: Act) -> None:
        self.act, self.client = act, Client()
        self.base = f"/meedoen/{act.slug}/gesprek/"

    def join(self):
        return self.client.post(self.base, {"meedoen": "1"})

    def vote(self, statement: Statement, choice: str = "eens", **more: str):
        data = {"stelling": str(statement.pk), "keuze": choice, **more}
        return self.client.post(self.base, data)

    def add(self, text: str, **more: str):
        return self.client.post(f"{self.base}toevoegen/", {"text": text, **more})


@pytest.fixture
def phone(opened) -> Phone:
    """A phone that joined."""
    found = Phone(opened)
    found.join()
    return found


def statements(act: Act) -> list[Statement]:
    return list(Statement.objects.filter(act=act, state="shown"))


def crowd(act: Act, people: int) -> None:
    """Two camps that answer every statement: one agrees where the other does not, but for the last."""
    shown = statements(act)
    for number in range(people):
        who = Participant.objects.create(act=act, label=f"p{number:03}", given=len(shown))
        Vote.objects.bulk_create(
            Vote(
                act=act,
                participant=who,
                statement=statement,
                value=answer(number, place, len(shown)),
                at=timezone.now(),
            )
            for place, statement in enumerate(shown)
        )
    for statement in shown:
        values = list(statement.votes.values_list("value", flat=True))
        statement.seen, statement.agree = len(values), values.count(1)
        statement.disagree = values.count(-1)
        statement.save()


def answer(number: int, place: int, last: int) -> int:
    side = (number % 2 == 0) == (place % 2 == 0) or place == last - 1
    return 1 if side != ((number + place) % 9 == 4) else -1
