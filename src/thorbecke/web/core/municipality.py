"""The municipality that a visitor chose, kept in two cookies so that no page needs a query.

A cookie is input from outside: what does not look like a slug or a name is treated as absent.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote, unquote

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

SLUG_COOKIE = "gemeente"
NAME_COOKIE = "gemeente_naam"
YEAR = 365 * 24 * 3600
_SLUG = re.compile(r"[a-z0-9-]{1,80}")
_NAME = re.compile(r"['’]?[^\W\d_](?:[^\W\d_]|[ ,'’().-]){0,78}")


@dataclass(frozen=True)
class Chosen:
    """Slug and name of the municipality that the visitor chose."""

    slug: str
    name: str


def remember(response: HttpResponseBase, slug: str, name: str) -> None:
    """Keep the choice for a year; the name is percent-encoded, as a cookie holds ASCII only."""
    for key, value in ((SLUG_COOKIE, slug), (NAME_COOKIE, quote(name, safe=""))):
        response.set_cookie(
            key,
            value,
            max_age=YEAR,
            samesite="Lax",
            httponly=True,
            secure=settings.SESSION_COOKIE_SECURE,
        )


def forget(response: HttpResponseBase) -> None:
    """Take the choice away."""
    for key in (SLUG_COOKIE, NAME_COOKIE):
        response.delete_cookie(key, samesite="Lax")


def chosen(request: HttpRequest) -> Chosen | None:
    """Return the choice, or None. Without a usable name the slug is written with capitals."""
    slug = request.COOKIES.get(SLUG_COOKIE, "")
    if not _SLUG.fullmatch(slug):
        return None
    name = unquote(request.COOKIES.get(NAME_COOKIE, ""))
    if not _NAME.fullmatch(name):
        name = slug.replace("-", " ").title()
    return Chosen(slug, name)
