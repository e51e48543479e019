"""Finding a municipality by a name that people use, and putting names in Dutch order."""

from __future__ import annotations

from collections.abc import Iterable

from thorbecke.web.library.law.narrowing import matches, plain
from thorbecke.web.people.models import Municipality


def order(name: str) -> str:
    """Return the sort key of a name: ``'s-Gravenhage`` stands under the G, as in an atlas."""
    return plain(name).removeprefix("'s-").removeprefix("'t ")


def initial(name: str) -> str:
    """Return the capital under which a name stands."""
    return order(name)[:1].upper()


def found(
    places: Iterable[Municipality], query: str = "", province: str = ""
) -> list[Municipality]:
    """Return the municipalities whose name or alias has all words of ``query``, by name.

    ``aliases`` holds former and popular names, so Den Haag finds 's-Gravenhage. O(municipalities).
    """
    hits = [
        place
        for place in places
        if province in {"", place.province} and matches(f"{place.name} {place.aliases}", query)
    ]
    return sorted(hits, key=lambda place: order(place.name))
