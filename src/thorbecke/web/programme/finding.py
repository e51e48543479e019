"""Finding submissions for the desk: what was asked for, and the rows. Constant in queries."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet, TextField
from django.db.models.functions import Cast
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from thorbecke.knowledge import shipped
from thorbecke.web.programme.models import Door, Stage, Submission, Track
from thorbecke.web.programme.models.submission import WAITING

SOON = timedelta(days=7)
WAITS, ALL, DOUBT = "wacht", "alles", "twijfel"
STANDS = (
    (WAITS, _("Wacht op antwoord")),
    ("received", Stage.RECEIVED.label),
    ("triage", Stage.TRIAGE.label),
    ("assigned", Stage.ASSIGNED.label),
    ("answered", Stage.ANSWERED.label),
    ("withdrawn", Stage.WITHDRAWN.label),
    (DOUBT, _("Misschien reclame")),
    (ALL, _("Alles")),
)
SORTS = (("termijn", _("Minste dagen over")), ("nieuw", _("Nieuwste eerst")))
SUGGESTED = "voorstel-"


@dataclass(frozen=True)
class Asked:
    """What the address asks for; what it does not know is left out."""

    call: str = ""
    door: str = ""
    stand: str = WAITS
    track: str = ""
    person: str = ""
    theme: str = ""
    text: str = ""
    sort: str = "termijn"


def asked(query: QueryDict) -> Asked:
    """Read the query of an address."""

    def one(name: str, known: Collection[str], default: str = "") -> str:
        value = query.get(name, "")
        return value if value in known else default

    tracks = [*Track.values, "geen", *(SUGGESTED + value for value in Track.values)]
    return Asked(
        call=query.get("ronde", "")[:80],
        door=one("deur", Door.values),
        stand=one("stand", dict(STANDS), WAITS),
        track=one("spoor", tracks),
        person=query.get("wie", "")[:40],
        theme=one("thema", [theme.id for theme in shipped().themes]),
        text=query.get("q", "").replace("\x00", "").strip()[:100],
        sort=one("orde", dict(SORTS), "termijn"),
    )


def find(query: Asked, programmes: Collection[Any], me: Any) -> QuerySet[Submission]:
    """Return the submissions of these programmes that fit. Drafts are never among them."""
    rows = Submission.objects.filter(call__organisation__in=programmes)
    rows = _by_stand(rows.exclude(stage=Stage.DRAFT), query.stand)
    if query.call:
        rows = rows.filter(call__slug=query.call)
    if query.door:
        rows = rows.filter(door=query.door)
    if query.theme:
        rows = rows.annotate(theme_text=Cast("themes", TextField()))
        rows = rows.filter(theme_text__contains=f'"{query.theme}"')
    if query.text:
        rows = rows.filter(
            Q(title__icontains=query.text)
            | Q(reference__iexact=query.text)
            | Q(municipality__name__icontains=query.text)
        )
    rows = _by_person(_by_track(rows, query.track), query.person, me)
    if query.sort == "nieuw":
        return rows.order_by("-received_on", "-pk")
    return rows.order_by("due_on", "pk")


def _by_stand(rows: QuerySet[Submission], stand: str) -> QuerySet[Submission]:
    if stand == WAITS:
        return rows.filter(stage__in=WAITING, erased_at=None)
    if stand == DOUBT:
        return rows.filter(doubt=True)
    return rows if stand == ALL else rows.filter(stage=stand)


def _by_track(rows: QuerySet[Submission], track: str) -> QuerySet[Submission]:
    if track == "geen":
        return rows.filter(track="")
    if track.startswith(SUGGESTED):
        return rows.filter(suggested=track.removeprefix(SUGGESTED))
    return rows.filter(track=track) if track else rows


def _by_person(rows: QuerySet[Submission], person: str, me: Any) -> QuerySet[Submission]:
    if person == "mij":
        return rows.filter(assigned_to=me)
    if person == "niemand":
        return rows.filter(assigned_to=None)
    return rows


def numbers(programmes: Collection[Any], today: date) -> dict[str, int]:
    """Return how many wait, are late, are due within a week, and have nobody. One query."""
    rows = Submission.objects.filter(
        call__organisation__in=programmes, stage__in=WAITING, erased_at=None
    )
    found: dict[str, int] = rows.aggregate(
        waiting=Count("pk"),
        late=Count("pk", filter=Q(due_on__lt=today)),
        soon=Count("pk", filter=Q(due_on__range=(today, today + SOON))),
        free=Count("pk", filter=Q(assigned_to=None)),
    )
    return found


def left(submission: Submission, today: date) -> int | None:
    """Return how many days there are left to answer; negative when late; None when it is done."""
    if not submission.waits or submission.due_on is None:
        return None
    days: int = (submission.due_on - today).days
    return days
