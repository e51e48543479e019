"""The list of the experiments of one's organisations, and starting one."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from thorbecke.web.core.paging import paged
from thorbecke.web.experiments import starting
from thorbecke.web.experiments.access import reader, staff
from thorbecke.web.experiments.forms import StartForm
from thorbecke.web.experiments.models import Experiment, Match
from thorbecke.web.experiments.permissions import OFFER, READ, START
from thorbecke.web.experiments.views.desk.common import WRONG
from thorbecke.web.people.models import Organisation


@reader
def home(request: HttpRequest) -> HttpResponse:
    """All experiments of the organisations in which this person has a role."""
    text = request.GET.get("q", "").replace("\x00", "").strip()[:100]
    held = request.user.organisations(READ)
    found = Experiment.objects.filter(organisation__in=held).select_related("organisation")
    if text:
        found = found.filter(title__icontains=text)
    context = {
        "page": paged(request, found.defer("design", "challenge")),
        "text": text,
        "may_start": bool(request.user.roles & START),
        "may_offer": bool(request.user.roles & OFFER),
        "asked": _asked(request),
    }
    return render(request, "experiments/desk/home.html", context)


def _asked(request: HttpRequest) -> int:
    """Return how many questions for support wait for an answer of this person's organisations."""
    mine = request.user.organisations(OFFER)
    waiting = Match.objects.filter(state=Match.State.ASKED, offer__organisation__in=mine)
    return waiting.count() if mine else 0


@staff(START)
def new(request: HttpRequest) -> HttpResponse:
    """Start an experiment that comes from no design, atelier or submission."""
    mine = Organisation.objects.filter(pk__in=request.user.organisations(START)).order_by("name")
    form = StartForm(mine, request.POST or None)
    if request.method == "POST" and form.is_valid():
        given: dict[str, Any] = dict(form.cleaned_data)
        found = starting.start(given.pop("organisation"), request.user, **given)
        return redirect("experiments:overview", found.slug)
    code = WRONG if form.is_bound else 200
    return render(request, "experiments/desk/new.html", {"form": form}, status=code)
