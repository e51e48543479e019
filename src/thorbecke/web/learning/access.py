"""Guards of pages: who may open a page. The permission itself is in ``permissions``."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404

from thorbecke.web.learning.models import Lesson, Track
from thorbecke.web.learning.permissions import READ, may, may_answer, may_host

View = Callable[..., HttpResponseBase]


def lesson_page(action: str) -> Callable[[View], View]:
    """Guard a page of one lesson. What is another organisation's is "not found"."""

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, pk: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
            found = get_object_or_404(
                Lesson.objects.select_related(
                    "experiment__organisation", "experiment__municipality", "organisation"
                ),
                pk=pk,
            )
            if action == "read" and public(found):
                return view(request, found, *args, **kwargs)
            if not request.user.is_authenticated:
                if action == "read":
                    raise Http404
                return redirect_to_login(request.get_full_path())
            if not may(request.user, "read", found):
                raise Http404
            if not may(request.user, action, found):
                raise PermissionDenied
            return view(request, found, *args, **kwargs)

        return guarded

    return guard


def public(lesson: Lesson) -> bool:
    """Everybody sees a lesson that was accepted, of an experiment that is public."""
    return lesson.state == "accepted" and lesson.experiment.public


def member(view: View) -> View:
    """Guard a page of the desk that is not about one lesson: a working role in any organisation."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if not request.user.roles & READ:
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


def track_page(action: str) -> Callable[[View], View]:
    """Guard a page of one track: "read", "join", "host" or "answer"."""

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, slug: str, *args: Any, **kwargs: Any) -> HttpResponseBase:
            track = get_object_or_404(Track.objects.select_related("organisation"), slug=slug)
            if not track.open and not may_answer(request.user, track):
                raise Http404
            if action != "read" and not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            allowed = {
                "read": True,
                "join": True,
                "host": may_host(request.user, track.organisation_id),
                "answer": may_answer(request.user, track),
            }
            if not allowed[action]:
                raise PermissionDenied
            return view(request, track, *args, **kwargs)

        return guarded

    return guard
