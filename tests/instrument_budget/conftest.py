"""A round of an organisation, and tasks that run at once."""

from __future__ import annotations

import pytest
from django.db import transaction

from instrument_budget.round import new_round
from participation.conftest import organisation, other, person, signed_in

__all__ = ["organisation", "other", "person", "signed_in"]


@pytest.fixture(autouse=True)
def _at_once(settings, tmp_path) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    settings.VAR_DIR = tmp_path
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture(autouse=True)
def _no_waiting_for_a_commit(request, monkeypatch) -> None:
    """A test inside one transaction never commits: what waits for that is done at once."""
    marker = request.node.get_closest_marker("django_db")
    if marker and not marker.kwargs.get("transaction"):
        monkeypatch.setattr(transaction, "on_commit", lambda done, **_: done())


@pytest.fixture
def act(organisation):
    """A round that collects ideas."""
    return new_round(organisation)
