"""A small library to search and publish in."""

from __future__ import annotations

from typing import Any

import pytest

from thorbecke.knowledge import shipped
from thorbecke.web.library.loading import load
from thorbecke.web.people.models import Membership, Organisation, Person


@pytest.fixture
def library(db):
    """Everything that is shipped, loaded."""
    return load(shipped())


@pytest.fixture
def person(db):
    """Make a person with one role: ``person("editor")``."""
    team = Organisation.objects.create(kind="programme", name="Team")

    def make(role: str | None, email: str = "") -> Person:
        somebody = Person.objects.create_user(email or f"{role}@example.nl", name=f"De {role}")
        if role:
            Membership.objects.create(person=somebody, organisation=team, role=role)
        return somebody

    return make


@pytest.fixture
def case_data() -> dict[str, Any]:
    """The content of one valid case."""
    return {
        "id": "proef-burgerberaad",
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
        "sources": [{"url": "https://example.nl/bron"}],
        "checked_on": "2026-11-23",
        "confidence": "laag",
    }
