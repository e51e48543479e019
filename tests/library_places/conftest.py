"""The shipped content, loaded once for a module and rolled back after it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import transaction

from thorbecke.knowledge import shipped
from thorbecke.web.library import loading
from thorbecke.web.library.views import fragments


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker) -> Iterator[None]:
    with django_db_blocker.unblock(), transaction.atomic():
        loading.load(shipped())
        django_db_blocker.block()
        yield
        django_db_blocker.unblock()
        transaction.set_rollback(True)
    fragments.clear()


@pytest.fixture
def library(loaded, db) -> None:
    """A test that uses the loaded content in its own transaction."""
