"""The console of the facilitator: one page, and every act as a form, so that a keyboard is enough."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from thorbecke.web.ateliers import (
    clusters,
    console_parts,
    flow,
    grouping,
    joining,
    live,
    moderation,
    words,
)
from thorbecke.web.ateliers.access import atelier_view
from thorbecke.web.ateliers.flow import Refused
from thorbecke.web.ateliers.models import Atelier
from thorbecke.web.participation.roll.letters.wording import qr

Given = Any  # the posted fields


def console(request: HttpRequest, atelier: Atelier) -> HttpResponse:
    """The whole page; ``making.home`` shows it while the atelier is open."""
    page = _page(request)
    context = {
        "atelier": atelier,
        "parts": live.whole(request, console_parts.all_parts(atelier, page)),
        "tag": live.etag(request, atelier.version, "console"),
        "now": live.now(),
        "page_number": page,
        "address": joining.short_address(),
        "qr": mark_safe(qr(joining.link(atelier))),  # noqa: S308 - made by segno from our own address
    }
    return render(request, "ateliers/console.html", context)


@never_cache
@atelier_view("lead")
@require_safe
def renew(request: HttpRequest, atelier: Atelier) -> HttpResponse:
    """What changed since. Four queries when nothing did: who asks is looked at each time."""
    tag = live.etag(request, atelier.version, "console")
    if live.same(request, tag):
        return live.unchanged(tag)
    return live.answer(request, console_parts.all_parts(atelier, _page(request)), tag)


def _page(request: HttpRequest) -> int:
    text = request.GET.get("p", "1")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 5 else 1


@never_cache
@atelier_view("lead")
@require_POST
def act(request: HttpRequest, atelier: Atelier, action: str) -> HttpResponse:
    """Do one thing. A script gets the new parts; a form comes back to the page."""
    work = ACTS.get(action)
    if work is None:
        raise Http404
    scripted = request.headers.get("X-Live") == "1"
    try:
        work(atelier, request.user, request.POST)
    except clusters.Conflict as conflict:
        return _conflict(request, atelier, conflict)
    except Refused as refused:
        said = words.refusal(refused.reason)
        if scripted:
            return live.said(said, words.status_of(refused.reason))
        messages.error(request, said)
    if not scripted:
        page = _page(request)
        query = f"?p={page}" if page > 1 else ""
        return redirect(reverse("ateliers:home", args=[atelier.pk]) + query)
    fresh = Atelier.objects.select_related("organisation").get(pk=atelier.pk)
    tag = live.etag(request, fresh.version, "console")
    return live.answer(request, console_parts.all_parts(fresh, _page(request)), tag)


def _conflict(request: HttpRequest, atelier: Atelier, conflict: clusters.Conflict) -> HttpResponse:
    """Show both names of a cluster; a script goes to the page, so that nothing typed is lost."""
    context = {"atelier": atelier, "cluster": conflict.now, "text": request.POST.get("naam", "")}
    return render(request, "ateliers/cluster.html", context, status=409)


def _number(given: Given, name: str, lowest: int = 0) -> int:
    text = given.get(name, "")
    sign, digits = (-1, text[1:]) if text.startswith("-") else (1, text)
    if not (digits.isascii() and digits.isdecimal() and len(digits) < 6):
        raise Refused("step")
    return max(lowest, sign * int(digits))


def _uuid(text: str, reason: str = "card") -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Refused(reason) from None


def _gather(atelier: Atelier, given: Given) -> None:
    cards = [_uuid(text) for text in given.getlist("kaart")]
    into = given.get("bij", "")
    key = _uuid(into, "cluster") if into else None
    clusters.gather(atelier, cards, key, given.get("naam", ""))


def _keep(atelier: Atelier, given: Given) -> None:
    kind, _mark, key = given.get("op", "").partition("-")
    moderation.keep(atelier, kind, _uuid(key), given.get("aan") == "1")


def _rename(atelier: Atelier, given: Given) -> None:
    key = _uuid(given.get("groep", ""), "cluster")
    clusters.rename(atelier, key, given.get("naam", ""), _number(given, "versie"))


def _merge(atelier: Atelier, given: Given) -> None:
    one, other = given.get("groep", ""), given.get("bij", "")
    clusters.merge(atelier, _uuid(one, "cluster"), _uuid(other, "cluster"))


def _loosen(atelier: Atelier, given: Given) -> None:
    clusters.loosen(atelier, [_uuid(text) for text in given.getlist("kaart")])


# action -> what it does, with the atelier, the person and the posted fields
ACTS: dict[str, Callable[[Atelier, Any, Given], object]] = {
    "verder": lambda a, who, g: flow.forward(a, who, _number(g, "stap"), _number(g, "ronde")),
    "naar": lambda a, who, g: flow.go(a, who, _number(g, "naar"), _number(g, "stap")),
    "tijd-start": lambda a, _who, _g: flow.start_timer(a),
    "tijd-stop": lambda a, _who, _g: flow.stop_timer(a),
    "tijd": lambda a, _who, g: flow.add_time(a, _number(g, "seconden", -3600)),
    "schrijven": lambda a, _who, g: flow.set_writing(a, g.get("aan") == "1"),
    "stand": lambda a, _who, g: flow.set_revealed(a, g.get("aan") == "1"),
    "verberg": lambda a, who, g: moderation.hide(
        a, who, _uuid(g.get("kaart", "")), g.get("waarom", "")
    ),
    "toon": lambda a, who, g: moderation.show(a, who, _uuid(g.get("kaart", ""))),
    "kies": lambda a, _who, g: _keep(a, g),
    "bij-elkaar": lambda a, _who, g: _gather(a, g),
    "los": lambda a, _who, g: _loosen(a, g),
    "hernoem": lambda a, _who, g: _rename(a, g),
    "voeg-samen": lambda a, _who, g: _merge(a, g),
    "ontbind": lambda a, _who, g: clusters.undo(a, _uuid(g.get("groep", ""), "cluster")),
    "loot": lambda a, who, g: grouping.draw(a, who, _number(g, "groepen")),
    "laat-kiezen": lambda a, _who, g: grouping.let_choose(a, _number(g, "groepen")),
    "hele-zaal": lambda a, _who, _g: grouping.undo(a),
}
