"""The draw: fix the lottery, the ceremony on the big screen, the seated panel, replacement, tables."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from thorbecke.methods.sortition import targets
from thorbecke.methods.sortition.pool import WrongPool
from thorbecke.web.instruments.lottery import drawing, forms, results, seating, setting, words
from thorbecke.web.instruments.lottery.models import Candidate, Change, Draw
from thorbecke.web.participation import wording
from thorbecke.web.participation.access import act_view
from thorbecke.web.participation.console.views import page
from thorbecke.web.participation.models import Act, Phase, Result, Seed
from thorbecke.web.participation.permissions import may
from thorbecke.web.participation.record import phases, seed
from thorbecke.web.participation.record.locking import NotNow


@act_view("see_console")
def draw(request: HttpRequest, act: Act) -> HttpResponse:
    """Where the draw stands: fix the lottery, with what to look at first; then to the ceremony."""
    found = setting.draw_of(act)
    warnings: list[str] = []
    problem = ""
    if found.state != Draw.State.FIXED and act.phase in {Phase.OPEN, Phase.CLOSED}:
        try:
            pool = setting.pool(act, found)
        except WrongPool as wrong:
            problem = words.wrong_pool(wrong)
        else:
            facts = targets.warnings(pool, setting.rules(act).household)
            warnings = wording.sentences(
                [{"code": one.code, "values": dict(one.values)} for one in facts], {}
            )
    context = {
        "draw": found,
        "warnings": warnings,
        "problem": problem,
        "told": wording.sentences(found.found.get("facts", []), {}),
        "chart": results.histogram(found),
        "can_fix": act.phase == Phase.CLOSED and may(request.user, "draw_number", act),
        "can_draw": may(request.user, "draw_number", act) and found.state == Draw.State.FIXED,
    }
    template = "lottery/console/_draw.html" if request.headers.get("HX-Request") else ""
    return page(request, act, template or "lottery/console/draw.html", **context)


@act_view("draw_number")
@require_POST
def fix(request: HttpRequest, act: Act) -> HttpResponse:
    """Have the lottery computed and its hash published."""
    try:
        drawing.ask(act, request.user)
    except NotNow as reason:
        messages.error(request, str(reason))
    else:
        messages.success(request, _("De loterij wordt berekend."))
    return redirect("lottery:draw", act.slug)


@act_view("draw_number")
def ceremony(request: HttpRequest, act: Act) -> HttpResponse:
    """The big screen: the number goes in, the panel appears."""
    found = setting.draw_of(act)
    form = forms.Drawn(request.POST or None, label_suffix="")
    if request.method == "POST" and form.is_valid():
        try:
            seed.draw_number(act, request.user, form.cleaned_data["drawn"])
            phases.count_act(act, request.user)
        except NotNow as reason:
            form.add_error("drawn", str(reason))
        else:
            return redirect("lottery:ceremony", act.slug)
    result = Result.objects.filter(act=act).first()
    lots = Seed.objects.filter(act=act).first()
    members = seating.drawn(act, found, result)
    context = {
        "form": form,
        "draw": found,
        "people": len(found.pool["people"]) if found.pool else 0,
        "size": setting.size(act),
        "drawn": lots.drawn.split() if lots else [],
        "panel": members,
        "quotas": seating.quota_table(found.pool, members) if members else [],
        "number": result.counts[0]["outcome"]["drawn"]["number"] if result and members else 0,
    }
    response = page(request, act, "lottery/ceremony.html", **context)
    response.status_code = 422 if form.is_bound and form.errors else 200
    return response


@never_cache
@act_view("follow_up")
def panel(request: HttpRequest, act: Act) -> HttpResponse:
    """Who sits in the panel, with names while they are kept; fill the seats of who dropped out."""
    found, seats, changes = _seats(act)
    people = _people(act, seats)
    form = forms.Replace(
        [(one["number"], f"{one['number']} {one['name']}".strip()) for one in people],
        request.POST or None,
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            made = seating.replace(act, given["out"], given["drawn"], request.user)
        except NotNow as reason:
            form.add_error(None, str(reason))
        else:
            text = _("Vervangen. Nieuw in het panel: %(seated)s.")
            messages.success(request, text % {"seated": ", ".join(made.seated)})
            return redirect("lottery:panel", act.slug)
    context = {
        "form": form,
        "people": people,
        "changes": changes,
        "quotas": seating.quota_table(found.pool, seats),
        "tables_form": forms.Tables(label_suffix=""),
        "tables": _named(found, people),
    }
    response = page(request, act, "lottery/console/panel.html", **context)
    response.status_code = 422 if form.is_bound and form.errors else 200
    return response


@act_view("follow_up")
@require_POST
def tables(request: HttpRequest, act: Act) -> HttpResponse:
    """Divide the panel over tables."""
    found, seats, _changes = _seats(act)
    form = forms.Tables(request.POST, label_suffix="")
    if not form.is_valid() or form.cleaned_data["tables"] > len(seats):
        text = _("Kies 1 tot %(most)s tafels en 1 tot 20 rondes.")
        messages.error(request, text % {"most": len(seats)})
    else:
        given = form.cleaned_data
        seating.divide(act, found, seats, given["tables"], given["rounds"])
        messages.success(request, _("De tafels zijn verdeeld."))
    return redirect("lottery:panel", act.slug)


def _seats(act: Act) -> tuple[Draw, list[str], list[Change]]:
    found = setting.draw_of(act)
    changes = list(Change.objects.filter(act=act))
    first = seating.drawn(act, found, Result.objects.filter(act=act).first())
    return found, seating.panel(first, changes), changes


def _people(act: Act, seats: list[str]) -> list[dict[str, Any]]:
    rows = Candidate.objects.filter(act=act, number__in=seats).select_related("contact")
    found = []
    for one in rows:
        contact = getattr(one, "contact", None)
        found.append(
            {
                "number": one.number,
                "name": contact.name if contact else "",
                "reach": " ".join(filter(None, (contact.email, contact.phone))) if contact else "",
                "answers": list(one.answers.items()),
            }
        )
    return found


def _named(draw: Draw, people: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the tables with a name for every number, where it is kept."""
    names = {one["number"]: one["name"] or one["number"] for one in people}
    rounds = [
        [[names.get(number, number) for number in table] for table in one]
        for one in draw.tables.get("rounds", [])
    ]
    return {**draw.tables, "rounds": rounds} if rounds else {}
