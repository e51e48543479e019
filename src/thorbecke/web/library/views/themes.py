"""The ten themes and the five principles."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from thorbecke.knowledge import labels
from thorbecke.web.library.models import Kind
from thorbecke.web.library.search import Query, find
from thorbecke.web.library.views import entries, pages
from thorbecke.web.library.views.scenarios import card as scenario_card

Data = dict[str, Any]
MOST_CASES = 6


@require_safe
def themes(request: HttpRequest) -> HttpResponse:
    """Show the themes."""
    return pages.serve(request, ("themes",), lambda: _list(request))


@require_safe
def theme(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a published theme; 404 for any other."""
    return pages.serve(request, ("theme", slug), lambda: _page(request, slug))


@require_safe
def principles(request: HttpRequest) -> HttpResponse:
    """Show the five principles, each with the question to ask of a plan."""
    return pages.serve(request, ("principles",), lambda: _principles(request))


def counts() -> dict[str, int]:
    """Return theme number (as text) → how many cases it has."""
    facets = find(Query(kind="case", per_page=1)).facets
    return {v.value: v.count for facet in facets if facet.name == "theme" for v in facet.values}


def cards(found: dict[str, int]) -> list[Data]:
    """Return the themes in order as cards, with their number of cases. One query."""
    rows = sorted((data["number"], slug, data) for slug, data in entries.published(Kind.THEME))
    return [_card(slug, data, found.get(str(number), 0)) for number, slug, data in rows]


def _card(slug: str, data: Data, count: int) -> Data:
    text = ngettext("%(n)s voorbeeld", "%(n)s voorbeelden", count) % {"n": count}
    return {
        "title": data["title_nl"],
        "short": labels.THEMES.get(data["number"], data["title_nl"]),
        "url": reverse("theme", args=[slug]),
        "kicker": _("Thema %(number)s") % {"number": data["number"]},
        "text": data["question_nl"],
        "meta": text,
    }


def _list(request: HttpRequest) -> pages.Page:
    return pages.Page(
        title=_("Tien thema's"),
        description=_("Tien thema's voor lokale democratie, elk met voorbeelden en regels."),
        body=pages.body("library/themes/list.html", {"cards": cards(counts())}, request),
        crumbs=pages.crumbs((_("Thema's"), reverse("themes"))),
    )


def _page(request: HttpRequest, slug: str) -> pages.Page:
    data = entries.one(Kind.THEME, slug).data
    return pages.Page(
        title=data["title_nl"],
        description=data["question_nl"],
        body=pages.body("library/themes/theme.html", _context(data), request),
        crumbs=pages.crumbs((_("Thema's"), reverse("themes")), (data["title_nl"], request.path)),
    )


def _context(data: Data) -> Data:
    number = str(data["number"])
    found = find(Query("case", filters={"theme": [number]}, sort="confidence", per_page=MOST_CASES))
    return {
        "theme": data,
        "cards": [entries.case_card(card) for card in found.cards],
        "total": found.total,
        "more": f"{reverse('cases')}?theme={number}",
        "scenarios": [
            scenario_card(slug, one)
            for slug, one in entries.published(Kind.SCENARIO)
            if data["number"] in one["themes"]
        ],
        "instruments": _instruments(data["instruments"]),
        "principles": _sorted_principles(),
        "report_url": pages.maybe("report_error", Kind.THEME, data["id"]),
    }


def _instruments(slugs: list[str]) -> list[Data]:
    known = entries.some(Kind.INSTRUMENT, slugs)
    return [
        {
            "name": known[slug]["name_nl"],
            "verdict": known[slug]["verdict"],
            "url": pages.maybe("instrument", slug),
        }
        for slug in slugs
        if slug in known
    ]


def _sorted_principles() -> list[Data]:
    rows = entries.published(Kind.PRINCIPLE)
    return [data for _slug, data in sorted(rows, key=lambda row: row[1]["number"])]


def _principles(request: HttpRequest) -> pages.Page:
    rows = _sorted_principles()
    return pages.Page(
        title=_("Vijf uitgangspunten"),
        description=_("Vijf uitgangspunten, elk met een vraag voor uw plan."),
        body=pages.body("library/principles/principles.html", {"principles": rows}, request),
        crumbs=pages.crumbs((_("Uitgangspunten"), reverse("principles"))),
    )
