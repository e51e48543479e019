"""Keep what somebody typed when the session ended while they were writing."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponseBase, QueryDict

from thorbecke.web.library.desk import limits

KEY = "desk.unsaved"
MOST_CHARACTERS = 200_000
MOST_A_DAY = 20

View = Callable[..., HttpResponseBase]


def keep(view: View) -> View:
    """Put the text of a stranger in the session, so that it is there again after sign-in.

    Signing in keeps the session's content. The size and the number are limited, because anybody
    can send this.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method == "POST" and not request.user.is_authenticated:
            _store(request)
        return view(request, *args, **kwargs)

    return guarded


def _store(request: HttpRequest) -> None:
    typed = request.POST.copy()
    typed.pop("csrfmiddlewaretoken", None)
    text = typed.urlencode()
    if len(text) <= MOST_CHARACTERS and limits.allowed(request, "unsaved", MOST_A_DAY):
        request.session[KEY] = {"path": request.path, "text": text}


def take(request: HttpRequest) -> QueryDict | None:
    """Return what was typed on this page before signing in, once."""
    kept = request.session.get(KEY)
    if not kept or kept["path"] != request.path:
        return None
    del request.session[KEY]
    return QueryDict(kept["text"])
