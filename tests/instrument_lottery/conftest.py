"""A lottery of an organisation, and tasks that run at once."""

from __future__ import annotations

import pytest

from instrument_lottery.panel import new_lottery
from participation.conftest import organisation, other, person, signed_in

__all__ = ["organisation", "other", "person", "signed_in"]


@pytest.fixture(autouse=True)
def _at_once(settings, tmp_path) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    settings.VAR_DIR = tmp_path
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def act(organisation):
    """A lottery for 10 seats, with quotas, ready to open."""
    return new_lottery(organisation)
