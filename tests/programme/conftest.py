"""A programme with a round that is open, its team, and somebody who sends something in."""

from __future__ import annotations

import html
import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from people_places import municipality
from thorbecke.web.core import teasers
from thorbecke.web.people.models import Membership, Organisation, Person
from thorbecke.web.programme import calls, submitting
from thorbecke.web.programme.models import Call, State, Submission

TITLE, CHALLENGE = "Een burgerraad voor het groen", "Het park verdroogt en niemand beslist."
THEMES = ["andere-vertegenwoordiging"]


@pytest.fixture(autouse=True)
def _no_old_lines():
    """Other tests do not see the rounds of these on the front page."""
    yield
    teasers.clear()


@pytest.fixture
def programme(db) -> Organisation:
    return Organisation.objects.create(kind=Organisation.Kind.PROGRAMME, name="Programma")


@pytest.fixture
def elsewhere(db) -> Organisation:
    return Organisation.objects.create(kind=Organisation.Kind.PROGRAMME, name="Ander programma")


@pytest.fixture
def place(db):
    return municipality("GM0001", "Voorbeeldstad")


@pytest.fixture
def call(programme) -> Call:
    today = timezone.localdate()
    made = Call(
        organisation=programme,
        title="Ronde 1",
        text="Kom met een opgave.",
        themes=THEMES,
        opens_on=today - timedelta(days=1),
        closes_on=today + timedelta(days=30),
        reply_days=14,
        state=State.OPEN,
    )
    return calls.create(made)


@pytest.fixture
def person(programme):
    def make(role: str, where: Organisation | None = None, name: str = "") -> Person:
        held_in = where or programme
        number = Person.objects.count()
        found = Person.objects.create_user(f"{role}{number}@voorbeeld.invalid", name=name or role)
        Membership.objects.create(person=found, organisation=held_in, role=role)
        return found

    return make


@pytest.fixture
def signed_in(person):
    def make(role: str, where: Organisation | None = None, name: str = "") -> Client:
        browser = Client()
        browser.force_login(person(role, where, name))
        return browser

    return make


def draft(call: Call, door: str = "idea", **changes) -> tuple[Submission, str]:
    values = {
        "title": TITLE,
        "challenge": CHALLENGE,
        "themes": THEMES,
        "wish": "together",
        "name": "Puck",
        "email": "puck@voorbeeld.invalid",
        **changes,
    }
    return submitting.begin(call, door, values)


@pytest.fixture
def sent(call, place, django_capture_on_commit_callbacks):
    """Send something in: ``sent()``; returns the submission and its token. The mailbox is empty again."""

    def make(door: str = "idea", **changes) -> tuple[Submission, str]:
        made, token = draft(call, door, **{"municipality": place, **changes})
        with django_capture_on_commit_callbacks(execute=True):
            found = submitting.send(made, token)
        mail.outbox.clear()
        return found, token

    return make


def text(response) -> str:
    bare = re.sub(r"<[^>]+>", " ", response.content.decode())
    return re.sub(r"\s+", " ", html.unescape(bare))
