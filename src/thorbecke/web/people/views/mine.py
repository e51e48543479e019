"""Somebody's own page: where to work, in which organisations, and the second step at signing in."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from thorbecke.web.core import navigation
from thorbecke.web.people import factor
from thorbecke.web.people.models import Membership, Organisation, Role
from thorbecke.web.people.permissions import is_team


@login_required
def mine(request: HttpRequest) -> HttpResponse:
    """The places that fit this person's roles, and the roles themselves."""
    rows = request.user.memberships.filter(organisation__closed_on=None)
    memberships = rows.select_related("organisation").order_by("organisation__name", "role")
    context = {
        "places": navigation.desks(request.user.roles),
        "organisations": _together(memberships),
        "second_step": factor.has_second_step(request.user),
        "must_set_up": bool(request.user.sleeping),
        "team": is_team(request.user),
    }
    return render(request, "people/mine.html", context)


@login_required
def second_step(request: HttpRequest) -> HttpResponse:
    """Say why a second step is needed, and where to set it up."""
    person: Any = request.user
    context = {
        "there": factor.has_second_step(person),
        "must": person.holds(factor.STAFF),
        "roles": sorted(
            {str(Role(role).label) for role in person.sleeping if person.holds({role})}
        ),
    }
    return render(request, "people/second_step.html", context)


def _together(memberships: Any) -> list[tuple[Organisation, list[str]]]:
    """Return each organisation with the roles in it."""
    found: dict[Any, tuple[Organisation, list[str]]] = {}
    one: Membership
    for one in memberships:
        words = found.setdefault(one.organisation_id, (one.organisation, []))[1]
        words.append(one.get_role_display())
    return list(found.values())
