"""Two organisations, people with each role in the first, and an act in preparation."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from thorbecke.web.instruments.consultation import questions
from thorbecke.web.participation.console import making
from thorbecke.web.participation.models import Act
from thorbecke.web.people.models import Membership, Organisation, Person


@pytest.fixture
def organisation(db) -> Organisation:
    return Organisation.objects.create(kind=Organisation.Kind.MUNICIPALITY, name="Voorbeeldstad")


@pytest.fixture
def other(db) -> Organisation:
    return Organisation.objects.create(kind=Organisation.Kind.MUNICIPALITY, name="Anderstad")


@pytest.fixture
def person(organisation):
    """Make somebody with a role: ``person("organiser")``; in another organisation if given."""

    def make(role: str, where: Organisation | None = None) -> Person:
        place = where or organisation
        found = Person.objects.create_user(f"{role}-{place.pk}@voorbeeld.invalid", name=role)
        Membership.objects.create(person=found, organisation=place, role=role)
        return found

    return make


@pytest.fixture
def signed_in(person):
    """Return a browser that is signed in with a role."""

    def make(role: str, where: Organisation | None = None) -> Client:
        browser = Client()
        browser.force_login(person(role, where))
        return browser

    return make


@pytest.fixture
def act(organisation) -> Act:
    """A consultation with a yes-no question and a ranking, ready to open."""
    found = making.create("consultation", "Het Marktplein", organisation, None)
    found.settings = {
        "summary": "Wat doen we met het plein?",
        "contact": "plein@voorbeeld.invalid",
        "questions": [
            {
                "id": "v1",
                "title": "Moet het plein autovrij worden?",
                "text": "",
                "type": "yesno",
                "options": questions.yes_no(),
                "blank": True,
                "count": {"method": "voting.yesno", "rules": {}},
            },
            {
                "id": "v2",
                "title": "Wat komt er?",
                "text": "",
                "type": "ranking",
                "options": questions.options_of("Een park | Gras\nEen school\nEen markt", []),
                "blank": True,
                "count": {"method": "voting.schulze", "rules": {}},
            },
        ],
    }
    found.closes_at = timezone.now() + timedelta(days=7)
    found.save()
    return found
