"""Guards of pages: the console by role, the phone by the code and the cookie."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404

from thorbecke.web.ateliers.models import Atelier
from thorbecke.web.ateliers.permissions import READERS, may

View = Callable[..., HttpResponseBase]


def atelier_view(action: str) -> Callable[[View], View]:
    """Guard a page of the console. What is another organisation's is not known to exist (404); a role
    that may not do this, or not in this phase, gets "forbidden".
    """

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, pk: uuid.UUID, *args: Any, **kwargs: Any) -> Any:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            atelier = get_object_or_404(Atelier.objects.select_related("organisation"), pk=pk)
            if not request.user.roles_in(atelier.organisation_id) & READERS:
                raise Http404
            if not may(request.user, action, atelier):
                raise PermissionDenied
            return view(request, atelier, *args, **kwargs)

        guarded.atelier_action = action  # type: ignore[attr-defined]
        return guarded

    return guard


def desk_view(action: str) -> Callable[[View], View]:
    """Guard a page that is not about one atelier: a role in any organisation."""

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            if not may(request.user, action):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        guarded.atelier_action = action  # type: ignore[attr-defined]
        return guarded

    return guard


def of_code(code: str) -> Atelier:
    """Return the atelier of a code that was opened. Raises ``Http404``."""
    found = Atelier.objects.select_related("organisation").exclude(phase="prepare")
    return get_object_or_404(found, code=code.upper())
