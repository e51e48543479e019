"""What was measured: the overview, a new value, and a correction that keeps the old one."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from thorbecke.web.core.paging import paged
from thorbecke.web.experiments import drawing, reading
from thorbecke.web.experiments.access import desk
from thorbecke.web.experiments.forms import ObservationForm
from thorbecke.web.experiments.models import Experiment, Indicator, Observation
from thorbecke.web.experiments.permissions import may
from thorbecke.web.experiments.views.desk.common import WRONG, back, page


@desk("see")
def observations(request: HttpRequest, experiment: Experiment) -> HttpResponse:
    """Each indicator with where it began and where it is."""
    rows = [drawing.row(effect) for effect in reading.effects(experiment)]
    return page(request, experiment, "observations.html", rows=rows)


@desk("see", "observe")
def observe(request: HttpRequest, experiment: Experiment, pk: str) -> HttpResponse:
    """One indicator: its line over time, all values, and a form for a new one."""
    found = get_object_or_404(Indicator, pk=pk, experiment=experiment)
    form = ObservationForm(request.POST or None, initial=_start(found))
    if request.method == "POST" and form.is_valid():
        form.instance.indicator, form.instance.person = found, request.user
        form.save()
        return back(request, "observe", experiment.slug, pk, done=_("De meting is bewaard."))
    rows = list(found.observations.select_related("corrects", "person"))
    corrected = {row.corrects_id for row in rows}
    context = {
        "indicator": found,
        "effect": drawing.row(reading.effect_of(found, rows)),
        "chart": drawing.chart(found, rows),
        "page": paged(request, [(row, row.pk in corrected) for row in reversed(rows)]),
        "form": form if may(request.user, "observe", experiment) else None,
    }
    return page(request, experiment, "observe.html", WRONG if form.is_bound else 200, **context)


def _start(found: Indicator) -> dict[str, object]:
    return {"on": timezone.localdate(), "source": found.source}


@desk("observe")
def correct(request: HttpRequest, experiment: Experiment, pk: str, row: str) -> HttpResponse:
    """Correct a value: a new one that points to the old one, with the reason."""
    old = get_object_or_404(
        Observation, pk=row, indicator=pk, indicator__experiment=experiment, corrected_by=None
    )
    initial = {name: getattr(old, name) for name in ("on", "value", "n", "spread", "source")}
    form = ObservationForm(request.POST or None, initial=initial, correction=True)
    if request.method == "POST" and form.is_valid():
        new = form.instance
        new.indicator_id, new.corrects, new.person = old.indicator_id, old, request.user
        try:
            with transaction.atomic():
                form.save()
        except IntegrityError:
            wrong = _("Een collega verbeterde deze waarde net. Kijk eerst of dat klopt.")
            return back(request, "observe", experiment.slug, pk, wrong=wrong)
        return back(request, "observe", experiment.slug, pk, done=_("De waarde is verbeterd."))
    code = WRONG if form.is_bound else 200
    return page(request, experiment, "correct.html", code, form=form, old=old)
