"""Answering the survey of four roles: with a link or a code, without an account and without a trace."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from thorbecke.web.core.forms import PlainForm
from thorbecke.web.experiments import surveying
from thorbecke.web.experiments.models import Door
from thorbecke.web.library.desk.limits import allowed

MOST_A_DAY = 60  # a library or a town hall shares one address
MOST_TRIES = 60
DONE = "experiments_survey_done"


class CodeForm(PlainForm):
    """A code from a letter or a poster."""

    code = forms.CharField(label=gettext_lazy("Uw code"), max_length=12)


class SurveyForm(PlainForm):
    """The questions of a role; "I don't know" is always an answer."""

    def __init__(self, role: str, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        for question in surveying.questions(role):
            self.fields[question.id] = forms.ChoiceField(
                label=question.texts[role],  # type: ignore[index]
                choices=surveying.options(question),
                widget=forms.RadioSelect,
            )


@never_cache
def enter(request: HttpRequest) -> HttpResponse:
    """Type a code."""
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        code = form.cleaned_data["code"].replace(" ", "").replace("-", "").upper()
        if not allowed(request, "experiments-code", MOST_TRIES):
            form.add_error("code", _("U probeerde het vandaag al vaak. Probeer het morgen weer."))
        elif _door(code) is None:
            form.add_error("code", _("Deze code kennen wij niet, of de vragenlijst is gesloten."))
        else:
            return redirect("experiments:survey_answer", code)
    code = 422 if form.is_bound else 200
    return render(request, "experiments/public/survey_code.html", {"form": form}, status=code)


def _door(code: str) -> Door | None:
    found = Door.objects.select_related("survey__experiment").filter(code=code).first()
    return found if found and found.survey.closed_at is None else None


@never_cache
def answer(request: HttpRequest, code: str) -> HttpResponse:
    """Fill in the questionnaire. Nothing is stored but the answers, the round and the role."""
    door = _door(code)
    if door is None:
        raise Http404
    form = SurveyForm(door.role, request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _store(request, door, form)
    context = {"form": form, "door": door, "again": str(door.pk) in _done(request)}
    status = 422 if form.is_bound else 200
    return render(request, "experiments/public/survey.html", context, status=status)


def _store(request: HttpRequest, door: Door, form: SurveyForm) -> HttpResponse:
    if str(door.pk) in _done(request):
        messages.info(request, _("U vulde deze lijst al in op dit apparaat. Eén keer is genoeg."))
        return redirect("experiments:survey_thanks")
    if not allowed(request, f"experiments-survey-{door.pk}", MOST_A_DAY):
        form.add_error(None, _("Vanaf deze plek kwamen vandaag al veel antwoorden."))
        context = {"form": form, "door": door}
        return render(request, "experiments/public/survey.html", context, status=429)
    try:
        surveying.answer(door, form.cleaned_data)
    except surveying.NotNow as why:
        messages.error(request, str(why))
        return redirect("experiments:survey_enter")
    request.session[DONE] = [*_done(request), str(door.pk)][-20:]
    return redirect("experiments:survey_thanks")


def _done(request: HttpRequest) -> list[str]:
    """Return the doors through which this browser answered; it stays in the session, not in the answer."""
    return list(request.session.get(DONE, []))


@never_cache
def thanks(request: HttpRequest) -> HttpResponse:
    """Say thanks."""
    return render(request, "experiments/public/survey_thanks.html")
