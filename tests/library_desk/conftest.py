"""People with each role, and a small library."""

from __future__ import annotations

import copy
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from thorbecke.web.library import publishing
from thorbecke.web.library.models import Entry, State, Version
from thorbecke.web.people.models import Membership, Organisation, Person

ROLES = ("editor", "reviewer", "administrator")

CASE: dict[str, Any] = {
    "id": "proef-wijkraad",
    "title_nl": "Wijkraad in de proeftuin",
    "place": "Proefwijk",
    "municipality": None,
    "country": "BE",
    "year_start": 2019,
    "year_end": 2021,
    "themes": [1, 8],
    "scale": "wijk",
    "method": "gelote wijkraad",
    "method_group": "wijkraad",
    "opgave": "Meer zeggenschap voor bewoners",
    "opgave_group": "buurt",
    "facts_nl": "Elf bewoners beslisten samen over het geld van de wijk.",
    "outcome": "gestopt",
    "lesson_nl": "Spreek vooraf af wie uitleg geeft over een besluit.",
    "figures": {
        "invited": {
            "value": 50,
            "note_nl": "brieven",
            "source": "https://voorbeeld.nl/brief",
            "certainty": "hoog",
        },
        "budget_share_pct": {"value": 0.5, "certainty": "midden"},
    },
    "sources": [
        {"url": "https://voorbeeld.nl/bron", "title": "De | bron", "seen_on": "2025-01-02"}
    ],
    "checked_on": "2025-02-03",
    "confidence": "midden",
    "to_check_nl": "Kijk het jaar na.",
}
RULE: dict[str, Any] = {
    "id": "gemeentewet-150",
    "law_nl": "Gemeentewet",
    "article": "150",
    "subject_nl": "Inspraak",
    "rule_nl": "De raad maakt regels over inspraak.",
    "checked_on": "2025-02-03",
    "confidence": "hoog",
}


def make_person(role: str = "", email: str = "") -> Person:
    """Make a person, with a role in the team unless it is empty."""
    name = role or "geenrol"
    person = Person.objects.create_user(email or f"{name}@voorbeeld.nl", name=name.title())
    if role:
        team, _ = Organisation.objects.get_or_create(name="Team", defaults={"kind": "programme"})
        Membership.objects.create(person=person, organisation=team, role=role)
    return person


def content(slug: str = "proef-wijkraad", **changes: Any) -> dict[str, Any]:
    """Return the content of a case as the schema stores it."""
    return publishing.validated("case", {**copy.deepcopy(CASE), "id": slug, **changes})


def make_entry(kind: str, data: dict[str, Any], number: int = 1) -> Entry:
    """Make a published entry without a person behind it, as shipped content is."""
    clean = publishing.validated(kind, data)
    entry = Entry.objects.create(kind=kind, slug=clean["id"], title="x")
    Version.objects.create(
        entry=entry, number=number, state=State.PUBLISHED, origin="shipped", data=clean
    )
    publishing.show(entry, clean)
    return entry


@pytest.fixture(autouse=True)
def _fresh_cache() -> None:
    cache.clear()


@pytest.fixture
def people(db: None) -> dict[str, Person]:
    """One person of each role, and one without."""
    return {role or "none": make_person(role) for role in ("", *ROLES)}


@pytest.fixture
def client_of(people: dict[str, Person]) -> Callable[[str], Client]:
    """A browser of a role: ``anonymous``, ``none`` or a role."""

    def browser(role: str, **options: Any) -> Client:
        client = Client(**options)
        if role != "anonymous":
            client.force_login(people[role])
        return client

    return browser


@pytest.fixture
def entry(db: None) -> Entry:
    """A published case."""
    return make_entry("case", CASE)


@pytest.fixture
def draft(entry: Entry, people: dict[str, Person]) -> Version:
    """A draft of the editor on that case."""
    changed = {**entry.data, "lesson_nl": "Spreek af wie uitleg geeft."}
    return publishing.save_draft("case", entry.slug, changed, people["editor"], "korter", 1)


def post_of(form: Any, **changes: Any) -> dict[str, Any]:
    """Return what a browser would send for a form as it stands, with some fields changed."""
    found: dict[str, Any] = {}
    for field in form:
        value = field.field.prepare_value(field.value())
        if hasattr(field.field, "choices") and isinstance(value, list):
            value = [str(one) for one in value]
        found[field.html_name] = value
    counts = {name: str(len(rows)) for name, rows in _rows(form.nodes)}
    merged = {**found, **counts, **changes}
    return {name: value for name, value in merged.items() if value not in (None, False, [])}


def _rows(nodes: Any) -> Any:
    for node in nodes:
        if getattr(node, "count_name", ""):
            yield node.count_name, node.rows
        for row in getattr(node, "rows", []):
            yield from _rows(row.children)


@pytest.fixture
def make() -> Any:
    """The makers above, for tests: ``make.content``, ``make.entry``, ``make.person``, ``make.post``."""
    return SimpleNamespace(
        content=content, entry=make_entry, person=make_person, post=post_of, case=CASE, rule=RULE
    )
