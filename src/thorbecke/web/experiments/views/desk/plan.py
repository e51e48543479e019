"""The plan of measurement: writing it, picking indicators, fixing it, adding to it."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thorbecke.knowledge import measuring
from thorbecke.web.experiments import editing, planning
from thorbecke.web.experiments.access import desk
from thorbecke.web.experiments.forms import (
    AdditionForm,
    IndicatorForm,
    OwnIndicatorForm,
    PlanForm,
)
from thorbecke.web.experiments.models import Experiment, Indicator
from thorbecke.web.experiments.permissions import may
from thorbecke.web.experiments.views.desk.common import WRONG, back, page


@desk("see", "plan")
def plan(request: HttpRequest, experiment: Experiment) -> HttpResponse:
    """The plan; a form while it can still change, and otherwise what was fixed."""
    found = planning.plan_of(experiment)
    indicators = list(experiment.indicators.all())
    if experiment.plan_hash:
        if request.method == "POST":
            return back(request, "plan", experiment.slug, wrong=_("Het plan ligt al vast."))
        return page(request, experiment, "plan_fixed.html", **_fixed(experiment, found, indicators))
    form = PlanForm(request.POST or None, instance=found)
    if not may(request.user, "plan", experiment):
        for field in form.fields.values():
            field.disabled = True
    more = {
        "indicators": indicators,
        "problems": planning.problems(found, indicators),
        "plan": found,
    }
    return editing.handle(
        request,
        form,
        lambda context: page(request, experiment, "plan.html", **more, **context),
        reverse("experiments:plan", args=[experiment.slug]),
    )


def _fixed(experiment: Experiment, found: Any, indicators: list[Indicator]) -> dict[str, Any]:
    return {
        "plan": found,
        "indicators": indicators,
        "holds": planning.holds(experiment, found, indicators),
        "additions": list(experiment.additions.all()),
        "form": AdditionForm(),
    }


@desk("add_to_plan")
def choose(request: HttpRequest, experiment: Experiment) -> HttpResponse:
    """Pick one of the core indicators."""
    if request.method == "POST":
        try:
            values = planning.of_core(request.POST.get("kern", ""))
            made = planning.add(experiment, values, request.POST.get("reden", "")[:500])
        except planning.NotNow as why:
            return back(request, "choose_indicator", experiment.slug, wrong=why)
        where = ("observations", experiment.slug) if made.late else _next(experiment, made)
        return back(request, *where, done=_("Toegevoegd."))
    taken = set(experiment.indicators.values_list("core", flat=True))
    rows = [{"one": one, "taken": one.id in taken} for one in measuring.indicators()]
    return page(request, experiment, "choose.html", rows=rows)


def _next(experiment: Experiment, made: Indicator) -> tuple[Any, ...]:
    return "indicator", experiment.slug, made.pk


@desk("add_to_plan")
def own(request: HttpRequest, experiment: Experiment) -> HttpResponse:
    """Add an indicator of one's own."""
    form = OwnIndicatorForm(bool(experiment.plan_hash), request.POST or None)
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        try:
            planning.add(experiment, values, values.pop("reason", ""))
        except planning.NotNow as why:
            form.add_error(None, str(why))
        else:
            return back(request, "plan", experiment.slug, done=_("Toegevoegd."))
    code = WRONG if form.is_bound else 200
    return page(request, experiment, "own.html", code, form=form)


@desk("plan")
def indicator(request: HttpRequest, experiment: Experiment, pk: str) -> HttpResponse:
    """Change an indicator of a plan that is not fixed yet."""
    found = _open(experiment, pk)
    more = {"indicator": found, "core": measuring.indicator(found.core)}
    return editing.handle(
        request,
        IndicatorForm(request.POST or None, instance=found),
        lambda context: page(request, experiment, "indicator.html", **more, **context),
        reverse("experiments:plan", args=[experiment.slug]),
    )


@desk("plan")
@require_POST
def remove(request: HttpRequest, experiment: Experiment, pk: str) -> HttpResponse:
    """Take an indicator out of a plan that is not fixed yet."""
    _open(experiment, pk).delete()
    return back(request, "plan", experiment.slug, done=_("Weggehaald."))


def _open(experiment: Experiment, pk: str) -> Indicator:
    found: Indicator = get_object_or_404(Indicator, pk=pk, experiment=experiment)
    if found.fixed_at is not None:
        raise PermissionDenied
    return found


@desk("fix_plan")
def fix(request: HttpRequest, experiment: Experiment) -> HttpResponse:
    """Ask once more, then fix the plan."""
    if request.method != "POST":
        found = planning.plan_of(experiment)
        missing = planning.problems(found, list(experiment.indicators.all()))
        return page(request, experiment, "fix.html", problems=missing)
    try:
        planning.fix(experiment)
    except planning.NotNow as why:
        return back(request, "plan", experiment.slug, wrong=why)
    return back(request, "plan", experiment.slug, done=_("Het meetplan ligt vast."))


@desk("add_to_plan")
@require_POST
def add(request: HttpRequest, experiment: Experiment) -> HttpResponse:
    """Add a text to a plan that is fixed; what was there stays."""
    form = AdditionForm(request.POST)
    if not experiment.plan_hash or not form.is_valid():
        wrong = _("Vul de aanvulling in en zeg waarom.")
        return back(request, "plan", experiment.slug, wrong=wrong)
    form.instance.experiment, form.instance.person = experiment, request.user
    form.save()
    return back(request, "plan", experiment.slug, done=_("Toegevoegd."))
