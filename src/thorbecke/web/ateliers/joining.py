"""Coming in: by the code, without an account; or by an invitation link, as an expert or a colleague."""

from __future__ import annotations

import hashlib
import secrets
import uuid
from datetime import timedelta

from django.conf import settings
from django.core.signing import BadSignature
from django.db import transaction
from django.db.models import F, Max
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse

from thorbecke.web.ateliers import grouping
from thorbecke.web.ateliers.flow import Refused, bump
from thorbecke.web.ateliers.models import Atelier, Guest, Kind, Pass, Phase
from thorbecke.web.people import limits

LIFETIME = 30 * 24 * 3600  # seconds
MOST_GUESTS = 200
# A whole room sits behind one address.
JOINS = limits.Limit("atelier-join", 250, timedelta(hours=1))
WRONG_CODES = limits.Limit("atelier-code", 200, timedelta(hours=1))


def named(request: HttpRequest, code: str) -> str:
    """Return what this browser sends as its cookie for this code, unchecked."""
    return str(request.COOKIES.get(_name(code), ""))


def guest_of(request: HttpRequest, atelier: Atelier) -> Guest | None:
    """Return who this browser is here; None without a good cookie. At most one query."""
    try:
        value = request.get_signed_cookie(
            _name(atelier.code), default="", salt=str(atelier.pk), max_age=LIFETIME
        )
        return Guest.objects.filter(pk=uuid.UUID(str(value)), atelier=atelier).first()
    except (ValueError, BadSignature):
        return None


def join(request: HttpRequest, atelier: Atelier, name: str, passed: Pass | None = None) -> Guest:
    """Return this browser's guest; a new one if it has none. Raises ``Refused``."""
    known = guest_of(request, atelier)
    if known and (passed is None or known.came_by_id == passed.pk):
        return known
    who = limits.sender(request)
    if limits.spent(JOINS, who):
        raise Refused("joins")
    limits.count(JOINS, who)
    return _new(atelier, name, passed)


@transaction.atomic
def _new(atelier: Atelier, name: str, passed: Pass | None) -> Guest:
    fresh = Atelier.objects.select_for_update().get(pk=atelier.pk)
    if fresh.phase != Phase.OPEN:
        raise Refused("phase")
    last = fresh.guests.aggregate(last=Max("number"))["last"] or 0
    if last >= MOST_GUESTS:
        raise Refused("full")
    if passed and not _use(passed):
        raise Refused("pass")
    bump(fresh, content=False)
    return Guest.objects.create(
        atelier=fresh,
        number=last + 1,
        name=name,
        kind=passed.kind if passed else Kind.GUEST,
        label=passed.label if passed else "",
        came_by=passed,
        group=grouping.for_late(fresh),
    )


def _use(passed: Pass) -> bool:
    usable = Pass.objects.filter(pk=passed.pk, withdrawn_at=None, used__lt=F("most"))
    return bool(usable.update(used=F("used") + 1))


def pass_of(atelier: Atelier, token: str) -> Pass | None:
    """Return the invitation of a token that still works."""
    digest = hashlib.sha256(token.encode()).hexdigest()
    return Pass.objects.filter(atelier=atelier, token_hash=digest, withdrawn_at=None).first()


def new_pass(atelier: Atelier, kind: str, label: str, most: int) -> tuple[Pass, str]:
    """Return an invitation and its link; the link can't be shown again."""
    token = secrets.token_urlsafe(18)
    made = Pass.objects.create(
        atelier=atelier,
        kind=kind,
        label=label,
        most=most,
        token_hash=hashlib.sha256(token.encode()).hexdigest(),
    )
    path = reverse("ateliers:invited", args=[atelier.code, token])
    return made, settings.BASE_URL.rstrip("/") + path


def link(atelier: Atelier) -> str:
    """Return the whole address to join by, for the QR code."""
    return settings.BASE_URL.rstrip("/") + reverse("ateliers:phone", args=[atelier.code])


def short_address() -> str:
    """Return where the code can be typed, as people read it from a screen."""
    return (settings.BASE_URL.rstrip("/") + reverse("ateliers:enter")).split("//", 1)[-1]


def remember(response: HttpResponseBase, atelier: Atelier, guest: Guest) -> None:
    """Let the browser carry who it is, to the pages of this atelier only."""
    response.set_signed_cookie(
        _name(atelier.code),
        guest.pk.hex,
        salt=str(atelier.pk),
        max_age=LIFETIME,
        path=reverse("ateliers:phone", args=[atelier.code]),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def forget(response: HttpResponseBase, atelier: Atelier) -> None:
    """Take the cookie away again: for a telephone that is handed on."""
    response.delete_cookie(
        _name(atelier.code), path=reverse("ateliers:phone", args=[atelier.code]), samesite="Lax"
    )


def _name(code: str) -> str:
    return f"atelier-{code}"
