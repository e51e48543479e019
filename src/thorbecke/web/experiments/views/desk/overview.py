"""Where an experiment stands: its facts, its road, whether it is public."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thorbecke.web.experiments import acts, editing, moving
from thorbecke.web.experiments.access import desk
from thorbecke.web.experiments.forms import ExperimentForm, StepForm
from thorbecke.web.experiments.models import Experiment, Phase
from thorbecke.web.experiments.views.desk.common import WRONG, back, page
from thorbecke.web.experiments.words import choices_of, theme_tags, verdict_of

ROAD = (Phase.IDEA, Phase.DESIGN, Phase.DECISION, Phase.RUNNING, Phase.EVALUATION)


@desk("see")
def overview(request: HttpRequest, experiment: Experiment) -> HttpResponse:
    """Facts, road, acts. At most eight queries of its own."""
    last = Phase.STOPPED if experiment.phase == Phase.STOPPED else Phase.ANCHORED
    road = [*ROAD, last]
    context = {
        "road": [phase.label for phase in road],
        "place": road.index(Phase(experiment.phase)) + 1,
        "steps": list(experiment.steps.select_related("person").order_by("-on", "-made_at")[:50]),
        "themes": theme_tags(experiment.themes),
        "choices": choices_of(experiment.design),
        "verdict": verdict_of(experiment.design),
        "acts": acts.of(experiment),
        "followers": experiment.followers.exclude(confirmed_at=None).count(),
    }
    return page(request, experiment, "overview.html", **context)


@desk("edit")
def edit(request: HttpRequest, experiment: Experiment) -> HttpResponse:
    """Change title, challenge, themes, place and contacts."""
    form = ExperimentForm(request.POST or None, instance=experiment)
    return editing.handle(
        request,
        form,
        lambda context: page(request, experiment, "edit.html", **context),
        reverse("experiments:overview", args=[experiment.slug]),
    )


@desk("move")
def step(request: HttpRequest, experiment: Experiment) -> HttpResponse:
    """Take a step to another phase, with a day and a reason."""
    form = StepForm(moving.choices(experiment), request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            moving.move(experiment, given["after"], request.user, given["on"], given["reason"])
        except moving.NotNow as why:
            form.add_error(None, str(why))
        else:
            return back(request, "overview", experiment.slug, done=_("De stap is gezet."))
    code = WRONG if form.is_bound else 200
    return page(request, experiment, "step.html", code, form=form)


@desk("publish")
@require_POST
def publish(request: HttpRequest, experiment: Experiment) -> HttpResponse:
    """Make the experiment public, or private again."""
    public = request.POST.get("openbaar") == "ja"
    moving.make_public(experiment, public)
    done = _("Het experiment is nu openbaar.") if public else _("Het experiment is weer besloten.")
    return back(request, "overview", experiment.slug, done=done)


@desk("delete")
def delete(request: HttpRequest, experiment: Experiment) -> HttpResponse:
    """Delete an experiment that never started; ask first."""
    if request.method != "POST":
        return page(request, experiment, "delete.html")
    experiment.delete()
    messages.success(request, _("Verwijderd."))
    return redirect("experiments:home")
