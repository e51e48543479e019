"""Entries and bundles for the tests of this folder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from thorbecke.knowledge import shipped
from thorbecke.web.library.bundles import access, collecting
from thorbecke.web.library.models import Bundle, Entry

GROUPS = {
    "case": "cases",
    "scenario": "scenarios",
    "theme": "themes",
    "principle": "principles",
    "rule": "rules",
    "bill": "bills",
    "instrument": "instruments",
}


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> Path:
    """Keep files of one test apart, and forget the counters."""
    from django.core.cache import caches

    settings.MEDIA_ROOT = tmp_path / "media"
    settings.CACHES = {
        **settings.CACHES,
        "shared": {
            "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
            "LOCATION": "bundles",
        },
    }
    caches["shared"].clear()
    return settings.MEDIA_ROOT


def entry_of(kind: str, index: int = 0) -> Entry:
    """Store one piece of the shipped content as a published entry."""
    item = getattr(shipped(), GROUPS[kind])[index]
    title = getattr(item, "title_nl", None) or getattr(item, "name_nl", None) or item.subject_nl
    entry, _made = Entry.objects.get_or_create(
        kind=kind,
        slug=item.id,
        defaults={
            "title": title,
            "data": item.model_dump(mode="json"),
            "published_on": timezone.now(),
        },
    )
    return entry


@pytest.fixture
def case(db: Any) -> Entry:
    return entry_of("case")


@pytest.fixture
def filled(db: Any) -> Callable[..., tuple[Bundle, str]]:
    """Return a function that makes a bundle with so many cases."""

    def make(cases: int = 3, kinds: tuple[str, ...] = ()) -> tuple[Bundle, str]:
        bundle, token = collecting.start()
        entries = [entry_of("case", index) for index in range(cases)]
        for entry in [*entries, *(entry_of(kind) for kind in kinds)]:
            collecting.add(bundle, entry)
        return bundle, token

    return make


@pytest.fixture
def as_maker(client: Client) -> Callable[[str], Client]:
    """Return a function that gives the browser the edit token of a bundle."""
    from django.http import HttpResponse

    def give(token: str) -> Client:
        response = HttpResponse()
        access.remember(response, token)
        client.cookies[access.COOKIE] = response.cookies[access.COOKIE].value
        return client

    return give
