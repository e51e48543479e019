"""An atelier that is open, and phones that joined it."""

from __future__ import annotations

import pytest
from django.core.cache import caches
from django.test import Client

from participation.conftest import organisation, other, person, signed_in  # noqa: F401
from thorbecke.web.ateliers import flow, starting
from thorbecke.web.ateliers.models import Atelier


@pytest.fixture(autouse=True)
def _fresh_caches():
    caches["default"].clear()


@pytest.fixture
def atelier(library, organisation) -> Atelier:  # noqa: F811
    """A canvas in preparation."""
    return starting.start(
        organisation,
        None,
        title="Het dorp kiest zelf",
        challenge="Het dorp wil meer te zeggen hebben over de eigen straat.",
        themes=["dorp-wijk-straat"],
    )


@pytest.fixture
def leader(signed_in):  # noqa: F811
    """A browser of the facilitator."""
    return signed_in("facilitator")


@pytest.fixture
def opened(atelier, leader) -> Atelier:
    """The atelier, opened, at its first writing step."""
    leader.post(f"/organiseren/ateliers/{atelier.pk}/openen/")
    return at(atelier, "opgave")


def at(atelier: Atelier, key: str) -> Atelier:
    """Bring an atelier to a step by its key and return the fresh row."""
    from django.contrib.auth.models import AnonymousUser

    class Nobody(AnonymousUser):
        def roles_in(self, _organisation):
            return frozenset({"facilitator"})

    atelier.refresh_from_db()
    place = [step["key"] for step in atelier.steps].index(key)
    flow.go(atelier, Nobody(), place, atelier.step)
    atelier.refresh_from_db()
    return atelier


@pytest.fixture
def phone(opened):
    """Make a browser that joined: ``phone("Fatima")``."""

    def make(name: str = "", code: str = "") -> Client:
        browser = Client()
        answer = browser.post(f"/a/{code or opened.code}/binnen/", {"name": name})
        assert answer.status_code == 302, answer.content.decode()[:500]
        return browser

    return make


def write(
    browser: Client, atelier: Atelier, text: str, step: str = "opgave", client: str = "", **head
):
    """Send a card as a phone does."""
    data = {"stap": step, "tekst": text, **({"client": client} if client else {})}
    return browser.post(f"/a/{atelier.code}/kaart/", data, headers={"X-Live": "1", **head})


def do(browser: Client, atelier: Atelier, action: str, **data):
    """Do one thing on the console, as a form."""
    return browser.post(f"/organiseren/ateliers/{atelier.pk}/doe/{action}/", data)
