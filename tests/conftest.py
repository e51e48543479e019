"""Settings for the whole suite: everything that tests write goes into a scratch folder."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder with real test data; tests that need it are skipped, loudly, without it."""
    folder = Path(os.environ.get("THORBECKE_DATA", ROOT.parent / "shared" / "data"))
    if not folder.is_dir():
        pytest.skip(f"no test data in {folder}; set THORBECKE_DATA")
    return folder


@pytest.fixture(autouse=True)
def plain_static(settings) -> None:
    """Tests do not need the hashed names that collectstatic makes."""
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
