"""A small library to search and publish in."""

from __future__ import annotations

from typing import Any

import pytest

import content
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
    return content.case_data("proef-burgerberaad")
