"""The survey of four roles at the desk: open a round, hand out its links, close it, use what it gave."""

from __future__ import annotations

from django.conf import settings
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from thorbecke.web.core.paging import paged
from thorbecke.web.experiments import surveying
from thorbecke.web.experiments.access import desk
from thorbecke.web.experiments.forms import SurveyForm
from thorbecke.web.experiments.models import Experiment, Role, Survey
from thorbecke.web.experiments.views.desk.common import WRONG, back, page


@desk("see", "survey")
def surveys(request: HttpRequest, experiment: Experiment) -> HttpResponse:
    """The rounds, and a form for another one."""
    form = SurveyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = surveying.open_survey(experiment, form.cleaned_data["moment"])
        except surveying.NotNow as why:
            form.add_error(None, str(why))
        else:
            return back(request, "survey", experiment.slug, made.pk, done=_("Geopend."))
    rows = paged(
        request, experiment.surveys.annotate(total=Count("answers")).order_by("-opened_at")
    )
    code = WRONG if form.is_bound else 200
    return page(request, experiment, "surveys.html", code, form=form, page=rows)


@desk("see")
def survey(request: HttpRequest, experiment: Experiment, pk: str) -> HttpResponse:
    """One round: the links while it is open, the results once it is closed."""
    found = get_object_or_404(Survey, pk=pk, experiment=experiment)
    counts = dict(found.answers.values_list("role").annotate(total=Count("pk")).order_by())
    doors = [
        {
            "label": door.get_role_display(),
            "code": door.code,
            "url": settings.BASE_URL.rstrip("/")
            + reverse("experiments:survey_answer", args=[door.code]),
            "answers": counts.get(door.role, 0),
        }
        for door in sorted(found.doors.all(), key=lambda door: list(Role).index(Role(door.role)))
    ]
    context = {"survey": found, "doors": doors, "table": surveying.table(found)}
    return page(request, experiment, "survey.html", **context)


@desk("survey")
@require_POST
def close(request: HttpRequest, experiment: Experiment, pk: str) -> HttpResponse:
    """Close a round: count, and erase the answers."""
    found = get_object_or_404(Survey, pk=pk, experiment=experiment)
    surveying.close(found)
    done = _("De vragenlijst is gesloten en geteld.")
    return back(request, "survey", experiment.slug, pk, done=done)


@desk("survey")
@require_POST
def take_over(request: HttpRequest, experiment: Experiment, pk: str) -> HttpResponse:
    """Put what a round gave with the indicators."""
    found = get_object_or_404(Survey, pk=pk, experiment=experiment)
    try:
        made = surveying.take_over(found, request.user)
    except surveying.NotNow as why:
        return back(request, "survey", experiment.slug, pk, wrong=why)
    if not made:
        wrong = _("Er is niets nieuws voor de indicatoren van uw plan.")
        return back(request, "survey", experiment.slug, pk, wrong=wrong)
    done = ngettext("%(n)s meting overgenomen.", "%(n)s metingen overgenomen.", made)
    return back(request, "observations", experiment.slug, done=done % {"n": made})
