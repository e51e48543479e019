"""Headers that every answer gets, beside those of Django and django-csp."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers

GetResponse = Callable[[HttpRequest], HttpResponse]

HEADERS = {
    "Permissions-Policy": (
        "accelerometer=(), camera=(), geolocation=(), gyroscope=(), microphone=(), payment=(), usb=()"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def security_headers(get_response: GetResponse) -> GetResponse:
    """Set the headers; a page made for a person who is signed in is never kept by a shared cache."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if response.get("Content-Type", "").startswith("text/html"):
            # The chosen municipality, language and display change what every page shows.
            patch_vary_headers(response, ("Cookie",))
        if _is_personal(request):
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response

    return middleware


def chosen_language(get_response: GetResponse) -> GetResponse:
    """Answer in the language that the visitor chose, else in Dutch.

    What the browser prefers is not asked: many residents have a browser in English and expect a
    municipal site in Dutch.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        code = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        request.LANGUAGE_CODE = code
        with translation.override(code):
            response = get_response(request)
        response.headers.setdefault("Content-Language", code)
        return response

    return middleware


def _is_personal(request: HttpRequest) -> bool:
    """True when the session was used to find out who asks; never opens the session itself."""
    user = getattr(request, "_cached_user", None)
    return bool(user is not None and user.is_authenticated)
