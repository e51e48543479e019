"""Libraries of known content, and a way to publish one case with chosen words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import transaction

from thorbecke.knowledge import shipped
from thorbecke.web.library import loading, publishing
from thorbecke.web.library.models import Entry
from thorbecke.web.library.views import fragments

MANY = 500
METHODS = ("beraad", "budget", "wijkraad", "referendum")
OPGAVEN = ("buurt", "geld", "klimaat", "jeugd")
OUTCOMES = ("lopend", "verankerd", "eenmalig", "gestopt", "onbekend")

Publish = Callable[..., Entry]


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    fragments.clear()


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker) -> Iterator[None]:
    """The shipped content, stored once for a module and rolled back after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        loading.load(shipped())
        django_db_blocker.block()
        yield
        django_db_blocker.unblock()
        transaction.set_rollback(True)


@pytest.fixture
def library(loaded, db) -> None:
    """Everything that is shipped. Modules that want an empty library do not use this."""


def case_data(slug: str, **changes: Any) -> dict[str, Any]:
    """Return the content of one valid case."""
    return {
        "id": slug,
        "title_nl": "Burgerberaad over de proef",
        "place": "Zeist",
        "municipality": "Zeist",
        "country": "NL",
        "year_start": 2024,
        "themes": [8],
        "scale": "gemeente",
        "method": "burgerberaad",
        "method_group": "beraad",
        "opgave": "Weten of dit werkt",
        "opgave_group": "vertrouwen",
        "facts_nl": "Zestig inwoners praatten over een nieuwe sportzaal.",
        "outcome": "eenmalig",
        "lesson_nl": "Begin klein.",
        "sources": [{"url": "https://example.nl/bron", "seen_on": "2026-11-20"}],
        "checked_on": "2026-11-23",
        "confidence": "laag",
    } | changes


@pytest.fixture
def publish(db) -> Publish:
    """Publish one case: ``publish("slug", title_nl="…")``."""

    def make(slug: str, **changes: Any) -> Entry:
        return _store([case_data(slug, **changes)])[0]

    return make


@pytest.fixture
def many(library) -> None:
    """The shipped content and 500 generated cases."""
    _store(
        [
            case_data(
                f"gemaakt-{n}",
                title_nl=f"Gemaakt voorbeeld {n}",
                municipality=None if n % 5 == 0 else "Zeist",
                method_group=METHODS[n % 4],
                opgave_group=OPGAVEN[n % 3],
                outcome=OUTCOMES[n % 5],
                themes=[1 + n % 10],
            )
            for n in range(MANY)
        ]
    )


def _store(rows: list[dict[str, Any]]) -> list[Entry]:
    found = []
    for row in rows:
        data = publishing.validated("case", row)
        found.append(Entry(kind="case", slug=row["id"], title=row["title_nl"], data=data))
    Entry.objects.bulk_create(found)
    publishing.show_many(found)
    return found
