"""What everybody may see: the way in by code, the map, the rules, the screen, and the files."""

from __future__ import annotations

from collections.abc import Iterator

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from thorbecke.web.instruments.conversation import (
    exporting,
    joining,
    mapping,
    results,
    rooms,
    statements,
    voting,
)
from thorbecke.web.instruments.conversation.forms import JoinCodeForm
from thorbecke.web.instruments.conversation.models import Room
from thorbecke.web.participation.access import hidden, public_act
from thorbecke.web.participation.models import Act, Phase, Result
from thorbecke.web.participation.public import summary
from thorbecke.web.participation.roll.letters.wording import qr

PER_PAGE = 100
REFRESH = 20  # seconds between two looks of the screen


def type_code(request: HttpRequest) -> HttpResponse:
    """Type the short code of a conversation."""
    form = JoinCodeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        room = _room(form.cleaned_data["code"])
        if room:
            return redirect("conversation:talk", room.act.slug)
        form.add_error("code", _("Er is geen open gesprek met deze code."))
    status = 422 if form.errors else 200
    return render(request, "conversation/type_code.html", {"form": form}, status=status)


def code(request: HttpRequest, code: str) -> HttpResponse:
    """Go from the short address to the conversation."""
    room = _room(code)
    if room is None:
        raise Http404
    return redirect("conversation:talk", room.act.slug)


def _room(code: str) -> Room | None:
    plain = code.strip().upper().replace(" ", "").replace("-", "")
    found = Room.objects.filter(code=plain).select_related("act").defer("snapshot").first()
    return found if found and not hidden(found.act) else None


@never_cache
@public_act
def chart(request: HttpRequest, act: Act) -> HttpResponse:
    """The map so far, with its table; the visitor's own place is on it."""
    if summary.accepts(act) and results.stale(act) and rooms.due(act):
        mapping.refresh.enqueue(str(act.pk))
    who = joining.participant_of(request, act)
    context = {**summary.context(request, act), **results.live(act, who), "joined": who is not None}
    return render(request, "conversation/map.html", context)


@public_act
def policy(request: HttpRequest, act: Act) -> HttpResponse:
    """Which statements are not placed, how the next one is chosen, and the log of moderation."""
    page = Paginator(statements.log_of(act), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        **summary.context(request, act),
        "policy": rooms.option(act, "policy"),
        "before": rooms.option(act, "before"),
        "seed": rooms.routing_seed(act),
        "rule": voting.RULES,
        "page": page,
    }
    return render(request, "conversation/policy.html", context)


@never_cache
@public_act
def screen(request: HttpRequest, act: Act) -> HttpResponse:
    """For a big screen in a hall: the code, a QR code, and the map. It renews itself."""
    room = rooms.room_of(act)
    if summary.accepts(act) and results.stale(act) and rooms.due(act):
        mapping.refresh.enqueue(str(act.pk))
    link = rooms.link(room)
    context = {
        **summary.context(request, act),
        **results.so_far(act),
        **results.live(act),
        "room": room,
        "link": link.split("//", 1)[-1],
        "qr": mark_safe(qr(link)),  # noqa: S308 - made by segno from our own address
    }
    response = render(request, "conversation/screen.html", context)
    response["Refresh"] = str(REFRESH)
    return response


@public_act
def votes_file(request: HttpRequest, act: Act) -> HttpResponseBase:
    """The votes as Polis writes them, once the result is public."""
    result = Result.objects.filter(act=act).first()
    if act.phase != Phase.PUBLISHED or result is None:
        raise Http404
    return _csv(exporting.votes(act, result), f"{act.slug}-participants-votes.csv")


@public_act
def statements_file(request: HttpRequest, act: Act) -> HttpResponseBase:
    """The statements as Polis writes them, once the result is public."""
    if act.phase != Phase.PUBLISHED:
        raise Http404
    return _csv(exporting.texts(act), f"{act.slug}-comments.csv")


@public_act
def log_file(request: HttpRequest, act: Act) -> HttpResponseBase:
    """The log of moderation."""
    return _csv(exporting.log(act), f"{act.slug}-moderation.csv")


def _csv(lines: Iterator[str], name: str) -> HttpResponseBase:
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
