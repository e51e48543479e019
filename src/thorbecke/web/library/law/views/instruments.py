"""The list of instruments by verdict and the page of one instrument."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from thorbecke.knowledge import labels
from thorbecke.knowledge.schema import Instrument, Theme
from thorbecke.web.library.law import examples, narrowing, register
from thorbecke.web.library.law.words import VERDICT_MEANING, crumbs


def _facets(themes: list[Theme]) -> tuple[narrowing.Facet, ...]:
    titles = {str(theme.number): theme.title_nl for theme in themes}
    by_instrument: dict[str, list[str]] = {}
    for theme in themes:
        for slug in theme.instruments:
            by_instrument.setdefault(slug, []).append(str(theme.number))
    return (
        narrowing.Facet("thema", _("Thema"), lambda i: by_instrument.get(i.id, []), titles),
        narrowing.Facet("oordeel", _("Oordeel"), lambda i: [i.verdict], labels.VERDICTS),
    )


def _groups(instruments: list[Instrument]) -> list[dict[str, Any]]:
    groups = []
    for verdict in register.VERDICT_ORDER:
        rows = [i for i in instruments if i.verdict == verdict]
        if rows:
            group = {"verdict": verdict, "title": labels.VERDICTS[verdict], "rows": rows}
            groups.append(group | {"meaning": VERDICT_MEANING[verdict]})
    return groups


@require_safe
def instruments(request: HttpRequest) -> HttpResponse:
    """Show the instruments by verdict; ``thema`` and ``oordeel`` narrow the list."""
    everything = register.instruments()
    facets = _facets(register.themes())
    chosen = {facet.name: request.GET.get(facet.name, "") for facet in facets}
    found = narrowing.narrow(everything, facets, chosen)
    context = {
        "crumbs": crumbs((_("Instrumenten"),)),
        "groups": _groups(found),
        "found": len(found),
        "total": len(everything),
        "facets": narrowing.menus(everything, facets, chosen),
        "narrowed": any(chosen.values()),
    }
    return render(request, "library/law/instruments.html", context)


@require_safe
def instrument(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one instrument: verdict, why, articles, the questions of the check, bills and cases."""
    found = register.instrument(slug)
    themes = register.themes()
    context = {
        "crumbs": crumbs((_("Instrumenten"), reverse("instruments")), (found.name_nl,)),
        "meaning": VERDICT_MEANING[found.verdict],
        "instrument": found,
        "rules": register.rules_named(found.articles),
        "themes": [theme for theme in themes if slug in theme.instruments],
        "bills": [b for b in register.bills() if slug in b.instruments],
        "examples": examples.of_instrument(found, themes),
    }
    return render(request, "library/law/instrument.html", context)
