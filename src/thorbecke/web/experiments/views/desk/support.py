"""Questions for support of an experiment: asking, choosing who gets the question, taking it back."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thorbecke.web.core.paging import paged
from thorbecke.web.experiments import mail, matching
from thorbecke.web.experiments.access import desk
from thorbecke.web.experiments.forms import NeedForm
from thorbecke.web.experiments.models import Experiment, Match, Need, Offer
from thorbecke.web.experiments.views.desk.common import WRONG, back, page


@desk("see", "ask_support")
def support(request: HttpRequest, experiment: Experiment) -> HttpResponse:
    """The questions, and a form for another one."""
    form = NeedForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        form.instance.experiment, form.instance.made_by = experiment, request.user
        made = form.save()
        return back(request, "need", experiment.slug, made.pk, done=_("Bewaard."))
    rows = experiment.needs.prefetch_related("matches__offer__organisation")
    code = WRONG if form.is_bound else 200
    return page(request, experiment, "support.html", code, form=form, page=paged(request, rows))


@desk("see")
def need(request: HttpRequest, experiment: Experiment, pk: str) -> HttpResponse:
    """One question: who was asked, and which offers fit, with the reason."""
    found = _need(experiment, pk)
    context = {
        "need": found,
        "matches": list(found.matches.select_related("offer__organisation")),
        "fits": matching.ranked(found) if found.state == Need.State.OPEN else [],
    }
    return page(request, experiment, "need.html", **context)


def _need(experiment: Experiment, pk: str) -> Need:
    found: Need = get_object_or_404(
        Need.objects.select_related("experiment"), pk=pk, experiment=experiment
    )
    return found


@desk("ask_support")
@require_POST
def ask(request: HttpRequest, experiment: Experiment, pk: str, offer: str) -> HttpResponse:
    """Send the question to an offer."""
    found = get_object_or_404(Offer.objects.select_related("organisation"), pk=offer)
    made = matching.ask(_need(experiment, pk), found)
    if made is None:
        wrong = _("U vroeg dit al, of het aanbod staat niet meer open.")
        return back(request, "need", experiment.slug, pk, wrong=wrong)
    mail.asked(made)
    done = _("De vraag is verstuurd naar %(name)s.") % {"name": found.organisation}
    return back(request, "need", experiment.slug, pk, done=done)


@desk("ask_support")
@require_POST
def withdraw(request: HttpRequest, experiment: Experiment, pk: str) -> HttpResponse:
    """Take a question back."""
    match = get_object_or_404(Match, pk=pk, need__experiment=experiment)
    if not matching.settle(match, Match.State.WITHDRAWN):
        wrong = _("Deze vraag is al beantwoord.")
        return back(request, "need", experiment.slug, match.need_id, wrong=wrong)
    return back(request, "need", experiment.slug, match.need_id, done=_("Ingetrokken."))


@desk("ask_support")
@require_POST
def close(request: HttpRequest, experiment: Experiment, pk: str) -> HttpResponse:
    """Say that a question is no longer needed."""
    Need.objects.filter(pk=_need(experiment, pk).pk).update(state=Need.State.CLOSED)
    return back(request, "support", experiment.slug, done=_("De vraag is gesloten."))
