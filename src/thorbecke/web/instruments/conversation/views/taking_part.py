"""What a participant does: join, vote, add a statement, and look back."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from thorbecke.web.instruments.conversation import (
    joining,
    mapping,
    results,
    rooms,
    statements,
    voting,
    words,
)
from thorbecke.web.instruments.conversation.forms import StatementForm
from thorbecke.web.instruments.conversation.joining import Refused
from thorbecke.web.instruments.conversation.models import Participant, Statement, Vote
from thorbecke.web.participation.access import public_act
from thorbecke.web.participation.models import Act
from thorbecke.web.participation.public import summary
from thorbecke.web.participation.roll.views.access import CodeForm

VALUES = {"eens": 1, "weet-niet": 0, "oneens": -1}
TOO_MANY = frozenset({"joins", "codes", "flood"})


@never_cache
@public_act
def talk(request: HttpRequest, act: Act) -> HttpResponse:
    """Vote on the next statement; first join."""
    rooms.room_of(act)
    who = joining.participant_of(request, act)
    if request.method == "POST" and not summary.accepts(act):
        return _refused(request, act, Refused("closed"))
    if request.method == "POST" and "meedoen" in request.POST:
        return _join(request, act)
    if who is None:
        return _door(request, act)
    if request.method == "POST":
        return _vote(request, act, who)
    if not summary.accepts(act):
        return redirect("conversation:map", act.slug)
    context = {
        **summary.context(request, act),
        "next": voting.following(act, who),
        "rule": voting.RULES,
        "given": who.given,
        "may_add": rooms.option(act, "add"),
    }
    return render(request, "conversation/talk.html", context)


def _door(request: HttpRequest, act: Act, form: CodeForm | None = None) -> HttpResponse:
    with_code = rooms.option(act, "entry") == rooms.ROLL
    context = {
        **summary.context(request, act),
        **results.so_far(act),
        "form": form or (CodeForm() if with_code else None),
    }
    code = 422 if form is not None else 200
    return render(request, "conversation/door.html", context, status=code)


def _join(request: HttpRequest, act: Act) -> HttpResponse:
    """Let somebody in: by the link, or with a code where the organiser asks for one."""
    try:
        if rooms.option(act, "entry") == rooms.ROLL:
            form = CodeForm(request.POST)
            if not form.is_valid():
                return _door(request, act, form)
            who = joining.join_with_code(request, act, form.cleaned_data["code"])
        else:
            who = joining.join(request, act)
    except Refused as refused:
        return _refused(request, act, refused)
    response = redirect("conversation:talk", act.slug)
    joining.remember(response, act, who)
    return response


def _vote(request: HttpRequest, act: Act, who: Participant) -> HttpResponse:
    value = VALUES.get(request.POST.get("keuze", ""))
    try:
        if value is None:
            raise Refused("statement")
        statement = _key(request.POST.get("stelling", ""))
        important = "belangrijk" in request.POST
        voting.cast(act, who, statement, value, important)
    except Refused as refused:
        return _refused(request, act, refused)
    if rooms.due(act):
        mapping.refresh.enqueue(str(act.pk))
    back = "conversation:mine" if request.POST.get("terug") == "mijn" else "conversation:talk"
    return redirect(back, act.slug)


def _key(text: str) -> uuid.UUID:
    """Return the key of a statement, from what anybody may have sent. Raises ``Refused``."""
    try:
        return uuid.UUID(text)
    except ValueError:
        raise Refused("statement") from None


def _refused(request: HttpRequest, act: Act, refused: Refused) -> HttpResponse:
    """Say why something was not taken."""
    context = {**summary.context(request, act), "why": words.refusal(refused.reason)}
    code = 429 if refused.reason in TOO_MANY else 403 if refused.reason == "code" else 409
    return render(request, "conversation/refused.html", context, status=code)


@never_cache
@public_act
def add(request: HttpRequest, act: Act) -> HttpResponse:
    """Add a statement; first see whether somebody said it already."""
    who = joining.participant_of(request, act)
    if not summary.accepts(act):
        return _refused(request, act, Refused("closed"))
    if who is None:
        return redirect("conversation:talk", act.slug)
    form = StatementForm(request.POST if request.method == "POST" else None)
    alike: list[Statement] = []
    if request.method == "POST" and form.is_valid():
        text = form.cleaned_data["text"]
        alike = [] if "toch" in request.POST else statements.similar(act, text)
        if not alike:
            try:
                made = statements.suggest(request, act, who, text)
            except Refused as refused:
                if refused.reason in TOO_MANY:
                    return _refused(request, act, refused)
                form.add_error("text", words.refusal(refused.reason))
            else:
                messages.success(request, _thanks(made))
                return redirect("conversation:talk", act.slug)
    context = {**summary.context(request, act), "form": form, "alike": alike}
    code = 422 if form.errors else 200
    return render(request, "conversation/add.html", context, status=code)


def _thanks(made: Statement) -> str:
    if made.state == Statement.State.SHOWN:
        return _("Dank u wel. Uw stelling staat in het gesprek.")
    return _("Dank u wel. Uw stelling komt in het gesprek na een controle.")


@never_cache
@public_act
def mine(request: HttpRequest, act: Act) -> HttpResponse:
    """My group, my votes, and changing one while the conversation is open."""
    who = joining.participant_of(request, act)
    if who is None:
        return redirect("conversation:talk", act.slug)
    votes = Vote.objects.filter(participant=who).select_related("statement").order_by("-at")
    context = {
        **summary.context(request, act),
        **results.live(act, who),
        "votes": [one for one in votes if one.statement.state == Statement.State.SHOWN],
        "own": list(who.statements.all()),
    }
    return render(request, "conversation/mine.html", context)
