"""The list of submissions, by days left or newest first, and the same list as a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from thorbecke.formats.tables import csv_lines
from thorbecke.knowledge import shipped
from thorbecke.web.core.paging import paged
from thorbecke.web.programme import finding
from thorbecke.web.programme.access import team
from thorbecke.web.programme.doors import ROLES
from thorbecke.web.programme.finding import Asked
from thorbecke.web.programme.models import Call, Door, State, Submission, Track
from thorbecke.web.programme.permissions import programmes

MOST_CALLS = 100
TONES = {"late": "red", "soon": "amber", "": "neutral"}


@never_cache
@require_safe
@team
def desk(request: HttpRequest) -> HttpResponse:
    """The submissions of one's programmes. At most ten queries, however many there are."""
    today = timezone.localdate()
    mine = programmes(request.user)
    asked = finding.asked(request.GET)
    rows = finding.find(asked, mine, request.user).select_related(
        "call", "municipality", "assigned_to"
    )
    page = paged(request, rows.defer("challenge", "answers"))
    context = {
        "page": page,
        "rows": [row(one, today) for one in page],
        "asked": asked,
        "facets": facets(asked, mine),
        "sorts": finding.SORTS,
        "numbers": finding.numbers(mine, today),
        "query": request.GET.urlencode(),
        "filtered": asked != Asked(),
    }
    return render(request, "programme/desk/list.html", context)


def row(submission: Submission, today: date) -> dict[str, Any]:
    """Return what the list shows of one submission."""
    days = finding.left(submission, today)
    return {"one": submission, "tags": [tag for tag in (term(days), doubt(submission)) if tag]}


def term(days: int | None) -> dict[str, str] | None:
    """Return how many days there are left, as a badge with words."""
    if days is None:
        return None
    if days < 0:
        words = _("1 dag te laat") if days == -1 else _("%(n)s dagen te laat") % {"n": -days}
        return {"label": words, "tone": "red"}
    if days == 0:
        return {"label": _("Vandaag"), "tone": "amber"}
    words = _("Nog 1 dag") if days == 1 else _("Nog %(n)s dagen") % {"n": days}
    return {"label": words, "tone": "amber" if days <= finding.SOON.days else "neutral"}


def doubt(submission: Submission) -> dict[str, str] | None:
    """Return a badge for what looks like advertising."""
    return {"label": _("Misschien reclame"), "tone": "amber"} if submission.doubt else None


def facets(asked: Asked, mine: Any) -> list[dict[str, Any]]:
    """Return the filters with their values. One query."""
    rounds = Call.objects.filter(organisation__in=mine).exclude(state=State.CONCEPT)
    tracks = [
        *Track.choices,
        ("geen", _("Nog geen spoor")),
        *(
            (finding.SUGGESTED + value, _("Voorstel: %(track)s") % {"track": label})
            for value, label in Track.choices
        ),
    ]
    themes = [(theme.id, theme.title_nl) for theme in shipped().themes]
    persons = [("mij", _("Voor mij")), ("niemand", _("Nog voor niemand"))]
    calls = list(rounds.values_list("slug", "title")[:MOST_CALLS])
    return [
        _facet("stand", _("Stand"), finding.STANDS, asked.stand, all_too=False),
        _facet("wie", _("Voor wie"), persons, asked.person),
        _facet("spoor", _("Spoor"), tracks, asked.track),
        _facet("deur", _("Deur"), Door.choices, asked.door),
        _facet("thema", _("Thema"), themes, asked.theme),
        _facet("ronde", _("Ronde"), calls, asked.call),
    ]


def _facet(name: str, label: str, values: Any, chosen: str, all_too: bool = True) -> dict[str, Any]:
    return {"name": name, "label": label, "values": values, "chosen": chosen, "all": all_too}


@never_cache
@require_safe
@team
def export(request: HttpRequest) -> StreamingHttpResponse:
    """The rows of the list as a file for a spreadsheet, line by line; no cell is run as a formula."""
    found = finding.find(finding.asked(request.GET), programmes(request.user), request.user)
    rows = found.select_related("call", "municipality", "assigned_to")
    lines = csv_lines(_columns(), _cells(rows))
    response = StreamingHttpResponse(
        (line.encode() for line in lines), content_type="text/csv; charset=utf-8"
    )
    name = f"aanmeldingen-{timezone.localdate().isoformat()}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _columns() -> list[str]:
    return [
        _("nummer"),
        _("ronde"),
        _("deur"),
        _("stand"),
        _("titel"),
        _("opgave"),
        _("thema's"),
        _("gemeente"),
        _("organisatie"),
        _("naam"),
        _("e-mailadres"),
        _("rol"),
        _("voorstel"),
        _("spoor"),
        _("voor wie"),
        _("ontvangen op"),
        _("antwoord uiterlijk"),
        _("beantwoord op"),
    ]


def _cells(rows: QuerySet[Submission]) -> Iterator[list[str]]:
    themes = {theme.id: theme.title_nl for theme in shipped().themes}
    tracks, roles = dict(Track.choices), dict(ROLES)
    for one in rows.iterator(chunk_size=500):
        yield [
            one.reference,
            one.call.title,
            str(one.get_door_display()),
            str(one.get_stage_display()),
            one.title,
            one.challenge,
            "; ".join(themes.get(name, name) for name in one.themes),
            one.municipality.name if one.municipality else "",
            one.works_for,
            one.name,
            one.email,
            str(roles.get(one.role, "")) if one.role else "",
            str(tracks.get(one.suggested, "")),
            str(tracks.get(one.track, "")),
            str(one.assigned_to) if one.assigned_to else "",
            one.received_on.isoformat() if one.received_on else "",
            one.due_on.isoformat() if one.due_on else "",
            timezone.localdate(one.answered_at).isoformat() if one.answered_at else "",
        ]
