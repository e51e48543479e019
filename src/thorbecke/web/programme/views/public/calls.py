"""The call: what is open now, the earlier rounds, and one round with its four doors."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from thorbecke.web.core import richtext
from thorbecke.web.programme import calls as rounds
from thorbecke.web.programme import choosing
from thorbecke.web.programme.doors import ENTRANCES
from thorbecke.web.programme.models import Call, Door, State
from thorbecke.web.programme.models.submission import DONE
from thorbecke.web.programme.permissions import programmes
from thorbecke.web.programme.views.public.common import draft_of, shown_call

PER_PAGE = 20


@require_safe
def calls(request: HttpRequest) -> HttpResponse:
    """The rounds that are open, with their doors, and all others."""
    shown = rounds.open_calls()
    others = Call.objects.exclude(state=State.CONCEPT).exclude(pk__in=[one.pk for one in shown])
    page = Paginator(others.only("slug", "title", "state", "opens_on", "closes_on"), PER_PAGE)
    context = {
        "open": [(call, richtext.paragraphs(call.text), doors(call)) for call in shown],
        "page": page.get_page(request.GET.get("page")),
        "draft": draft_of(request),
        "team": bool(programmes(request.user)),
    }
    return render(request, "programme/public/calls.html", context)


@require_safe
def call(request: HttpRequest, slug: str) -> HttpResponse:
    """One round: its text, its doors while it is open, its themes, and what came of it."""
    found = shown_call(slug)
    context = {
        "call": found,
        "text": richtext.paragraphs(found.text),
        "answer": richtext.paragraphs(found.answer),
        "themes": rounds.theme_titles(found.themes),
        "doors": doors(found) if found.accepts else [],
        "draft": draft_of(request),
        "choice": choosing.of(found),
        "figures": figures(found) if found.state != State.OPEN else [],
    }
    return render(request, "programme/public/call.html", context)


def doors(call: Call) -> list[dict[str, Any]]:
    """Return the four doors of a round as cards."""
    return [
        {
            "title": one.door.label,
            "text": one.text,
            "url": reverse("programme:door", args=[call.slug, one.slug]),
            "minutes": 2 if one.door == Door.QUESTION else 5,
        }
        for one in ENTRANCES
    ]


def figures(call: Call) -> list[tuple[Any, int]]:
    """Return how many came in by each door. One query."""
    rows = call.submissions.filter(stage__in=DONE).order_by().values_list("door")
    numbers = dict(rows.annotate(number=Count("pk")))
    return [(label, numbers.get(value, 0)) for value, label in Door.choices]
