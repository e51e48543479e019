"""The desk: find somebody, give a new code, void one, mark a voter on paper."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from thorbecke.web.participation.access import act_view
from thorbecke.web.participation.console.views import page
from thorbecke.web.participation.models import Act, Voter
from thorbecke.web.participation.permissions import may
from thorbecke.web.participation.roll import desk, eligibility, issuing, voters
from thorbecke.web.participation.roll.letters.wording import entrance

MOST = 25
REASONS = (
    ("lost", gettext_lazy("Brief kwijt of niet aangekomen")),
    ("damaged", gettext_lazy("Brief beschadigd of onleesbaar")),
    ("seen", gettext_lazy("Iemand anders heeft de code gezien")),
    ("moved", gettext_lazy("Verhuisd")),
    ("other", gettext_lazy("Iets anders")),
)


class ReasonForm(forms.Form):
    """Why a code is given or voided; a fixed list, so that no name gets into the log."""

    use_required_attribute = False
    reason = forms.ChoiceField(
        label=gettext_lazy("Waarom?"), choices=REASONS, widget=forms.RadioSelect, initial="lost"
    )


@never_cache
@require_safe
@act_view("see_roll")
def search(request: HttpRequest, act: Act) -> HttpResponse:
    """Find somebody by name, or by postcode and house number."""
    text = request.GET.get("q", "").strip()[:100]
    found = list(voters.search(act, text)[: MOST + 1]) if len(text) > 1 else []
    context = {"text": text, "found": found[:MOST], "more": len(found) > MOST, "asked": bool(text)}
    return page(request, act, "participation/roll/desk.html", **context)


@never_cache
@require_safe
@act_view("see_roll")
def person(request: HttpRequest, act: Act, pk: uuid.UUID) -> HttpResponse:
    """One person: may she take part, how does her code stand, what can the desk do."""
    return _person(request, act, _voter(act, pk))


@never_cache
@require_POST
@act_view("reissue")
def give(request: HttpRequest, act: Act, pk: uuid.UUID) -> HttpResponse:
    """Give a code, shown once: on this page, to write down or to print. The old one is void."""
    voter, form = _voter(act, pk), ReasonForm(request.POST, label_suffix="")
    if not form.is_valid():
        return _person(request, act, voter, form, status=400)
    if not _allowed(act, voter)[0]:
        messages.error(request, _("Deze persoon mag niet meedoen."))
        return redirect("participation:desk_person", act.slug, pk)
    try:
        code = desk.give(act, voter, form.cleaned_data["reason"], request.user)
    except issuing.Refused as refused:
        messages.error(request, _refusal(refused.reason))
        return redirect("participation:desk_person", act.slug, pk)
    context = {"voter": voter, "code": code.upper(), "address": entrance(act)}
    return page(request, act, "participation/roll/code.html", **context)


@require_POST
@act_view("reissue")
def void(request: HttpRequest, act: Act, pk: uuid.UUID) -> HttpResponse:
    """Make somebody's code worthless."""
    voter, form = _voter(act, pk), ReasonForm(request.POST, label_suffix="")
    if not form.is_valid():
        return _person(request, act, voter, form, status=400)
    code = desk.valid_code(voter)
    try:
        if code is not None:
            issuing.void(code, form.cleaned_data["reason"], request.user)
            messages.success(request, _("De code werkt niet meer."))
    except issuing.Refused as refused:
        messages.error(request, _refusal(refused.reason))
    return redirect("participation:desk_person", act.slug, pk)


@require_POST
@act_view("mark_paper")
def paper(request: HttpRequest, act: Act, pk: uuid.UUID) -> HttpResponse:
    """Mark somebody who votes on paper."""
    voter = _voter(act, pk)
    try:
        if not _allowed(act, voter)[0]:
            messages.error(request, _("Deze persoon mag niet meedoen."))
        else:
            desk.mark_paper(act, voter)
            messages.success(request, _("Afgevinkt. Geef nu het papieren stembiljet."))
    except issuing.Refused as refused:
        messages.error(request, _refusal(refused.reason))
    return redirect("participation:desk_person", act.slug, pk)


def _person(
    request: HttpRequest, act: Act, voter: Voter, form: ReasonForm | None = None, status: int = 200
) -> HttpResponse:
    code = desk.valid_code(voter)
    good, reason = _allowed(act, voter)
    spent = code is not None and hasattr(code, "spent")
    context: dict[str, Any] = {
        "voter": voter,
        "code": code,
        "spent": spent,
        "allowed": good,
        "why_not": eligibility.reasons().get(reason, ""),
        "form": form or ReasonForm(label_suffix=""),
        "may_give": good and not spent and may(request.user, "reissue", act),
        "may_mark": good and not spent and may(request.user, "mark_paper", act),
    }
    response = page(request, act, "participation/roll/person.html", **context)
    response.status_code = status
    return response


def _voter(act: Act, pk: uuid.UUID) -> Voter:
    """Return somebody on the roll of this act; others do not exist here."""
    found: Voter = get_object_or_404(Voter, act=act, pk=pk)
    return found


def _allowed(act: Act, voter: Voter) -> tuple[bool, str]:
    rule = eligibility.from_data(act.eligibility)
    return eligibility.allows(rule, voter.born_on, voter.area, timezone.localdate())


def _refusal(reason: str) -> str:
    return {
        "spent": _("Deze persoon heeft al gestemd. Een nieuwe code kan niet."),
        "void": _("Deze code werkte al niet meer."),
        "has_code": _("Deze persoon kreeg net een code. Zoek opnieuw."),
        "phase": _("Dit kan in deze fase niet."),
    }[reason]
