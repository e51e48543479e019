"""Who may come to the desk at all. What somebody may do there is in ``library.permissions``."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase

from thorbecke.web.people.models import Role

STAFF = frozenset({Role.EDITOR, Role.REVIEWER, Role.ADMINISTRATOR})
DECIDERS = frozenset({Role.REVIEWER, Role.ADMINISTRATOR})

View = Callable[..., HttpResponseBase]


def staff_only(view: View) -> View:
    """Send a stranger to the sign-in page; refuse somebody without a role."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if not request.user.roles & STAFF:
            raise PermissionDenied
        return view(request, *args, **kwargs)

    guarded.desk_guard = True  # type: ignore[attr-defined]
    return guarded
