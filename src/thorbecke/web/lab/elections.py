"""The council elections that the lab knows: those that we ship and those that the operator took in."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from thorbecke.formats.kiesraad import Council, ResultsError, load_store
from thorbecke.knowledge import shipped
from thorbecke.knowledge.councils import councils
from thorbecke.knowledge.schema import Source

STORE = "councils.json"


def key_of(council: Council) -> str:
    """Return what names an election in an address: "GM1979-2026-03-18"."""
    return f"{council.code}-{council.date.isoformat() if council.date else 'onbekend'}"


def label_of(council: Council) -> str:
    """Return municipality and day as a reader sees them."""
    return (
        f"{council.municipality} ({council.date:%d-%m-%Y})"
        if council.date
        else council.municipality
    )


def known() -> Mapping[str, Council]:
    """Return all known elections that have a number of seats, by key, in the order of their names.

    The operator's file is read again when it changed; a file that can't be read adds nothing.
    """
    path = Path(settings.VAR_DIR) / STORE
    try:
        stamp = path.stat().st_mtime_ns
    except OSError:
        stamp = 0
    return _known(str(path), stamp)


@lru_cache(maxsize=2)
def _known(path: str, stamp: int) -> Mapping[str, Council]:
    try:
        own = load_store(Path(path)) if stamp else ()
    except ResultsError:
        own = ()
    found = {key_of(one): one for one in own if one.seats}
    found |= {key_of(one): one for one in councils(shipped().council_elections)}
    return dict(sorted(found.items(), key=lambda item: (item[1].municipality, item[0])))


def sources(council: Council) -> tuple[Source, ...]:
    """Return where a shipped result was read; nothing for another one."""
    for election in shipped().council_elections:
        if (election.code, election.election) == (council.code, council.date):
            return tuple(election.sources)
    return ()


def seats_known(code: str, day: object) -> int | None:
    """Return the council seats of a municipality at its last election, if that was on this day."""
    for place in shipped().municipalities:
        if place.code == code and place.seats_election == day:
            return place.council_seats
    return None


def inhabitants_of(code: str) -> int | None:
    """Return how many people live in a municipality, as CBS counted last; None when not known."""
    found = (place.inhabitants for place in shipped().municipalities if place.code == code)
    return next(found, None)
