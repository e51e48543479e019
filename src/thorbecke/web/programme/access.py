"""Guards of the desk. The permission itself is in ``permissions``."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404

from thorbecke.web.programme.models import Call, Stage, Submission
from thorbecke.web.programme.permissions import INSIDE, may, programmes

View = Callable[..., HttpResponseBase]
JOINED = ("call", "municipality", "assigned_to", "organisation")


def team(view: View) -> View:
    """Guard a page about all rounds of one's programmes."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if not programmes(request.user):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


def on_call(action: str) -> Callable[[View], View]:
    """Guard a page of one round. For somebody of another organisation it does not exist."""

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, slug: str, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            rows = Call.objects.select_related("organisation", "theme_act")
            found = get_object_or_404(rows, slug=slug)
            _check(request, found, action)
            return view(request, found, *args, **kwargs)

        guarded.programme_action = action  # type: ignore[attr-defined]
        return guarded

    return guard


def on_submission(action: str) -> Callable[[View], View]:
    """Guard a page of one submission. A draft is nobody's but the sender's."""

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, pk: str, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            rows = Submission.objects.select_related(*JOINED).exclude(stage=Stage.DRAFT)
            found = get_object_or_404(rows, pk=pk)
            _check(request, found.call, action)
            return view(request, found, *args, **kwargs)

        guarded.programme_action = action  # type: ignore[attr-defined]
        return guarded

    return guard


def _check(request: HttpRequest, call: Call, action: str) -> None:
    person: Any = request.user
    if not person.roles_in(call.organisation_id) & INSIDE:
        raise Http404
    if not may(person, action, call):
        raise PermissionDenied
