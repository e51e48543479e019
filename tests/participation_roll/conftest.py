"""An act with a roll, people of each role, and an instrument that asks one question."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from participation_roll.rolled import Plain, make_act, person_of
from thorbecke.web.participation import instruments
from thorbecke.web.participation.models import Act
from thorbecke.web.people.models import Person


@pytest.fixture(autouse=True)
def _instrument(monkeypatch) -> None:
    monkeypatch.setitem(instruments._REGISTRY, "roll-test", Plain())


@pytest.fixture(autouse=True)
def media(settings, tmp_path) -> Any:
    """Files of a test go where the next test does not see them."""
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


@pytest.fixture
def act(db) -> Act:
    """An open act."""
    return make_act()


@pytest.fixture
def client_of(act) -> Callable[..., Client]:
    """A browser of a role in the act's organisation: "", "anonymous" or a role."""

    def browser(role: str, **options: Any) -> Client:
        client = Client(**options)
        if role != "anonymous":
            client.force_login(person_of(role, act.organisation))
        return client

    return browser


@pytest.fixture
def organiser(act) -> Person:
    """Somebody who organises the act."""
    return person_of("organiser", act.organisation)


@pytest.fixture
def browser(organiser) -> Client:
    """The browser of that organiser."""
    client = Client()
    client.force_login(organiser)
    return client


@pytest.fixture
def organiser_of() -> Callable[[Act], Person]:
    """An organiser of any act."""
    return lambda act: person_of("organiser", act.organisation)
