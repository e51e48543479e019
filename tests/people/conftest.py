"""Two municipalities with people, and the programme team."""

from __future__ import annotations

import pytest
from django.test import Client

from people_places import municipality
from thorbecke.web.people.models import Membership, Organisation, Person

Kind = Organisation.Kind


@pytest.fixture
def here(db) -> Organisation:
    place = municipality("GM9001", "Voorbeeldstad")
    return Organisation.objects.create(
        kind=Kind.MUNICIPALITY, name="Gemeente Voorbeeldstad", municipality=place
    )


@pytest.fixture
def there(db) -> Organisation:
    place = municipality("GM9002", "Anderstad")
    return Organisation.objects.create(
        kind=Kind.MUNICIPALITY, name="Gemeente Anderstad", municipality=place
    )


@pytest.fixture
def team(db) -> Organisation:
    return Organisation.objects.create(kind=Kind.PROGRAMME, name="Programmateam")


@pytest.fixture
def person():
    """Make somebody with a role somewhere: ``person("lead", here)``."""

    def make(role: str, where: Organisation, name: str = "") -> Person:
        email = f"{name or role}-{where.pk.hex[-6:]}@voorbeeld.invalid"
        found = Person.objects.filter(email=email).first() or Person.objects.create_user(
            email, "paard fiets regen 12", name=name or role
        )
        Membership.objects.create(person=found, organisation=where, role=role)
        return found

    return make


@pytest.fixture
def browse(person):
    """Return a browser that is signed in with a role somewhere."""

    def make(role: str, where: Organisation) -> Client:
        browser = Client()
        browser.force_login(person(role, where))
        return browser

    return make
