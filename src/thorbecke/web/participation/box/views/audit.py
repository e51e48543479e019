"""The sample of paper ballots, on one page: start, what to fetch, read the next, where it stands."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from thorbecke.methods.lots import WrongSeed
from thorbecke.web.participation.access import act_view
from thorbecke.web.participation.box import auditing
from thorbecke.web.participation.box.auditing import AuditRefused
from thorbecke.web.participation.box.casting import Refused
from thorbecke.web.participation.box.views.paper import paper_form, read
from thorbecke.web.participation.console.views import page
from thorbecke.web.participation.models import Act, Audit


class StartForm(forms.Form):
    """Begin the sample."""

    drawn = forms.CharField(
        label=gettext_lazy("Het getal dat in het openbaar is getrokken"),
        help_text=gettext_lazy(
            "Bijvoorbeeld met dobbelstenen of genummerde ballen, waar anderen bij zijn: 07 12 23 31."
        ),
        max_length=200,
    )
    risk = forms.TypedChoiceField(
        label=gettext_lazy(
            "Hoe groot mag de kans zijn dat een foute uitslag toch wordt bevestigd?"
        ),
        choices=[(5, "5 %"), (10, "10 %")],
        coerce=int,
        initial=5,
        widget=forms.RadioSelect,
    )


@never_cache
@act_view("audit")
def audit(request: HttpRequest, act: Act) -> HttpResponse:
    """The whole sample."""
    found = Audit.objects.filter(act=act).first()
    if found is None:
        return _start(request, act)
    refused: Refused | None = None
    vote = None
    if request.method == "POST":
        vote = dict(auditing.MISSING) if request.POST.get("missing") else read(act, request)
        try:
            auditing.read(act, request.user, _place(request), vote)
        except AuditRefused as wrong:
            messages.error(request, str(wrong))
            return redirect("participation:audit", act.slug)
        except Refused as wrong:
            refused = wrong
        else:
            return redirect("participation:audit", act.slug)
    status = auditing.status(act, found)
    ahead = auditing.to_read(act, found) if status == "continue" else ()
    context = {
        "audit": found,
        "status": status,
        "ahead": ahead,
        "next": ahead[0] if ahead else None,
        "place": len(found.readings),
        "questions": _rows(act, found.risk_percent, found.readings),
        **paper_form(act, vote, refused),
    }
    return page(request, act, "participation/box/paper/audit.html", **context)


def _start(request: HttpRequest, act: Act) -> HttpResponse:
    form = StartForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            auditing.start(act, request.user, values["drawn"], values["risk"])
        except WrongSeed:
            form.add_error("drawn", _("Vul het getrokken getal in: cijfers, met spaties ertussen."))
        except AuditRefused as refused:
            form.add_error(None, str(refused))
        else:
            return redirect("participation:audit", act.slug)
    plans = [{"risk": risk, "questions": _rows(act, risk, [])} for risk in auditing.RISKS]
    context = {"form": form, "plans": plans, "possible": bool(plans[0]["questions"])}
    return page(request, act, "participation/box/paper/audit_start.html", **context)


def _rows(act: Act, risk_percent: int, readings: list[Any]) -> list[dict[str, Any]]:
    """Return each question as the page shows it."""
    titles = {one["id"]: one for one in act.settings.get("questions", ())}
    rows = []
    for one in auditing.questions(act, risk_percent, readings):
        question = titles.get(one.spec.id, {"title": one.spec.id, "options": []})
        names = {option["id"]: option["title"] for option in question["options"]}
        risk = max(one.outcome.risk_millionths.values(), default=1_000_000)
        rows.append(
            {
                "title": question["title"],
                "votes": [
                    (names.get(option, option), votes, one.outcome.readings.get(option, 0))
                    for option, votes in one.reported.votes.items()
                ],
                "ballots": one.reported.ballots,
                "sizes": one.sizes,
                "drawn": one.outcome.drawn,
                "status": one.outcome.status,
                "risk": _percent(risk),
            }
        )
    return rows


def _percent(millionths: int) -> str:
    """Return millionths as a percentage with one decimal, rounded up."""
    tenths = -(-Fraction(millionths, 1000) // 1)
    return f"{tenths // 10},{tenths % 10} %"


def _place(request: HttpRequest) -> int:
    text = request.POST.get("place", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else -1
