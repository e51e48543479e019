"""The fixed pages: style guide, accessibility, privacy, sources, contact, and two text files."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from thorbecke.web.core import showcase, sources

VALID_FOR = timedelta(days=180)  # RFC 9116 advises less than a year


@require_safe
def style(request: HttpRequest) -> HttpResponse:
    """Every component in every state."""
    return render(request, "core/pages/style.html", showcase.context(request))


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """What was tested, what was not, and whom to tell."""
    return render(request, "core/pages/accessibility.html", {"contact": settings.CONTACT_EMAIL})


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """Which data we keep, why, and how long."""
    return render(request, "core/pages/privacy.html", {"contact": settings.CONTACT_EMAIL})


@require_safe
def colophon(request: HttpRequest) -> HttpResponse:
    """Sources and licences."""
    return render(request, "core/pages/colophon.html", {"groups": sources.GROUPS})


@require_safe
def contact(request: HttpRequest) -> HttpResponse:
    """How to reach the people behind this site."""
    return render(request, "core/pages/contact.html", {"contact": settings.CONTACT_EMAIL})


def _text(lines: list[str]) -> HttpResponse:
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    """RFC 9116. ``Expires`` is computed, so that the file is never stale on a site that runs."""
    until = (datetime.now(UTC) + VALID_FOR).replace(hour=0, minute=0, second=0, microsecond=0)
    return _text(
        [
            f"Contact: mailto:{settings.CONTACT_EMAIL}",
            f"Expires: {until.isoformat().replace('+00:00', 'Z')}",
            "Preferred-Languages: nl, en",
            f"Canonical: {settings.BASE_URL}{reverse('security_txt')}",
            f"Policy: {settings.BASE_URL}{reverse('contact')}",
        ]
    )


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Search engines may read everything but the pages that only make sense for one person."""
    hidden = [
        "/account/",
        "/mijn/",
        "/organiseren/",
        "/redactie/",
        "/bundel/",
        "/fout-melden/",
        "/taal/",
        "/weergave/",
    ]
    return _text(
        [
            "User-agent: *",
            *(f"Disallow: {path}" for path in hidden),
            f"Sitemap: {settings.BASE_URL}/sitemap.xml",
        ]
    )
