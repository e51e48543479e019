"""Two organisations, and somebody with each role in the other one: for the sweep over all addresses.

Each app has a module in this folder (any name) with up to five of these:

- ``make(world) -> {name of an address: its arguments}``: addresses of things of organisation A. Nobody of
  another organisation may open them, whatever her role, with GET or POST.
- ``OPEN = {name: why}``: addresses that anybody may open, or that the link itself opens.
- ``OWN = {name: why}``: addresses that show somebody only what is her own; nothing of A may be on them.
- ``ABSENT = {name: why}``: private addresses that the organisation itself does not find either, for now.
- ``STAFF = {name: roles}``: addresses of things that belong to no organisation, and the roles that may.

A new address that stands in none of them fails the sweep.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any

from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from people_places import municipality
from thorbecke.web.people.models import Membership, Organisation, Person, Role

SECRET = "Geheim-van-A"
NOBODY = "nobody"


@dataclass
class World:
    """``here``: organisation A, with ``insider`` in it. ``browsers``: one for each role elsewhere."""

    here: Organisation
    there: Organisation
    insider: Person
    browsers: dict[str, Client] = field(default_factory=dict)


def build() -> World:
    """Make both organisations and their people."""
    here, there = (
        Organisation.objects.create(
            kind=Organisation.Kind.MUNICIPALITY, name=name, municipality=municipality(code, place)
        )
        for name, code, place in (
            (f"Gemeente {SECRET}", "GM9001", "Astad"),
            ("Gemeente Bstad", "GM9002", "Bstad"),
        )
    )
    insider = Person.objects.create_user("binnen@voorbeeld.invalid", name=f"Noor {SECRET}")
    for role in Role.values:
        Membership.objects.create(person=insider, organisation=here, role=role)
    world = World(here, there, insider)
    world.browsers[NOBODY] = Client()
    for role in Role.values:
        person = Person.objects.create_user(f"{role}@voorbeeld.invalid", name=role)
        Membership.objects.create(person=person, organisation=there, role=role)
        world.browsers[role] = Client()
        world.browsers[role].force_login(person)
    return world


def modules() -> list[ModuleType]:
    """Return the modules of the apps."""
    import isolation

    names = (found.name for found in pkgutil.iter_modules(isolation.__path__))
    return [importlib.import_module(f"isolation.{name}") for name in names if name != "world"]


def listed(kind: str) -> dict[str, Any]:
    """Return what all modules list under one word."""
    found: dict[str, Any] = {}
    for module in modules():
        found |= getattr(module, kind, {})
    return found


def made(world: World) -> dict[str, dict[str, Any]]:
    """Make everything of organisation A; return the address of each private page."""
    found: dict[str, dict[str, Any]] = {}
    for module in modules():
        if make := getattr(module, "make", None):
            found |= make(world)
    return found


def addresses() -> Iterator[tuple[str, bool]]:
    """Yield the name of every address of the site, and whether it takes arguments."""
    yield from _walk(get_resolver(), ())


def _walk(resolver: Any, spaces: tuple[str, ...]) -> Iterator[tuple[str, bool]]:
    for one in resolver.url_patterns:
        if isinstance(one, URLPattern):
            takes = bool(one.pattern.regex.groups)
            yield ":".join((*spaces, one.name or str(one.pattern))), takes
        else:
            yield from _walk(one, (*spaces, one.namespace) if one.namespace else spaces)


def address(name: str, arguments: dict[str, Any] | None = None) -> str:
    """Return the address itself."""
    return str(reverse(name, kwargs=arguments or {}))
