"""The menu of an act's console: only what this person may do in this phase."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from thorbecke.web.participation import instruments
from thorbecke.web.participation.instruments import ConsoleLink
from thorbecke.web.participation.models import Act
from thorbecke.web.participation.permissions import may

PARTS = (
    ConsoleLink(_("Deelnemers"), "participation:roll_overview", "see_roll"),
    ConsoleLink(_("Brieven"), "participation:letters", "print_letters"),
    ConsoleLink(_("Loket"), "participation:desk", "reissue"),
    ConsoleLink(_("Papieren stembiljetten"), "participation:paper", "enter_paper"),
    ConsoleLink(_("Steekproef van papier"), "participation:audit", "audit"),
    ConsoleLink(_("Loting"), "participation:draw", "draw_number"),
    ConsoleLink(_("Logboek"), "participation:log", "see_log"),
)


def menu(request: HttpRequest, act: Act) -> list[dict[str, Any]]:
    """Return the groups of links of the console."""
    instrument = instruments.of(act)
    first = [ConsoleLink(_("Overzicht"), "participation:overview", "see_console")]
    groups = [
        (_("Deze raadpleging"), [*_links(request, act, first), *_sections(request, act)]),
        (instrument.name, _links(request, act, instrument.console_links(act))),
        (_("Meedoen en tellen"), _links(request, act, PARTS)),
    ]
    return [{"title": title, "links": links} for title, links in groups if links]


def _links(request: HttpRequest, act: Act, links: Any) -> list[dict[str, Any]]:
    found = []
    for link in links:
        if not may(request.user, link.action, act):
            continue
        try:
            url = reverse(link.name, args=[act.slug])
        except NoReverseMatch:
            continue
        found.append({"label": link.label, "url": url, "current": request.path == url})
    return found


def _sections(request: HttpRequest, act: Act) -> list[dict[str, Any]]:
    found = []
    for section in instruments.sections(act):
        url = reverse("participation:section", args=[act.slug, section.id])
        if may(request.user, section.action, act):
            found.append({"label": section.title, "url": url, "current": request.path == url})
    return found
