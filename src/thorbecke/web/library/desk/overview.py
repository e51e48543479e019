"""The lists on the front page of the desk. Each is one query and shows at most ten rows."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.cache import cache
from django.db.models import QuerySet

from thorbecke.web.library.desk import reports
from thorbecke.web.library.models import Entry, Kind, State, Version
from thorbecke.web.people.models import Person

SHOWN = 10
# Two lists sort on a value inside the content; that reads every row, so we keep them a while.
KEPT_SECONDS = 300


def lists(person: Person) -> dict[str, Any]:
    """Return everything that the front page shows to this person."""
    return {
        "drafts": _versions(State.DRAFT).filter(made_by=person)[:SHOWN],
        "rejected": _versions(State.REJECTED).filter(made_by=person)[:SHOWN],
        "waiting": _versions(State.REVIEW).order_by("made_on")[:SHOWN],
        "published": _versions(State.PUBLISHED)[:SHOWN],
        "report_counts": reports.counts(),
        "oldest": cache.get_or_set("desk.oldest", _oldest, KEPT_SECONDS),
        "to_check": cache.get_or_set("desk.to_check", _to_check, KEPT_SECONDS),
    }


def _versions(state: State) -> QuerySet[Version]:
    found = Version.objects.filter(state=state).select_related("entry", "made_by")
    return found.defer("data", "entry__data").order_by("-made_on")


def _oldest() -> list[Entry]:
    dated = (Kind.CASE, Kind.SCENARIO, Kind.RULE, Kind.BILL, Kind.INSTRUMENT)
    found = Entry.objects.filter(kind__in=dated, data__isnull=False)
    oldest = list(found.order_by("data__checked_on", "title")[:SHOWN])
    for entry in oldest:
        entry.checked_on = date.fromisoformat(entry.data["checked_on"])
    return oldest


def _to_check() -> list[Entry]:
    found = Entry.objects.filter(kind=Kind.CASE, data__isnull=False)
    found = found.exclude(data__to_check_nl=None)
    return list(found.order_by("title")[:SHOWN])
