"""The public page of an experiment: what it is, what happened, what was measured, and its files."""

from __future__ import annotations

from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from thorbecke.web.experiments import drawing, planning, reading, surveying, timeline
from thorbecke.web.experiments.access import public
from thorbecke.web.experiments.files import TYPES
from thorbecke.web.experiments.forms import FollowForm
from thorbecke.web.experiments.models import Document, Experiment, Photo, Survey
from thorbecke.web.experiments.permissions import may
from thorbecke.web.experiments.words import choices_of, phase_tag, theme_tags, verdict_of
from thorbecke.web.participation.models import Phase as ActPhase


@require_safe
@public
def page(request: HttpRequest, experiment: Experiment) -> HttpResponse:
    """The page. At most nine queries of its own."""
    acts = timeline.acts_of(experiment)
    effects = reading.effects(experiment)
    charts = [drawing.chart(one.indicator, one.observations) for one in effects]
    context = {
        **head(request, experiment),
        "choices": choices_of(experiment.design),
        "verdict": verdict_of(experiment.design),
        "items": timeline.items(experiment, acts),
        "acts": [act for act in acts if act.phase != ActPhase.PREPARE],
        "rows": [drawing.row(one) for one in effects],
        "charts": [chart for chart in charts if chart],
        "survey": _survey(experiment),
        "form": FollowForm(),
    }
    return render(request, "experiments/public/page.html", context)


def head(request: HttpRequest, experiment: Experiment) -> dict[str, Any]:
    """Return what every public page of an experiment shows."""
    return {
        "experiment": experiment,
        "tags": [phase_tag(experiment.phase), *theme_tags(experiment.themes)],
        "member": may(request.user, "see", experiment),
        "plan": getattr(experiment, "plan", None) if experiment.plan_hash else None,
    }


def _survey(experiment: Experiment) -> dict[str, Any] | None:
    """Return the results of the last round that was closed, if there are any to show."""
    last = Survey.objects.filter(experiment=experiment).exclude(closed_at=None).first()
    found = surveying.table(last) if last else {"rows": []}
    return {**found, "survey": last} if found["rows"] else None


@require_safe
@public
def plan(request: HttpRequest, experiment: Experiment) -> HttpResponse:
    """The plan of measurement as it was fixed, with its hash and what was added later."""
    if not experiment.plan_hash:
        raise Http404
    indicators = list(experiment.indicators.all())
    context = {
        **head(request, experiment),
        "indicators": indicators,
        "additions": list(experiment.additions.all()),
        "holds": planning.holds(experiment, experiment.plan, indicators),
    }
    return render(request, "experiments/public/plan.html", context)


@require_safe
@public
def document(request: HttpRequest, experiment: Experiment, pk: str) -> HttpResponseBase:
    """A document, as a download only; a private one only for members."""
    found = get_object_or_404(Document, pk=pk, experiment=experiment)
    if not found.public and not may(request.user, "see", experiment):
        raise Http404
    name = f"{slugify(found.title)[:60] or 'stuk'}.{found.extension}"
    kind = TYPES[found.extension]
    response = FileResponse(
        found.file.open("rb"), as_attachment=True, filename=name, content_type=kind
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


@require_safe
@public
def photo(request: HttpRequest, experiment: Experiment, pk: str) -> HttpResponseBase:
    """A photo of the logbook; of a private message only for members."""
    found = get_object_or_404(
        Photo.objects.select_related("note"), pk=pk, note__experiment=experiment
    )
    if not found.note.public and not may(request.user, "see", experiment):
        raise Http404
    response = FileResponse(found.photo.open("rb"), content_type="image/jpeg")
    response["Cache-Control"] = "private, max-age=3600"
    response["X-Content-Type-Options"] = "nosniff"
    return response
