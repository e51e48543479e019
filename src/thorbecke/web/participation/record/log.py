"""The public log of an act: each step of the organiser, chained by hash. Never anything about a ballot."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from django.db import IntegrityError, transaction

from thorbecke.records.chain import START, Entry
from thorbecke.web.participation.models import Act, LogEntry, Phase
from thorbecke.web.participation.permissions import role_of

TRIES = 20
SYSTEM = "system"
FIXED_ACTIONS = frozenset({"edit", "delete"})


def append(act: Act, kind: str, person: Any, values: Mapping[str, Any] | None = None) -> LogEntry:
    """Add an entry, within the caller's transaction: it is there when the step is, or not at all.

    ``person``: who did it; the log tells the role only. None for what the site does by itself.
    ``values``: whole numbers and texts, public; never a name, a code or anything about a ballot.
    Two steps at the same moment both get in, one after the other. Raises ``NotCanonical``.
    """
    by = role_of(person, act) if person is not None else SYSTEM
    for attempt in range(TRIES):
        last = LogEntry.objects.filter(act=act).order_by("-number").first()
        number, previous = (last.number + 1, last.hash) if last else (1, START)
        entry = Entry(number, _now(), kind, by, dict(values or {}), previous)
        try:
            with transaction.atomic():
                return LogEntry.objects.create(
                    act=act, person=person, hash=entry.hash, **_columns(entry)
                )
        except IntegrityError:
            if attempt + 1 == TRIES:
                raise
    raise AssertionError("unreachable")


def refused(act: Act, person: Any, action: str) -> None:
    """Tell in the public log that somebody tried to change what is fixed since the act opened."""
    if act.phase != Phase.PREPARE and action in FIXED_ACTIONS:
        append(act, "refused", person, {"action": action})


def rows(act: Act) -> list[dict[str, Any]]:
    """Return the log as it stands in a bundle: oldest first, without who."""
    return [as_data(entry) for entry in LogEntry.objects.filter(act=act).order_by("number")]


def as_data(entry: LogEntry) -> dict[str, Any]:
    """Return an entry as it is published."""
    return {
        "number": entry.number,
        "at": entry.at,
        "kind": entry.kind,
        "by": entry.by,
        "values": entry.values,
        "previous": entry.previous,
        "hash": entry.hash,
    }


def last_of(act: Act, kind: str) -> LogEntry | None:
    """Return the latest entry of a kind."""
    return LogEntry.objects.filter(act=act, kind=kind).order_by("-number").first()


def _columns(entry: Entry) -> dict[str, Any]:
    found = {name: getattr(entry, name) for name in ("number", "at", "kind", "by", "previous")}
    return {**found, "values": dict(entry.values)}


def _now() -> str:
    """The time in UTC, to the minute: nobody's hand is that slow, and no ballot is in the log."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%MZ")
