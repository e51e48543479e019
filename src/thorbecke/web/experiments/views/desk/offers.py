"""What partners offer, and their answers to questions."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from thorbecke.web.core.paging import paged
from thorbecke.web.experiments import editing, mail, matching
from thorbecke.web.experiments.access import offerer, reader
from thorbecke.web.experiments.forms import OfferForm
from thorbecke.web.experiments.models import Help, Match, Offer
from thorbecke.web.experiments.permissions import OFFER
from thorbecke.web.people.models import Organisation


@reader
def offers(request: HttpRequest) -> HttpResponse:
    """All open offers, and those of one's own organisations."""
    kind = request.GET.get("soort", "")
    found = Offer.objects.filter(open=True).select_related("organisation")
    if kind in Help.values:
        found = found.filter(**{kind: True})
    mine = request.user.organisations(OFFER)
    context = {
        "page": paged(request, found),
        "kind": kind,
        "kinds": Help.choices,
        "own": list(Offer.objects.filter(organisation__in=mine)[:50]),
        "organisations": list(Organisation.objects.filter(pk__in=mine).order_by("name")[:50]),
    }
    return render(request, "experiments/desk/offers.html", context)


@offerer
def new(request: HttpRequest, organisation: str) -> HttpResponse:
    """Make an offer of one's own organisation."""
    if organisation not in request.user.organisations(OFFER):
        raise Http404
    return _form(request, Offer(organisation_id=organisation))


@offerer
def edit(request: HttpRequest, pk: str) -> HttpResponse:
    """Change an offer of one's own organisation, or close it."""
    return _form(request, get_object_or_404(_mine(request), pk=pk))


def _mine(request: HttpRequest) -> QuerySet[Offer]:
    return Offer.objects.filter(organisation__in=request.user.organisations(OFFER))


def _form(request: HttpRequest, offer: Offer) -> HttpResponse:
    def show(context: dict[str, Any]) -> HttpResponse:
        return render(request, "experiments/desk/offer.html", {"offer": offer, **context})

    form = OfferForm(request.POST or None, instance=offer)
    return editing.handle(request, form, show, reverse("experiments:offers"))


@offerer
def inbox(request: HttpRequest) -> HttpResponse:
    """The questions that were sent to the offers of one's organisations."""
    rows = _asked(request).order_by("-asked_at")
    return render(request, "experiments/desk/inbox.html", {"page": paged(request, rows)})


def _asked(request: HttpRequest) -> QuerySet[Match]:
    mine = request.user.organisations(OFFER)
    found = Match.objects.filter(offer__organisation__in=mine)
    return found.select_related("offer", "need__experiment__organisation", "need__made_by")


@offerer
def answer(request: HttpRequest, pk: str) -> HttpResponse:
    """Say yes or no to a question; a no needs a reason."""
    match = get_object_or_404(_asked(request), pk=pk)
    if request.method != "POST":
        return redirect("experiments:inbox")
    note = request.POST.get("toelichting", "").strip()[:1000]
    state = Match.State.ACCEPTED if request.POST.get("antwoord") == "ja" else Match.State.DECLINED
    if state == Match.State.DECLINED and not note:
        messages.error(request, _("Zeg kort waarom u niet kunt helpen."))
    elif not matching.settle(match, state, note):
        messages.error(request, _("Deze vraag is al beantwoord of ingetrokken."))
    else:
        match.refresh_from_db(fields=["state", "note"])
        mail.answered(match)
        messages.success(request, _("Uw antwoord is verstuurd."))
    return redirect("experiments:inbox")
