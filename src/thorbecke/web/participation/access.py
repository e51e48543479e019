"""Guards of pages: who may open a page of an act. The permission itself is in ``permissions``."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404

from thorbecke.web.participation import instruments
from thorbecke.web.participation.models import Act, Phase
from thorbecke.web.participation.permissions import DESK, may
from thorbecke.web.participation.record import log

View = Callable[..., HttpResponseBase]


def act_view(action: str) -> Callable[[View], View]:
    """Guard a page of the console: signed in, a role in the act's organisation AND the right phase.

    A stranger goes to the sign-in page. Somebody without a role in the organisation gets "not found":
    what another organisation prepares is not even known to exist. A role that may not do this, or
    not in this phase, gets "forbidden".
    """

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, slug: str, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            act = find(slug)
            if not request.user.roles_in(act.organisation_id) & DESK:
                raise Http404
            if not may(request.user, action, act):
                if request.method == "POST":
                    log.refused(act, request.user, action)
                raise PermissionDenied
            request.act = act  # type: ignore[attr-defined]
            return view(request, act, *args, **kwargs)

        guarded.act_action = action  # type: ignore[attr-defined]
        return guarded

    return guard


def desk_view(action: str) -> Callable[[View], View]:
    """Guard a page of the console that is not about one act: a role in any organisation."""

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            if not may(request.user, action):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        guarded.act_action = action  # type: ignore[attr-defined]
        return guarded

    return guard


def public_act(view: View) -> View:
    """Guard a public page: the act is there once it has opened, or once its instrument shows it.

    While it is hidden only who organises it sees it.
    """

    @wraps(view)
    def guarded(request: HttpRequest, slug: str, *args: Any, **kwargs: Any) -> HttpResponseBase:
        act = find(slug)
        if hidden(act) and not may(request.user, "see_console", act):
            raise Http404
        request.act = act  # type: ignore[attr-defined]
        return view(request, act, *args, **kwargs)

    guarded.act_public = True  # type: ignore[attr-defined]
    return guarded


def hidden(act: Act) -> bool:
    """True while nobody but the organisers may see the act.

    A rehearsal is never shown in preparation: it is no part of what residents prepare.
    """
    if act.phase != Phase.PREPARE:
        return False
    return act.rehearsal or not instruments.of(act).visible_in_preparation(act)


def find(slug: str) -> Act:
    """Return the act with its organisation and municipality. Raises ``Http404``."""
    acts = Act.objects.select_related("organisation", "municipality", "rehearsal_of")
    act = get_object_or_404(acts, slug=slug)
    if instruments.get(act.instrument) is None:
        raise Http404
    return act
