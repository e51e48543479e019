"""What residents do and see: answer the invitation, and look up their own chance."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from thorbecke.web.instruments.lottery import forms, people, results
from thorbecke.web.instruments.lottery.models import Candidate, Draw
from thorbecke.web.participation.access import public_act
from thorbecke.web.participation.models import Act, Credential
from thorbecke.web.participation.public import summary
from thorbecke.web.participation.record.locking import NotNow
from thorbecke.web.participation.roll import entry, limits
from thorbecke.web.participation.roll.entry import Standing


@sensitive_post_parameters()
@never_cache
@public_act
def respond(request: HttpRequest, act: Act) -> HttpResponse:
    """Answer the invitation, with the code that this browser carries."""
    if not summary.accepts(act):
        return render(request, "lottery/closed.html", summary.context(request, act))
    credential = _credential(request, act)
    if credential is None:
        return redirect("participation:access", act.slug)
    known = people.answer_of(act, credential)
    form = forms.Respond(act, request.POST or None, known)
    saved = None
    if request.method == "POST" and form.is_valid():
        yes = form.cleaned_data["yes"] == "ja"
        try:
            saved = people.answer(act, credential, yes, form.answers, form.contact)
        except NotNow as reason:
            messages.error(request, str(reason))
            return redirect("participation:act", act.slug)
    context = {**summary.context(request, act), "form": form, "known": known, "saved": saved}
    code = 422 if form.is_bound and form.errors else 200
    return render(request, "lottery/respond.html", context, status=code)


def _credential(request: HttpRequest, act: Act) -> Credential | None:
    found = entry.read_pass(request, act)
    if found is None:
        return None
    standing, credential = entry.check(act, found.code)
    return credential if standing in {Standing.GOOD, Standing.USED} else None


@sensitive_post_parameters("number")
@never_cache
@public_act
def chance(request: HttpRequest, act: Act) -> HttpResponse:
    """Why somebody's chance is what it is, by the number of the answer."""
    draw = Draw.objects.filter(act=act, state=Draw.State.FIXED).first()
    form = forms.ChanceForm(request.POST or None, label_suffix="")
    told: list[str] = []
    status = 200
    if request.method == "POST" and draw is not None:
        status, told = _told(request, act, draw, form)
    context = {**summary.context(request, act), "form": form, "told": told, "draw": draw}
    return render(request, "lottery/chance.html", context, status=status)


def _told(
    request: HttpRequest, act: Act, draw: Draw, form: forms.ChanceForm
) -> tuple[int, list[str]]:
    who = limits.sender(request)
    if limits.spent(limits.WRONG_CODES, act, who):
        form.add_error(
            "number", _("Te vaak een verkeerd nummer. Probeer het over een uur opnieuw.")
        )
        return 429, []
    if not form.is_valid():
        return 422, []
    number = form.cleaned_data["number"]
    if not Candidate.objects.filter(act=act, number=number, yes=True).exists():
        limits.count(limits.WRONG_CODES, act, who)
        form.add_error("number", _("Dit nummer doet niet mee aan deze loting."))
        return 422, []
    return 200, results.chance(act, draw, number)
