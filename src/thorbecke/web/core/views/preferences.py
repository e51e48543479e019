"""Choices of a visitor that live in a cookie: language and light or dark."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import check_for_language
from django.views.decorators.http import require_safe

from thorbecke.web.core import display as displays
from thorbecke.web.core.municipality import YEAR
from thorbecke.web.core.redirects import safe_next


def _keep(response: HttpResponse, name: str, value: str) -> HttpResponse:
    response.set_cookie(
        name,
        value,
        max_age=YEAR,
        samesite="Lax",
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return response


@require_safe
def language(request: HttpRequest, code: str) -> HttpResponse:
    """Set the language and go back to ``next``; 404 for a language that the site does not have."""
    if code not in dict(settings.LANGUAGES) or not check_for_language(code):
        raise Http404
    response = HttpResponseRedirect(safe_next(request))
    return _keep(response, settings.LANGUAGE_COOKIE_NAME, code)


@require_safe
def display(request: HttpRequest) -> HttpResponse:
    """Show the choices, or with ``kies`` keep one and go back to ``next``."""
    picked = request.GET.get("kies", "")
    if picked in displays.CHOICES:
        return _keep(HttpResponseRedirect(safe_next(request)), displays.COOKIE, picked)
    context = {"choices": displays.CHOICES.items(), "next": safe_next(request)}
    return render(request, "core/pages/display.html", context)
