"""What content points to must be there: entries by their address, municipalities by their name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from thorbecke.web.library.desk.words import REFERENCES
from thorbecke.web.library.models import Entry
from thorbecke.web.people.models import Municipality

Place = tuple[Any, ...]
Missing = list[tuple[Place, str]]


def missing(content: dict[str, Any]) -> Missing:
    """Return the place and a message for each address or name that leads nowhere."""
    return missing_in([content])[0]


def missing_in(contents: list[dict[str, Any]]) -> list[Missing]:
    """The same for many pieces of content. One query per kind asked for, one for municipalities."""
    places = _unknown_municipalities(contents)
    return [a + b for a, b in zip(_unknown_entries(contents), places, strict=True)]


def _unknown_entries(contents: list[dict[str, Any]]) -> list[Missing]:
    found = [list(_references(content)) for content in contents]
    wanted: dict[str, set[str]] = {}
    for place_kind_slug in (one for rows in found for one in rows):
        wanted.setdefault(place_kind_slug[1], set()).add(place_kind_slug[2])
    known = {(kind, slug) for kind, slugs in wanted.items() for slug in _known(kind, slugs)}
    text = _("“%(slug)s” bestaat niet in de bibliotheek.")
    return [
        [(place, text % {"slug": slug}) for place, kind, slug in rows if (kind, slug) not in known]
        for rows in found
    ]


def _unknown_municipalities(contents: list[dict[str, Any]]) -> list[Missing]:
    """Nothing is wrong while no municipality was loaded: then there is nothing to compare with."""
    named = [_municipalities(content) for content in contents]
    known = set(Municipality.objects.values_list("name", flat=True)) if any(named) else set()
    text = _("“%(name)s” is geen gemeente zoals het CBS die nu schrijft.")
    return [
        [(place, text % {"name": name}) for place, name in rows if known and name not in known]
        for rows in named
    ]


def _municipalities(content: dict[str, Any]) -> list[tuple[Place, str]]:
    found = [(("other_municipalities",), name) for name in content.get("other_municipalities", [])]
    own = content.get("municipality")
    return [(("municipality",), own), *found] if own else found


def _known(kind: str, slugs: set[str]) -> Iterator[str]:
    """Return the addresses that exist; asks in parts, because a database limits its parameters."""
    asked = sorted(slugs)
    for start in range(0, len(asked), 500):
        part = asked[start : start + 500]
        yield from Entry.objects.filter(kind=kind, slug__in=part).values_list("slug", flat=True)


def _references(content: dict[str, Any], place: Place = ()) -> Iterator[tuple[Place, str, str]]:
    for name, value in content.items():
        here = (*place, name)
        if name in REFERENCES and isinstance(value, list):
            yield from ((here, REFERENCES[name], slug) for slug in value)
        elif isinstance(value, list):
            for index, row in enumerate(value):
                if isinstance(row, dict):
                    yield from _references(row, (*here, index))
