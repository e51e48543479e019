"""The organiser's pages: questions, the list of issues, arguments and the information pack."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thorbecke.web.instruments.consultation import counting, questions
from thorbecke.web.instruments.consultation.forms import (
    TYPES,
    ArgumentForm,
    DocumentForm,
    IssuesForm,
    QuestionForm,
)
from thorbecke.web.instruments.consultation.models import Argument, Document
from thorbecke.web.participation.access import act_view
from thorbecke.web.participation.console.sections import PhasePassed
from thorbecke.web.participation.console.views import page
from thorbecke.web.participation.models import Act
from thorbecke.web.participation.permissions import may

PER_PAGE = 50


@act_view("see_console")
def question_list(request: HttpRequest, act: Act) -> HttpResponse:
    """All questions, with how each is answered and counted."""
    types = {str(kind): label for kind, label in TYPES}
    rows = [
        {
            **one,
            "answered": types[one["type"]],
            "counted": counting.NAMES[one["count"]["method"]],
        }
        for one in act.settings.get("questions", [])
    ]
    context = {"questions": rows, "editable": may(request.user, "edit", act)}
    return page(request, act, "consultation/console/questions.html", **context)


@act_view("edit")
def question(request: HttpRequest, act: Act, name: str = "") -> HttpResponse:
    """Make or change one question."""
    before = next((one for one in act.settings.get("questions", []) if one["id"] == name), None)
    if name and before is None:
        raise Http404
    form = QuestionForm(before, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        return _changed(request, act, questions.put(form.result), _("Opgeslagen."))
    context = {"form": form, "before": before}
    return page(request, act, "consultation/console/question.html", **context)


@act_view("edit")
@require_POST
def question_up(request: HttpRequest, act: Act, name: str) -> HttpResponse:
    """Move a question up."""
    return _changed(request, act, questions.up(name), _("Verplaatst."))


@act_view("edit")
@require_POST
def question_drop(request: HttpRequest, act: Act, name: str) -> HttpResponse:
    """Take a question away."""
    return _changed(request, act, questions.drop(name), _("De vraag is weg."))


def _changed(request: HttpRequest, act: Act, how: Any, text: str) -> HttpResponse:
    try:
        questions.change(act, how)
        messages.success(request, text)
    except PhasePassed:
        messages.error(request, _("De stembus is al open. De vragen liggen vast."))
    return redirect("consultation:questions", act.slug)


@act_view("edit")
def issues(request: HttpRequest, act: Act) -> HttpResponse:
    """Make the questions from one list of issues."""
    before = act.settings.get("questions", [])
    form = IssuesForm(before, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():

        def how(found: questions.Questions) -> questions.Questions:
            own = [one for one in found if one.get("group") != "issues"]
            return [*own, *form.result]

        return _changed(request, act, how, _("De vragen zijn gemaakt van uw lijst."))
    return page(request, act, "consultation/console/issues.html", form=form)


@act_view("moderate")
def arguments(request: HttpRequest, act: Act) -> HttpResponse:
    """The queue of arguments; the organiser adds her own here too."""
    form = ArgumentForm(request.POST if request.method == "POST" else None)
    wanted = request.POST.get("question", "")
    if request.method == "POST" and form.is_valid() and _knows(act, wanted):
        found = form.save(commit=False)
        found.act, found.question, found.by_organiser = act, wanted, True
        found.state, found.judged_by = Argument.State.SHOWN, request.user
        found.save()
        messages.success(request, _("Het argument staat op de pagina."))
        return redirect("consultation:arguments", act.slug)
    state = request.GET.get("stand", Argument.State.WAITING)
    shown = act.arguments.filter(state=state) if state in Argument.State.values else []
    context = {
        "form": form,
        "page": Paginator(shown, PER_PAGE).get_page(request.GET.get("page")),
        "state": state,
        "states": Argument.State.choices,
        "questions": act.settings.get("questions", []),
    }
    return page(request, act, "consultation/console/arguments.html", **context)


def _knows(act: Act, question: str) -> bool:
    return any(one["id"] == question for one in act.settings.get("questions", []))


@act_view("moderate")
@require_POST
def judge(request: HttpRequest, act: Act, pk: str) -> HttpResponse:
    """Show an argument, or refuse it with a reason."""
    found = get_object_or_404(Argument, act=act, pk=pk)
    shown = request.POST.get("keuze") == "tonen"
    reason = request.POST.get("reason", "").strip()[:300]
    if not shown and not reason:
        messages.error(request, _("Schrijf waarom u dit niet plaatst."))
        return redirect("consultation:arguments", act.slug)
    found.state = Argument.State.SHOWN if shown else Argument.State.REFUSED
    found.reason, found.judged_by = "" if shown else reason, request.user
    found.save(update_fields=["state", "reason", "judged_by"])
    messages.success(request, _("Geplaatst.") if shown else _("Niet geplaatst."))
    return redirect("consultation:arguments", act.slug)


@act_view("moderate")
def documents(request: HttpRequest, act: Act) -> HttpResponse:
    """The information pack: add a link or a PDF."""
    posted = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = DocumentForm(*posted)
    if request.method == "POST" and form.is_valid():
        found = form.save(commit=False)
        found.act, found.place = act, act.documents.count() + 1
        found.save()
        messages.success(request, _("Toegevoegd."))
        return redirect("consultation:documents", act.slug)
    context = {"form": form, "documents": list(act.documents.all())}
    return page(request, act, "consultation/console/documents.html", **context)


@act_view("moderate")
@require_POST
def document_drop(request: HttpRequest, act: Act, pk: str) -> HttpResponse:
    """Take a piece of information away, with its file."""
    found = get_object_or_404(Document, act=act, pk=pk)
    if found.file:
        found.file.delete(save=False)
    found.delete()
    messages.success(request, _("Weggehaald."))
    return redirect("consultation:documents", act.slug)
