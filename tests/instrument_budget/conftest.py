"""A round of an organisation, and tasks that run at once."""

from __future__ import annotations

import pytest

from instrument_budget.round import new_round
from participation.conftest import organisation, other, person, signed_in

__all__ = ["organisation", "other", "person", "signed_in"]


@pytest.fixture(autouse=True)
def _at_once(settings, tmp_path) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    settings.VAR_DIR = tmp_path
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def act(organisation):
    """A round that collects ideas."""
    return new_round(organisation)
