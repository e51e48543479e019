"""Libraries of known content, and a way to publish one case with chosen words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from content import case_data
from thorbecke.web.library import publishing
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
