"""The second step at signing in: who must have one, and what happens until it is there.

A role that needs a second step sleeps until its person has one: it gives no rights on any page, whatever
address is asked. So there is no list of pages to guard and none to forget.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from thorbecke.web.people.models import Role

STAFF = frozenset(
    {
        Role.ADMINISTRATOR,
        Role.PROGRAMME,
        Role.LEAD,
        Role.GRIFFIER,
        Role.ORGANISER,
        Role.SCIENTIST,
        Role.REVIEWER,
        Role.EDITOR,
    }
)
STEPS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
GetResponse = Callable[[HttpRequest], HttpResponse]


def has_second_step(person: Any) -> bool:
    """Tell whether a person has an app or a passkey. One query."""
    return bool(Authenticator.objects.filter(user=person, type__in=STEPS).exists())


def missing(person: Any) -> bool:
    """Tell whether a person must still set up a second step. At most two queries."""
    if not settings.SECOND_FACTOR or not person.is_authenticated:
        return False
    return person.holds(STAFF) and not has_second_step(person)


def sleeping_roles(get_response: GetResponse) -> GetResponse:
    """Let roles sleep without a second step, and lead who is refused for that to the set-up page.

    ``request.user`` stays lazy: a page that does not ask who is there costs no query.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        if not settings.SECOND_FACTOR:
            return get_response(request)
        original = request.user
        request.user = SimpleLazyObject(lambda: _put_to_sleep(request, original))  # type: ignore[assignment]
        response = get_response(request)
        refused = response.status_code in (403, 404)
        if refused and getattr(request, "_second_step_missing", False):
            return HttpResponseRedirect(reverse("people:second_step"))
        return response

    return middleware


def _put_to_sleep(request: HttpRequest, person: Any) -> Any:
    if missing(person):
        person.sleeping = STAFF
        request._second_step_missing = True  # type: ignore[attr-defined]
    # An evaluated user, not the lazy one around it: code looks at its class.
    return getattr(request, "_cached_user", person)
