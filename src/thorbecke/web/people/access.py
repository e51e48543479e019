"""Guards of pages of an organisation. The permission itself is in ``permissions``."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404

from thorbecke.web.people.models import Organisation
from thorbecke.web.people.permissions import is_team, may

View = Callable[..., HttpResponseBase]


def organisation_view(action: str) -> Callable[[View], View]:
    """Guard a page of one organisation.

    A stranger goes to the sign-in page. Somebody of another organisation gets "not found". A role
    that may not do this gets "forbidden".
    """

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, pk: uuid.UUID, *args: Any, **kwargs: Any) -> Any:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            found = _find(request, pk)
            if not may(request.user, action, found):
                raise PermissionDenied
            return view(request, found, *args, **kwargs)

        return guarded

    return guard


def area_view(action: str) -> Callable[[View], View]:
    """Guard a page about the areas of a municipality; other organisations have none."""

    def guard(view: View) -> View:
        @organisation_view(action)
        @wraps(view)
        def guarded(request: HttpRequest, found: Organisation, *args: Any, **kwargs: Any) -> Any:
            if found.municipality is None:
                raise Http404
            return view(request, found, *args, **kwargs)

        return guarded

    return guard


def team_view(view: View) -> View:
    """Guard a page of the programme team."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if not is_team(request.user):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


def _find(request: HttpRequest, pk: uuid.UUID) -> Organisation:
    found = get_object_or_404(
        Organisation.objects.select_related("municipality"), pk=pk, closed_on=None
    )
    person: Any = request.user
    if not person.roles_in(found.pk) and not is_team(person):
        raise Http404
    return found
