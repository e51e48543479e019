"""The instrument of these tests, an organiser, and tasks that run at once."""

from __future__ import annotations

import pytest

from participation_record.recorded import Counted, organiser
from thorbecke.web.participation import instruments
from thorbecke.web.people.models import Person


@pytest.fixture(autouse=True)
def _instrument(monkeypatch, settings, tmp_path) -> None:
    monkeypatch.setitem(instruments._REGISTRY, "record-test", Counted())
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    settings.VAR_DIR = tmp_path
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def person(db) -> Person:
    """Somebody who may organise."""
    return organiser()
