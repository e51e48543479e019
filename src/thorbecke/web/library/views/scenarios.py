"""Pictures of the future: the list and the page of one."""

from __future__ import annotations

import re
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from thorbecke.knowledge import labels
from thorbecke.web.library.models import Entry, Kind
from thorbecke.web.library.views import entries, pages, schema_org
from thorbecke.web.library.views.case import actions, json_of

_AGAINST = re.compile(r"\s+versus\s+")


@require_safe
def scenarios(request: HttpRequest) -> HttpResponse:
    """Show all scenarios."""
    return pages.serve(request, ("scenarios",), lambda: _list(request))


@require_safe
def scenario(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a published scenario; 404 for any other."""
    return pages.serve(request, ("scenario", slug), lambda: _page(request, slug))


@require_safe
def scenario_json(request: HttpRequest, slug: str) -> HttpResponse:
    """Give the scenario as JSON that any site may read."""
    return json_of(slug, Kind.SCENARIO)


def card(slug: str, data: dict[str, Any]) -> dict[str, Any]:
    """Return what the kit's card shows of a scenario."""
    cases = len({case for signal in data["signals"] for case in signal["cases"]})
    count = ngettext("%(n)s voorbeeld als signaal", "%(n)s voorbeelden als signaal", cases)
    return {
        "title": data["title_nl"],
        "url": reverse("scenario", args=[slug]),
        "kicker": data["horizon"],
        "text": data["summary_nl"],
        "tags": [{"label": labels.THEMES.get(number, str(number))} for number in data["themes"]],
        "meta": count % {"n": cases} if cases else "",
    }


def axes(data: dict[str, Any]) -> list[tuple[str, str]]:
    """Return the two ends of each axis; an axis without "versus" has one end."""
    found = []
    for axis in data["axes"].split(";"):
        ends = _AGAINST.split(axis.strip(), maxsplit=1)
        found.append((ends[0], ends[1] if len(ends) == 2 else ""))
    return [row for row in found if row[0]]


def questions(data: dict[str, Any]) -> list[str]:
    """Return three questions for a council meeting, made from the scenario's own words only."""
    one, other = next((row for row in axes(data) if row[1]), (data["axes"], ""))
    place = (
        _("Waar staat onze gemeente nu: dichter bij “%(one)s” of bij “%(other)s”?")
        if other
        else _("Waar staat onze gemeente nu als het gaat om “%(one)s”?")
    )
    wanted = (
        _("Waar willen wij heen tussen die twee? En wie merkt dat het eerst?")
        if other
        else _("Waar willen wij heen? En wie merkt dat het eerst?")
    )
    signal = data["signals"][0]["text_nl"].rstrip(".") if data["signals"] else data["title_nl"]
    seen = _("Een signaal is: “%(signal)s”. Zien wij dat hier ook, en wat doen wij ermee?")
    return [place % {"one": one, "other": other}, wanted, seen % {"signal": signal}]


def _list(request: HttpRequest) -> pages.Page:
    rows = [card(slug, data) for slug, data in entries.published(Kind.SCENARIO)]
    return pages.Page(
        title=_("Toekomstscenario's"),
        description=_("Beelden van de toekomst om samen over na te denken."),
        body=pages.body("library/scenarios/list.html", {"cards": rows}, request),
        crumbs=pages.crumbs((_("Toekomstscenario's"), reverse("scenarios"))),
    )


def _page(request: HttpRequest, slug: str) -> pages.Page:
    entry = entries.one(Kind.SCENARIO, slug)
    data = entry.data
    names = [labels.THEMES.get(number, str(number)) for number in data["themes"]]
    where = pages.permanent(reverse("scenario", args=[slug]))
    return pages.Page(
        title=data["title_nl"],
        description=data["summary_nl"],
        body=pages.body("library/scenarios/scenario.html", _context(entry), request),
        crumbs=pages.crumbs(
            (_("Toekomstscenario's"), reverse("scenarios")), (data["title_nl"], request.path)
        ),
        head=schema_org.script(schema_org.scenario(data, where, names)),
    )


def _context(entry: Entry) -> dict[str, Any]:
    data = entry.data
    return {
        "scenario": data,
        "axes": axes(data),
        "signals": _signals(data["signals"]),
        "questions": questions(data),
        "tags": entries.theme_tags(data["themes"], entries.theme_links()),
        "actions": actions(entry),
    }


def _signals(signals: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return each signal with the published cases that it names. One query."""
    known = entries.some(Kind.CASE, {slug for signal in signals for slug in signal["cases"]})
    return [
        {
            "text": signal["text_nl"],
            "cases": [
                (known[slug]["title_nl"], reverse("case", args=[slug]))
                for slug in signal["cases"]
                if slug in known
            ],
        }
        for signal in signals
    ]
