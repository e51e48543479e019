"""What every page of designs shares: the steps, and how a design that can't be is refused."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from thorbecke.web.designs.state import Refused, State

View = Callable[..., HttpResponse]


def strict(view: View) -> View:
    """Answer a design that can't be with a page that says what is wrong, and status 400."""

    @wraps(view)
    def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except Refused as error:
            context = {"crumbs": crumbs((_("Onbekende keuze"),)), "reason": str(error)}
            return render(request, "designs/refused.html", context, status=400)

    return inner


def crumbs(*steps: tuple[Any, ...]) -> list[tuple[Any, ...]]:
    """Return the breadcrumb from home through the box."""
    return [(_("Home"), "/"), (_("Ontwerp"), reverse("designs:new")), *steps]


def address(name: str, state: State, /, **more: str) -> str:
    """Return the address of a page with the design in it."""
    query = state.query
    return f"{reverse(name, kwargs=more)}?{query}" if query else reverse(name, kwargs=more)


def steps(state: State) -> list[tuple[str, str]]:
    """Return the steps from choosing to documents."""
    return [
        (_("Kies"), address("designs:new", state)),
        (_("Regelruimte"), address("designs:verdict", state)),
        (_("Bewaar en deel"), address("designs:verdict", state) + "#bewaren"),
    ]
