"""The organiser's pages: the queue of statements, rewording, and the code for a hall."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thorbecke.web.instruments.conversation import rooms, statements, texts, words
from thorbecke.web.instruments.conversation.forms import RewordForm, StatementForm
from thorbecke.web.instruments.conversation.joining import Refused
from thorbecke.web.instruments.conversation.models import Statement
from thorbecke.web.participation.access import act_view
from thorbecke.web.participation.console.views import page
from thorbecke.web.participation.models import Act, Phase
from thorbecke.web.participation.permissions import may

PER_PAGE = 50
State = Statement.State


@act_view("see_console")
def queue(request: HttpRequest, act: Act) -> HttpResponse:
    """The statements by state, with hints at doubles; the organiser adds statements here too."""
    rooms.room_of(act)
    form = StatementForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        if not may(request.user, "moderate", act):
            raise PermissionDenied
        if form.is_valid() and _added(request, act, form):
            return redirect("conversation:queue", act.slug)
    state = request.GET.get("stand", State.WAITING)
    found = Statement.objects.filter(act=act, state=state).select_related("replaces")
    text = request.GET.get("q", "").strip()[:100]
    if text:
        found = found.filter(text__icontains=text)
    shown = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": shown,
        "rows": _with_hints(act, list(shown)),
        "state": state,
        "states": State.choices,
        "text": text,
        "running": act.phase == Phase.OPEN,
        "may_judge": act.phase == Phase.OPEN and may(request.user, "moderate", act),
    }
    response = page(request, act, "conversation/console/queue.html", **context)
    response.status_code = 422 if form.errors else 200
    return response


def _added(request: HttpRequest, act: Act, form: StatementForm) -> bool:
    try:
        text = statements.checked(form.cleaned_data["text"])
        statements.put(act, text, state=State.SHOWN, by_organiser=True)
    except Refused as refused:
        form.add_error("text", words.refusal(refused.reason))
        return False
    messages.success(request, _("De stelling staat in het gesprek."))
    return True


def _with_hints(act: Act, rows: list[Statement]) -> list[dict[str, Any]]:
    """Return the rows, each with shown statements that say nearly the same. One query."""
    shown = list(Statement.objects.filter(act=act, state=State.SHOWN)[: statements.MOST])
    others = [one.text for one in shown]
    found = []
    for row in rows:
        alike = [shown[place] for place, _score in texts.alike(row.text, others)]
        found.append({"one": row, "alike": [one for one in alike if one.pk != row.pk][:3]})
    return found


@act_view("moderate")
@require_POST
def judge(request: HttpRequest, act: Act, pk: str) -> HttpResponse:
    """Show a statement, or refuse it with a reason."""
    found = get_object_or_404(Statement.objects.select_related("act"), act=act, pk=pk)
    shown = request.POST.get("keuze") == "tonen"
    reason = request.POST.get("reason", "").strip()[:300]
    try:
        if act.phase != Phase.OPEN:
            raise Refused("closed")
        state = str(State.SHOWN if shown else State.REFUSED)
        statements.judge(found, request.user, state, "" if shown else reason)
        messages.success(request, _("Geplaatst.") if shown else _("Niet geplaatst."))
    except Refused as refused:
        messages.error(request, words.refusal(refused.reason))
    return redirect("conversation:queue", act.slug)


@act_view("moderate")
def reword(request: HttpRequest, act: Act, pk: str) -> HttpResponse:
    """Reword a statement, or split it in several; the old one stays as where they come from."""
    found = get_object_or_404(Statement.objects.select_related("act"), act=act, pk=pk)
    posted = request.POST if request.method == "POST" else None
    form = RewordForm(posted, initial={"lines": found.text})
    if request.method == "POST" and form.is_valid():
        lines = [line for line in form.cleaned_data["lines"].splitlines() if line.strip()]
        try:
            statements.reword(found, request.user, lines, form.cleaned_data["reason"].strip())
        except Refused as refused:
            form.add_error("lines", words.refusal(refused.reason))
        else:
            messages.success(request, _("De nieuwe tekst staat in het gesprek."))
            return redirect("conversation:queue", act.slug)
    response = page(request, act, "conversation/console/reword.html", form=form, found=found)
    response.status_code = 422 if form.errors else 200
    return response


@act_view("see_console")
def code_page(request: HttpRequest, act: Act) -> HttpResponse:
    """The short code, its address, and the big screen."""
    room = rooms.room_of(act)
    link = rooms.link(room)
    return page(request, act, "conversation/console/code.html", room=room, link=link)
