"""Rounds at the desk: making, changing, opening, closing, answering, and choosing themes together."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from thorbecke.web.core import richtext
from thorbecke.web.core.paging import paged
from thorbecke.web.experiments.editing import handle as versioned
from thorbecke.web.people.models import Organisation
from thorbecke.web.programme import calls, choosing
from thorbecke.web.programme.access import on_call, team
from thorbecke.web.programme.desk_forms import AnswerRoundForm, CallForm, ThemesForm
from thorbecke.web.programme.models import Call, Stage, State
from thorbecke.web.programme.models.submission import WAITING
from thorbecke.web.programme.permissions import TABLE, may, programmes
from thorbecke.web.programme.views.desk.common import WRONG, back

SIX_WEEKS = timedelta(days=42)


@never_cache
@require_safe
@team
def rounds(request: HttpRequest) -> HttpResponse:
    """All rounds of one's programmes, with how many came in and wait."""
    rows = Call.objects.filter(organisation__in=programmes(request.user))
    came, waits = ~Q(submissions__stage=Stage.DRAFT), Q(submissions__stage__in=WAITING)
    rows = rows.annotate(
        came=Count("submissions", filter=came), waits=Count("submissions", filter=waits)
    )
    rows = rows.defer("text", "answer").order_by("-opens_on", "-made_at")
    context = {"page": paged(request, rows)}
    return render(request, "programme/desk/rounds.html", context)


@never_cache
@team
def new(request: HttpRequest) -> HttpResponse:
    """Make a round; ``van`` takes over the themes that were chosen in an earlier one."""
    today = timezone.localdate()
    mine = Organisation.objects.filter(pk__in=programmes(request.user)).order_by("name")
    made_by: Any = request.user
    call = Call(opens_on=today, closes_on=today + SIX_WEEKS, made_by=made_by)
    initial = {"themes": list(_themes_of(request))}
    form = CallForm(request.POST or None, instance=call, initial=initial)
    if request.method == "POST" and form.is_valid():
        organisation = mine.filter(pk=request.POST.get("organisation") or mine[0].pk).first()
        call.organisation = organisation or mine[0]
        calls.create(call)
        return back(request, "round", call.slug, done=_("Gemaakt. Alleen het team ziet de ronde."))
    context = {"form": form, "organisations": list(mine)}
    code = WRONG if form.is_bound else 200
    return render(request, "programme/desk/round_new.html", context, status=code)


def _themes_of(request: HttpRequest) -> tuple[str, ...]:
    slug = request.GET.get("van", "")
    if not slug:
        return ()
    mine = Call.objects.filter(organisation__in=programmes(request.user))
    earlier = get_object_or_404(mine.select_related("theme_act"), slug=slug)
    choice = choosing.of(earlier)
    return choice.winners if choice else ()


@never_cache
@require_safe
@on_call("see_round")
def show(request: HttpRequest, call: Call) -> HttpResponse:
    """One round: its state, what can be done, and the choice of themes."""
    numbers = call.submissions.exclude(stage=Stage.DRAFT).aggregate(
        came=Count("pk"), waits=Count("pk", filter=Q(stage__in=WAITING))
    )
    context = {
        "call": call,
        "text": richtext.paragraphs(call.text),
        "answer": richtext.paragraphs(call.answer),
        "themes": calls.theme_titles(call.themes),
        "numbers": numbers,
        "may": {action: may(request.user, action, call) for action in TABLE},
        "choice": choosing.of(call),
        "past": call.closes_on < timezone.localdate(),
    }
    return render(request, "programme/desk/round.html", context)


@never_cache
@on_call("edit")
def edit(request: HttpRequest, call: Call) -> HttpResponse:
    """Change a round; nobody overwrites a colleague."""
    form = CallForm(request.POST or None, instance=call)

    def show_form(context: dict[str, Any]) -> HttpResponse:
        more = {"call": call, **context}
        return render(request, "programme/desk/round_edit.html", more)

    return versioned(request, form, show_form, reverse("programme:round", args=[call.slug]))


@require_POST
@on_call("open")
def open_(request: HttpRequest, call: Call) -> HttpResponse:
    """Open a round, or open it again."""
    return _step(request, call, "open", _("De ronde is open."))


@require_POST
@on_call("close")
def close(request: HttpRequest, call: Call) -> HttpResponse:
    """Close a round."""
    return _step(request, call, "close", _("De ronde is gesloten."))


def _step(request: HttpRequest, call: Call, name: str, done: str) -> HttpResponse:
    try:
        calls.step(call, name)
    except calls.NotNow as why:
        return back(request, "round", call.slug, wrong=why)
    return back(request, "round", call.slug, done=done)


@never_cache
@on_call("answer_round")
def answer(request: HttpRequest, call: Call) -> HttpResponse:
    """Say what was done with a round; it is answered then."""
    form = AnswerRoundForm(request.POST or None, instance=call)

    def show_form(context: dict[str, Any]) -> HttpResponse:
        more = {"call": call, **context}
        return render(request, "programme/desk/round_answer.html", more)

    response = versioned(request, form, show_form, reverse("programme:round", args=[call.slug]))
    if response.status_code == 302:
        Call.objects.filter(pk=call.pk, state=State.CLOSED).exclude(answer="").update(
            state=State.ANSWERED
        )
    return response


@never_cache
@on_call("delete")
def delete(request: HttpRequest, call: Call) -> HttpResponse:
    """Delete a round that was never open."""
    if request.method == "POST":
        call.delete()
        return back(request, "rounds", done=_("De ronde is verwijderd."))
    return render(request, "programme/desk/round_delete.html", {"call": call})


@never_cache
@on_call("choose_themes")
def themes(request: HttpRequest, call: Call) -> HttpResponse:
    """Make the consultation in which people choose the central themes together."""
    if call.theme_act is not None:
        return redirect("participation:overview", call.theme_act.slug)
    form = ThemesForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        act = choosing.begin(call, request.user, **form.cleaned_data)
        done = _("De raadpleging staat klaar. Kies nog tot wanneer mensen kunnen stemmen.")
        messages.success(request, done)
        return redirect("participation:section", act.slug, "periode")
    code = WRONG if form.is_bound else 200
    context = {"call": call, "form": form}
    return render(request, "programme/desk/themes.html", context, status=code)
