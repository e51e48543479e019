"""Guards of pages: who may open a page of an experiment. The permission itself is in ``permissions``."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404

from thorbecke.web.experiments.models import Experiment
from thorbecke.web.experiments.permissions import OFFER, READ, may

View = Callable[..., HttpResponseBase]


def desk(action: str, write: str = "") -> Callable[[View], View]:
    """Guard a page of the desk: signed in, a role in the organisation AND the right phase.

    A stranger goes to the sign-in page. Somebody without a role in the organisation gets "not found".
    ``write``: the action that a POST needs, where reading is open to more people.
    """

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, slug: str, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            experiment = find(slug)
            if not request.user.roles_in(experiment.organisation_id) & READ:
                raise Http404
            needed = write if write and request.method == "POST" else action
            if not may(request.user, needed, experiment):
                raise PermissionDenied
            return view(request, experiment, *args, **kwargs)

        guarded.experiment_action = write or action  # type: ignore[attr-defined]
        return guarded

    return guard


def staff(roles: frozenset[Any]) -> Callable[[View], View]:
    """Guard a page that is not about one experiment: one of these roles in any organisation."""

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            if not request.user.roles & roles:
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return guarded

    return guard


reader, offerer = staff(READ), staff(OFFER)


def public(view: View) -> View:
    """Guard a public page: it is there once the experiment is public; its members see it before."""

    @wraps(view)
    def guarded(request: HttpRequest, slug: str, *args: Any, **kwargs: Any) -> HttpResponseBase:
        experiment = find(slug)
        if not experiment.public and not may(request.user, "see", experiment):
            raise Http404
        return view(request, experiment, *args, **kwargs)

    return guarded


def find(slug: str) -> Experiment:
    """Return the experiment with its organisation, places and plan. Raises ``Http404``. One query."""
    found = Experiment.objects.select_related("organisation", "municipality", "area", "plan")
    return get_object_or_404(found, slug=slug)
