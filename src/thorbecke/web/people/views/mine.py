"""Somebody's own page: where to work, and in which organisations."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from thorbecke.web.core import navigation


@login_required
def mine(request: HttpRequest) -> HttpResponse:
    """The places that fit this person's roles, and the roles themselves."""
    memberships = request.user.memberships.select_related("organisation").order_by(
        "organisation__name", "role"
    )
    context = {"places": navigation.desks(request.user.roles), "memberships": list(memberships)}
    return render(request, "people/mine.html", context)
