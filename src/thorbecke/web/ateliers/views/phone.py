"""The phone of a guest: the page, what renews itself, and everything that it sends."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from thorbecke.web.ateliers import grouping, joining, live, phone_parts, weighing, words, writing
from thorbecke.web.ateliers.access import of_code
from thorbecke.web.ateliers.flow import Refused
from thorbecke.web.ateliers.models import Atelier, Card, Guest, Phase
from thorbecke.web.ateliers.views import door

Work = Callable[[HttpRequest, Atelier, Guest], None]


@never_cache
@require_safe
def phone(request: HttpRequest, code: str) -> HttpResponse:
    """The whole page. Six queries at most. Who has no cookie stands at the door."""
    if joining.named(request, code) == "":
        return door.door(request, code)
    atelier = of_code(code)
    guest = joining.guest_of(request, atelier)
    if guest is None:
        return door.door(request, code)
    page = _page(request)
    parts = phone_parts.all_parts(atelier, guest, page)
    context = {
        "atelier": atelier,
        "guest": guest,
        "parts": live.whole(request, parts),
        "tag": _tag(request, atelier.version, code),
        "now": live.now(),
        "page": page,
    }
    return render(request, "ateliers/phone.html", context)


@require_safe
def renew(request: HttpRequest, code: str) -> HttpResponse:
    """What changed since the browser last asked. One query when nothing did, five at most."""
    row = Atelier.objects.filter(code=code).exclude(phase=Phase.PREPARE).values_list("version")
    found = row.first()
    if found is None:
        raise Http404
    tag = _tag(request, found[0], code)
    if live.same(request, tag):
        return live.unchanged(tag)
    return _parts(request, code)


def _parts(request: HttpRequest, code: str) -> HttpResponse:
    atelier = of_code(code)
    guest = joining.guest_of(request, atelier)
    if guest is None:
        return live.said(words.refusal("guest"), 410)
    parts = phone_parts.all_parts(atelier, guest, _page(request))
    return live.answer(request, parts, _tag(request, atelier.version, code))


def _tag(request: HttpRequest, version: int, code: str) -> str:
    return live.etag(request, version, joining.named(request, code))


def _page(request: HttpRequest) -> int:
    text = request.GET.get("p", "1")
    return min(int(text), 999) if text.isascii() and text.isdecimal() and len(text) < 5 else 1


def sends(work: Work) -> Callable[..., HttpResponse]:
    """Make a view of what a guest sends. A script gets the parts or a short text; a form comes back."""

    @never_cache
    @require_POST
    @wraps(work)
    def view(request: HttpRequest, code: str) -> HttpResponse:
        atelier = of_code(code)
        scripted = request.headers.get("X-Live") == "1"
        try:
            if (guest := joining.guest_of(request, atelier)) is None:
                raise Refused("guest")
            work(request, atelier, guest)
        except Refused as refused:
            said = words.refusal(refused.reason)
            if scripted:
                return live.said(said, words.status_of(refused.reason))
            messages.error(request, said)
        return _parts(request, code) if scripted else redirect("ateliers:phone", code)

    return view


def _client(request: HttpRequest) -> str:
    """Return the name that the browser gave this sending; without a script each press is a new one."""
    return request.POST.get("client", "") or secrets.token_hex(16)


@sends
def add(request: HttpRequest, atelier: Atelier, guest: Guest) -> None:
    """A new card."""
    key, text = request.POST.get("stap", ""), request.POST.get("tekst", "")
    writing.add(atelier, guest, key, _client(request), text)


@sends
def dot(request: HttpRequest, atelier: Atelier, guest: Guest) -> None:
    """A dot on a card or cluster."""
    key, target = request.POST.get("stap", ""), request.POST.get("op", "")
    weighing.dot(atelier, guest, key, target, _client(request))


@sends
def undot(request: HttpRequest, atelier: Atelier, guest: Guest) -> None:
    """Take a dot back."""
    number = _number(request.POST.get("stip", ""))
    weighing.take_back(atelier, guest, request.POST.get("stap", ""), number)


@sends
def score(request: HttpRequest, atelier: Atelier, guest: Guest) -> None:
    """A score for a card or cluster."""
    key, target = request.POST.get("stap", ""), request.POST.get("op", "")
    weighing.score(atelier, guest, key, target, _number(request.POST.get("cijfer", "")))


@sends
def group(request: HttpRequest, atelier: Atelier, guest: Guest) -> None:
    """The group that somebody chooses."""
    grouping.choose(atelier, guest, _number(request.POST.get("groep", "")))


@sends
def remove(request: HttpRequest, atelier: Atelier, guest: Guest) -> None:
    """Take an own card back."""
    try:
        key = uuid.UUID(request.POST.get("kaart", ""))
    except ValueError:
        raise Refused("card") from None
    if card := Card.objects.filter(pk=key, author=guest).first():
        writing.remove(atelier, guest, card)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 12 else 0


@never_cache
def edit(request: HttpRequest, code: str, card: uuid.UUID) -> HttpResponse:
    """Change an own card. When it was changed elsewhere both texts are shown, and none is lost."""
    atelier = of_code(code)
    guest = joining.guest_of(request, atelier)
    if guest is None:
        return redirect("ateliers:phone", code)
    mine = get_object_or_404(Card, pk=card, author=guest, hidden=False)
    context: dict[str, Any] = {"atelier": atelier, "card": mine, "text": mine.text}
    if request.method != "POST":
        return render(request, "ateliers/edit.html", context)
    context["text"] = request.POST.get("tekst", "")
    try:
        version = _number(request.POST.get("versie", ""))
        writing.change(atelier, guest, mine, context["text"], version)
    except writing.Conflict as conflict:
        context |= {"card": conflict.now, "other": conflict.now.text}
        return render(request, "ateliers/edit.html", context, status=409)
    except Refused as refused:
        context["problem"] = words.refusal(refused.reason)
        status = words.status_of(refused.reason)
        return render(request, "ateliers/edit.html", context, status=status)
    messages.success(request, _("Uw kaart is veranderd."))
    return redirect("ateliers:phone", code)
