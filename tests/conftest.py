"""Settings for the whole suite: everything that tests write goes into a scratch folder."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from environment import VAR

# Two cores shared with a browser: slowness of one example says nothing.
hypothesis_settings.register_profile(
    "shared", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
hypothesis_settings.load_profile("shared")

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


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix) -> None:
    """Keep SQLite's test database in a file, so that threads meet in it as they do on a site."""
    from django.conf import settings

    database = settings.DATABASES["default"]
    if database["ENGINE"].endswith("sqlite3"):
        database.setdefault("TEST", {})["NAME"] = str(VAR / "test.sqlite3")


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker) -> Iterator[None]:
    """The shipped content, stored once for a module and rolled back after it."""
    from django.db import transaction

    from thorbecke.knowledge import shipped
    from thorbecke.web.library import loading
    from thorbecke.web.library.views import fragments

    with django_db_blocker.unblock(), transaction.atomic():
        loading.load(shipped())
        django_db_blocker.block()
        yield
        django_db_blocker.unblock()
        transaction.set_rollback(True)
    fragments.clear()


@pytest.fixture
def library(loaded, db) -> None:
    """Everything that is shipped, for a test in its own transaction."""
