"""Quotes for the press kit, each with whether who said it agreed."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thorbecke.web.core.paging import paged
from thorbecke.web.experiments import editing
from thorbecke.web.experiments.access import desk
from thorbecke.web.experiments.forms import QuoteForm
from thorbecke.web.experiments.models import Experiment, Quote
from thorbecke.web.experiments.views.desk.common import back, page


@desk("see")
def press(request: HttpRequest, experiment: Experiment) -> HttpResponse:
    """All quotes, and the way to the kit."""
    return page(request, experiment, "press.html", page=paged(request, experiment.quotes.all()))


@desk("press")
def new(request: HttpRequest, experiment: Experiment) -> HttpResponse:
    """Note a quote."""
    return _form(request, experiment, Quote(experiment=experiment))


@desk("press")
def edit(request: HttpRequest, experiment: Experiment, pk: str) -> HttpResponse:
    """Change a quote, or take the yes back."""
    return _form(request, experiment, get_object_or_404(Quote, pk=pk, experiment=experiment))


def _form(request: HttpRequest, experiment: Experiment, quote: Quote) -> HttpResponse:
    return editing.handle(
        request,
        QuoteForm(request.POST or None, instance=quote),
        lambda context: page(request, experiment, "quote.html", quote=quote, **context),
        reverse("experiments:press", args=[experiment.slug]),
    )


@desk("press")
@require_POST
def remove(request: HttpRequest, experiment: Experiment, pk: str) -> HttpResponse:
    """Delete a quote."""
    get_object_or_404(Quote, pk=pk, experiment=experiment).delete()
    return back(request, "press", experiment.slug, done=_("Verwijderd."))
