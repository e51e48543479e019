"""Acts of participation in an experiment: start one, and take its figures over."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from thorbecke.web.experiments import acts as linked
from thorbecke.web.experiments.access import desk
from thorbecke.web.experiments.models import Experiment
from thorbecke.web.experiments.permissions import may
from thorbecke.web.experiments.views.desk.common import back, page
from thorbecke.web.participation import instruments
from thorbecke.web.participation.models import Act
from thorbecke.web.participation.permissions import ORGANISE


@desk("see", "start_act")
def acts(request: HttpRequest, experiment: Experiment) -> HttpResponse:
    """The acts, and a button for each instrument."""
    held = request.user.roles_in(experiment.organisation_id)
    organises = bool(held & ORGANISE)
    if request.method == "POST":
        name = request.POST.get("instrument", "")
        if not organises or instruments.get(name) is None:
            raise PermissionDenied
        act = linked.start(experiment, name, request.user)
        return redirect("participation:overview", act.slug)
    context = {
        "acts": linked.of(experiment),
        "instruments": instruments.all_instruments(),
        "may_start": organises and may(request.user, "start_act", experiment),
        "organises": organises,
    }
    return page(request, experiment, "acts.html", **context)


@desk("observe")
def take_over(request: HttpRequest, experiment: Experiment, pk: str) -> HttpResponse:
    """Put turnout and ballots of a published act with the indicators."""
    act = get_object_or_404(Act, pk=pk, of_experiment__experiment=experiment)
    if request.method != "POST":
        return redirect("experiments:acts", experiment.slug)
    made = linked.take_over(experiment, act, request.user)
    if not made:
        wrong = _("Deze cijfers staan er al, of er is nog geen uitslag.")
        return back(request, "acts", experiment.slug, wrong=wrong)
    done = ngettext("%(n)s meting overgenomen.", "%(n)s metingen overgenomen.", made)
    return back(request, "observations", experiment.slug, done=done % {"n": made})
