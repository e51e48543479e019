"""Every address of the site, for everybody of another organisation: what is A's, B does not get."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client

from isolation.world import NOBODY, SECRET, World, address, addresses, build, listed, made
from thorbecke.web.core.views import errors
from thorbecke.web.people import keeping
from thorbecke.web.people.models import Organisation, Person
from thorbecke.web.programme.models import Call, Submission

ALL = dict(addresses())
OPEN, OWN, STAFF, ABSENT = (listed(kind) for kind in ("OPEN", "OWN", "STAFF", "ABSENT"))
PRIVATE = sorted(set(ALL) - set(OPEN) - set(OWN) - set(STAFF))
METHODS = ("get", "post")
# Refused, not found, or this method is not for this address: nothing of A is told or done.
DENIED = {403, 404, 405}


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[tuple[World, dict]]:
    """Both organisations with everything of A, made once and rolled back after the module."""
    with django_db_blocker.unblock(), transaction.atomic():
        found = build()
        private = made(found)
        django_db_blocker.block()
        yield found, private
        django_db_blocker.unblock()
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def bare_refusals(monkeypatch) -> None:
    """The page for "not found" knows nothing of what was asked; drawing it 5,000 times is slow."""
    monkeypatch.setattr(
        errors, "render", lambda _r, name, status: HttpResponse(name, status=status)
    )


def sent_to_sign_in(answer: Any) -> bool:
    moved = answer.status_code in (301, 302)
    return moved and str(answer["Location"]).startswith("/account/login/")


def denied(answer: Any, role: str) -> bool:
    """True when nothing was given. Who is signed in is refused, not asked to sign in once more: else
    a browser that lost its session would pass for every role."""
    if role == NOBODY and sent_to_sign_in(answer):
        return True
    return answer.status_code in DENIED


def told(answer: Any) -> bool:
    """True when something of A stands in the answer."""
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return SECRET.encode() in content


def inside(world: World) -> Client:
    """Return a fresh browser of A: some of its pages end or renew a session."""
    browser = Client()
    browser.force_login(Person.objects.get(pk=world.insider.pk))
    return browser


def ask(browser: Client, method: str, path: str) -> Any:
    return getattr(browser, method)(path, HTTP_HOST="localhost")


def test_every_address_is_somewhere(db, world):
    unknown = [name for name in PRIVATE if name not in world[1]]
    assert not unknown, f"say in tests/isolation/ whose these are: {unknown}"
    gone = [name for name in (*OPEN, *OWN, *STAFF, *world[1]) if name not in ALL]
    assert not gone, f"these addresses are gone: {gone}"


@pytest.mark.parametrize("name", PRIVATE)
def test_another_organisation_gets_nothing(db, world, name):
    found, private = world
    path = address(name, private[name])
    wrong = []
    for role, browser in found.browsers.items():
        for method in METHODS:
            answer = ask(browser, method, path)
            if not denied(answer, role) or told(answer):
                wrong.append(f"{method} as {role}: {answer.status_code}")
    assert not wrong, f"{path}: {wrong}"


@pytest.mark.parametrize("name", PRIVATE)
def test_the_address_is_there_for_the_organisation_itself(db, world, name):
    """Without this an address with a mistake in it would pass the sweep by being nowhere."""
    found, private = world
    path = address(name, private[name])
    codes = []
    for method in METHODS:
        with transaction.atomic():
            answer = ask(inside(found), method, path)
            assert not sent_to_sign_in(answer)
            codes.append(answer.status_code)
            if answer.streaming:
                b"".join(answer.streaming_content)
            transaction.set_rollback(True)
    there = bool(set(codes) - {404, 405})
    assert there != (name in ABSENT), f"{path}: {codes}"


@pytest.mark.parametrize("name", sorted(OWN))
def test_a_page_of_ones_own_tells_nothing_of_another(db, world, name):
    found, _private = world
    path = address(name)
    for role, browser in found.browsers.items():
        answer = ask(browser, "get", path)
        assert answer.status_code < 500
        assert not told(answer), f"{path} as {role}"
        if role == NOBODY:
            assert answer.status_code != 200 or not told(answer)


@pytest.mark.parametrize("name", sorted(n for n in STAFF if n in ALL and not ALL[n]))
def test_a_page_of_the_house_is_for_its_roles(db, world, name):
    found, _private = world
    path = address(name)
    for role, browser in found.browsers.items():
        if role in STAFF[name]:
            continue
        for method in METHODS:
            assert denied(ask(browser, method, path), role), f"{method} {path} as {role}"


def test_everything_of_an_organisation_goes_along_and_goes(db, world):
    """With something of every app: one file holds it, and after the end nothing private is left."""
    found, _private = world
    answer = inside(found).get(address("people:download", {"pk": found.here.pk}))
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as package:
        folders = {name.split("/")[0] for name in package.namelist() if "/" in name}
    assert len(folders) >= 8, folders
    with transaction.atomic():
        # Rounds belong to a programme, and a programme is not ended from a page.
        Submission.objects.filter(call__organisation=found.here).delete()
        Call.objects.filter(organisation=found.here).delete()
        keeping.delete_all(found.here)
        left = Organisation.objects.filter(pk=found.here.pk).first()
        assert left is None or not left.memberships.exists()
        path = address("people:organisation", {"pk": found.here.pk})
        assert ask(inside(found), "get", path).status_code == 404
        transaction.set_rollback(True)
