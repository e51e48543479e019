"""The assembly: its meetings, evidence, recommendations, and what the council answers."""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from thorbecke.web.instruments.lottery import assembly_forms as forms
from thorbecke.web.instruments.lottery import setting
from thorbecke.web.instruments.lottery.models import Meeting, Recommendation
from thorbecke.web.participation.access import act_view, public_act
from thorbecke.web.participation.console.views import page
from thorbecke.web.participation.models import Act
from thorbecke.web.participation.public import summary
from thorbecke.web.participation.record import log
from thorbecke.web.participation.record.locking import held


@public_act
def room(request: HttpRequest, act: Act) -> HttpResponse:
    """What the assembly does, what it recommends, and whether the council answered in time."""
    context = {**summary.context(request, act), **_room(act)}
    return render(request, "lottery/assembly.html", context)


def _room(act: Act) -> dict[str, object]:
    return {
        "meetings": list(Meeting.objects.filter(act=act)),
        "recommendations": list(Recommendation.objects.filter(act=act)),
        "today": timezone.localdate(),
    }


@act_view("follow_up")
def desk(request: HttpRequest, act: Act) -> HttpResponse:
    """The same for the organiser, with what can be added."""
    return page(request, act, "lottery/console/desk.html", **_room(act))


@act_view("follow_up")
def meeting(request: HttpRequest, act: Act) -> HttpResponse:
    """Add a meeting with its piece of evidence."""
    form = forms.MeetingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = form.save(commit=False)
        made.act = act
        made.save()
        messages.success(request, _("De bijeenkomst staat op de pagina."))
        return redirect("lottery:desk", act.slug)
    return _form(request, act, form, _("Nieuwe bijeenkomst"))


@act_view("follow_up")
def recommend(request: HttpRequest, act: Act) -> HttpResponse:
    """Add a recommendation with the assembly's vote."""
    form = forms.RecommendationForm(setting.size(act), request.POST or None)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            now = held(act)
            made = form.save(commit=False)
            made.act, made.number = now, Recommendation.objects.filter(act=now).count() + 1
            made.save()
            values = {
                "number": made.number,
                "yes": made.votes_yes,
                "no": made.votes_no,
                "answer_by": made.answer_by.isoformat(),
            }
            log.append(now, "recommended", request.user, values)
        messages.success(request, _("De aanbeveling staat op de pagina."))
        return redirect("lottery:desk", act.slug)
    return _form(request, act, form, _("Nieuwe aanbeveling"))


@act_view("follow_up")
def answer(request: HttpRequest, act: Act, number: int) -> HttpResponse:
    """The council's answer to a recommendation."""
    found = get_object_or_404(Recommendation, act=act, number=number)
    start = {"verdict": found.verdict, "answer": found.answer}
    form = forms.AnswerForm(request.POST or None, initial=start, label_suffix="")
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            now = held(act)
            form.store(found)
            values = {"number": found.number, "verdict": found.verdict}
            log.append(now, "answered", request.user, values)
        messages.success(request, _("Het antwoord staat op de pagina."))
        return redirect("lottery:desk", act.slug)
    return _form(request, act, form, found.title)


def _form(request: HttpRequest, act: Act, form: object, title: str) -> HttpResponse:
    response = page(request, act, "lottery/console/form.html", form=form, heading=title)
    bound = getattr(form, "is_bound", False) and getattr(form, "errors", None)
    response.status_code = 422 if bound else 200
    return response
