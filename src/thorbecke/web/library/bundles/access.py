"""Who may change a bundle: the one whose browser holds its edit token, in a signed cookie."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from thorbecke.web.library.bundles import collecting
from thorbecke.web.library.models import Bundle

COOKIE = "bundel"
SALT = "thorbecke.bundle"
YEAR = 365 * 24 * 3600


def edit_token(request: HttpRequest) -> str:
    """Return the edit token of this browser, or nothing when there is none or it was tampered with."""
    found = request.get_signed_cookie(COOKIE, default="", salt=SALT, max_age=YEAR)
    return str(found)


def own_bundle(request: HttpRequest) -> Bundle | None:
    """Return the bundle that this browser may change. At most one query."""
    return collecting.find(edit_token(request))


def remember(response: HttpResponse, token: str) -> None:
    """Keep the edit token in this browser, out of reach of scripts, for a year."""
    response.set_signed_cookie(
        COOKIE,
        token,
        salt=SALT,
        max_age=YEAR,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )


def forget(response: HttpResponse) -> None:
    """Let this browser start a new bundle; the old one stays where it is."""
    response.delete_cookie(COOKIE, samesite="Lax")
