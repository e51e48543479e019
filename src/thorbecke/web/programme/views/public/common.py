"""What the pages of a sender share: opening by a private link, and the cookie that remembers a draft."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from thorbecke.web.people.limits import count, sender, spent
from thorbecke.web.programme import limits, submitting
from thorbecke.web.programme.models import Call, Stage, State, Submission

View = Callable[..., HttpResponseBase]
COOKIE, SALT = "oproep-concept", "thorbecke.programme.draft"
THIRTY_DAYS = 30 * 24 * 3600
WRONG = 422


def by_link(view: View) -> View:
    """Guard a page that a private link opens. A wrong link gets one answer, whatever is wrong with it."""

    @never_cache
    @wraps(view)
    def guarded(request: HttpRequest, token: str, *args: Any, **kwargs: Any) -> HttpResponseBase:
        who = sender(request)
        if spent(limits.WRONG_KEYS, who):
            return render(request, "programme/public/too_often.html", status=429)
        found = submitting.find(token)
        if found is None:
            count(limits.WRONG_KEYS, who)
            return render(request, "programme/public/wrong_link.html", status=404)
        return view(request, found, token, *args, **kwargs)

    guarded.by_link = True  # type: ignore[attr-defined]
    return guarded


def shown_call(slug: str) -> Call:
    """Return a round that everybody may see. Raises ``Http404``."""
    rows = Call.objects.select_related("organisation", "theme_act")
    found: Call = get_object_or_404(rows.exclude(state=State.CONCEPT), slug=slug)
    return found


def remember(response: HttpResponse, token: str) -> HttpResponse:
    """Let the browser find the draft again for thirty days; no script can read it."""
    response.set_signed_cookie(
        COOKIE,
        token,
        salt=SALT,
        max_age=THIRTY_DAYS,
        path=reverse("programme:calls"),
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return response


def forget(response: HttpResponse) -> HttpResponse:
    """Take the cookie away."""
    response.delete_cookie(COOKIE, path=reverse("programme:calls"), samesite="Lax")
    return response


def draft_of(request: HttpRequest) -> tuple[Submission, str] | None:
    """Return the draft that this browser was working on. No query without the cookie."""
    token = request.get_signed_cookie(COOKIE, default="", salt=SALT, max_age=THIRTY_DAYS)
    found = submitting.find(token) if token else None
    return (found, token) if found and found.stage == Stage.DRAFT else None
