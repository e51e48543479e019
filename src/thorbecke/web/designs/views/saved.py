"""Kept designs: keep one, look at it, change it, and keep two alternatives beside it."""

from __future__ import annotations

import secrets
from dataclasses import replace

from django import forms
from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from thorbecke.web.designs import access, law, possible
from thorbecke.web.designs.models import MOST_ALTERNATIVES, Design, digest_of
from thorbecke.web.designs.state import Refused, State, from_query, read
from thorbecke.web.designs.views import begin, experiment, files, pages

PER_SESSION = 30
LONGEST_REASON = 400


class AlternativeForm(forms.Form):
    """Another design, as the address of its page, and why it was not chosen."""

    use_required_attribute = False  # an empty field is not wrong before anybody sends it
    adres = forms.CharField(
        label=gettext_lazy("Adres van het andere ontwerp"),
        help_text=gettext_lazy("Open het andere ontwerp. Kopieer wat in de adresbalk staat."),
        max_length=4000,
    )
    waarom = forms.CharField(
        label=gettext_lazy("Waarom koos u dit niet?"),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean_adres(self) -> State:
        """Return the design that the address holds."""
        _page, _mark, query = self.cleaned_data["adres"].partition("?")
        try:
            found = from_query(query.partition("#")[0])
        except Refused as error:
            raise forms.ValidationError(str(error)) from error
        if not found.choices:
            raise forms.ValidationError(_("In dit adres staat geen ontwerp."))
        return found


@require_POST
@pages.strict
def keep(request: HttpRequest) -> HttpResponse:
    """Keep the design of the form: for an organisation, or under a secret link."""
    state = read(request.POST)
    if not state.choices:
        raise Refused(_("Kies eerst iets. Een leeg ontwerp kunt u niet bewaren."))
    if not state.title:
        raise Refused(_("Geef het ontwerp een naam."))
    organisation = _organisation(request)
    key = "" if organisation else secrets.token_urlsafe(24)
    if key:
        _limit(request)
    design = Design.objects.create(
        title=state.title,
        state={"query": state.query},
        organisation=organisation,
        made_by=request.user if request.user.is_authenticated else None,
        edit_digest=digest_of(key) if key else "",
    )
    response = redirect("designs:saved", design.token)
    if key:
        access.remember(response, design, key)
        link = settings.BASE_URL.rstrip("/") + reverse(
            "designs:open_here", args=[design.token, key]
        )
        messages.success(
            request,
            _("Bewaard. Met deze geheime link kunt u later verder: %(link)s") % {"link": link},
        )
    else:
        messages.success(request, _("Bewaard voor uw organisatie. Anderen zien dit niet."))
    return response


def _organisation(request: HttpRequest) -> object | None:
    wanted = request.POST.get("organisatie", "")
    if not wanted:
        return None
    if (found := access.organisation_of(request, wanted)) is None:
        raise Http404
    return found


def _limit(request: HttpRequest) -> None:
    made = int(request.session.get("designs_made", 0))
    if made >= PER_SESSION:
        raise Refused(_("U bewaarde al veel ontwerpen. Probeer het later nog eens."))
    request.session["designs_made"] = made + 1


@never_cache
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """List the designs of the organisations of this visitor."""
    context = {
        "crumbs": pages.crumbs((_("Bewaard"),)),
        "designs": list(access.of_mine(request)[:200]),
    }
    return render(request, "designs/mine.html", context)


@never_cache
@require_safe
@pages.strict
def show(request: HttpRequest, token: str) -> HttpResponse:
    """Show a kept design. Six queries at most beside those of every page."""
    return _page(request, access.find(request, token), AlternativeForm())


def _page(request: HttpRequest, design: Design, form: forms.Form) -> HttpResponse:
    state = files.state_of(design)
    context = {
        "crumbs": pages.crumbs((design.title,)),
        "design": design,
        "chosen": possible.chosen(state),
        "law": law.read(state),
        "verdict_url": pages.address("designs:verdict", state),
        "box_url": pages.address("designs:new", state),
        "files": files.links(state, design),
        "alternatives": [
            {
                "number": number,
                "chosen": possible.chosen(one.state),
                "why": one.why,
                "url": pages.address("designs:verdict", one.state),
            }
            for number, one in enumerate(files.alternatives_of(design), 1)
        ],
        "may_change": access.may_change(request, design),
        "may_make": experiment.may_make(request, design),
        "room": len(design.alternatives) < MOST_ALTERNATIVES,
        "form": form,
    }
    return render(request, "designs/saved.html", context)


@require_POST
@pages.strict
def alternative(request: HttpRequest, token: str) -> HttpResponse:
    """Keep an alternative beside the choice, or take one away (``weg``: its number)."""
    with transaction.atomic():
        access.find_to_change(request, token)
        design = Design.objects.select_for_update().get(token=token)
        if gone := request.POST.get("weg", ""):
            rows = [one for n, one in enumerate(design.alternatives, 1) if str(n) != gone]
            return _store(design, rows)
        if len(design.alternatives) >= MOST_ALTERNATIVES:
            raise Refused(_("Er staan al twee alternatieven. Haal er eerst een weg."))
        form = AlternativeForm(request.POST)
        if form.is_valid():
            row = {"query": form.cleaned_data["adres"].query, "why": form.cleaned_data["waarom"]}
            return _store(design, [*design.alternatives, row])
    return _page(request, design, form)


def _store(design: Design, rows: list[object]) -> HttpResponse:
    design.alternatives = rows
    design.save(update_fields=["alternatives", "changed_on"])
    return redirect("designs:saved", design.token)


@require_POST
@pages.strict
def change(request: HttpRequest, token: str) -> HttpResponse:
    """Put another design in the place of the choice: ``adres`` holds it. The name stays."""
    with transaction.atomic():
        access.find_to_change(request, token)
        design = Design.objects.select_for_update().get(token=token)
        state = from_query(request.POST.get("adres", "").partition("?")[2].partition("#")[0])
        if not state.choices:
            raise Refused(_("In dit adres staat geen ontwerp."))
        design.state = {"query": replace(state, title=design.title).query}
        design.save(update_fields=["state", "changed_on"])
    messages.success(request, _("Het ontwerp is veranderd."))
    response = redirect("designs:saved", design.token)
    response.delete_cookie(begin.COOKIE, path=reverse("designs:new"))
    return response


@never_cache
@require_safe
def open_here(request: HttpRequest, token: str, key: str) -> HttpResponse:
    """Let this browser change the design: the secret link holds the edit key."""
    design = get_object_or_404(Design, token=token, organisation=None)
    if not access.fits(design, key):
        raise Http404
    response = redirect("designs:saved", design.token)
    access.remember(response, design, key)
    return response
