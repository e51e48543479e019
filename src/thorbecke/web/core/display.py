"""Light, dark, or what the device prefers: the visitor's choice, kept in a cookie."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

COOKIE = "weergave"
FOLLOW = "systeem"
CHOICES = {
    FOLLOW: _("Zoals uw apparaat"),
    "licht": _("Licht"),
    "donker": _("Donker"),
}


def display_of(request: HttpRequest) -> str:
    """Return licht, donker or systeem; anything else in the cookie counts as systeem."""
    value = request.COOKIES.get(COOKIE, FOLLOW)
    return value if value in CHOICES else FOLLOW
