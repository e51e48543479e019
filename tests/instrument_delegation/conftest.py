"""An open round of delegation, and people who came in with a code."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from participation.conftest import organisation, other, person, signed_in
from thorbecke.web.instruments.delegation import members
from thorbecke.web.instruments.delegation.models import Member
from thorbecke.web.participation.console import making
from thorbecke.web.participation.models import Act, Channel, Result
from thorbecke.web.participation.record import counting, phases
from thorbecke.web.participation.roll import issuing
from thorbecke.web.participation.roll.codes import code_hash

__all__ = ["organisation", "other", "person", "signed_in"]

QUESTIONS = [
    {
        "id": "v1",
        "theme": "Verkeer",
        "title": "Moet de straat eenrichting worden?",
        "options": [{"id": "o1", "title": "Ja"}, {"id": "o2", "title": "Nee"}],
    },
    {
        "id": "v2",
        "theme": "Groen",
        "title": "Wat komt er op het veld?",
        "options": [{"id": "o1", "title": "Bos"}, {"id": "o2", "title": "Gras"}],
    },
]


@pytest.fixture(autouse=True)
def _at_once(settings, tmp_path) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    settings.VAR_DIR = tmp_path
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def act(organisation) -> Act:
    """A round in preparation, ready to open."""
    found = making.create("delegation", "De straat en het veld", organisation, None)
    found.settings["summary"] = "Twee vragen over de buurt."
    found.settings["delegation"] = {
        "questions": QUESTIONS,
        "cap": None,
        "path": True,
        "votes": True,
    }
    found.closes_at = timezone.now() + timedelta(days=7)
    found.save()
    return found


@pytest.fixture
def opened(act) -> Act:
    """The same, open."""
    phases.open_act(act, None)
    return act


def come_in(act: Act, number: int) -> list[Member]:
    """Return so many members, each with a code of their own."""
    found = []
    for _n in range(number):
        code = issuing.issue(act, Channel.LETTER)[1]
        member = members.enter(act, code_hash(act, code))
        assert member is not None
        found.append(member)
    return found


def browser(act: Act) -> Client:
    """Return a browser that showed a good code at the door."""
    code = issuing.issue(act, Channel.LETTER)[1]
    client = Client()
    client.post(f"/meedoen/{act.slug}/toegang/", {"code": code, "form": "code"})
    client.code = code
    return client


def ended(act: Act) -> Result:
    """Close, count and publish."""
    phases.close_act(act, None)
    counting.run(act.pk)
    act.refresh_from_db()
    phases.publish_act(act, None)
    return Result.objects.get(act=act)
