"""The front page: what Thorbecke is, how far it is, and three ways in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from thorbecke.knowledge import labels
from thorbecke.web.core import teasers
from thorbecke.web.library.law import deadline
from thorbecke.web.library.models import Kind
from thorbecke.web.library.search import Card, Query, Results, cards, find
from thorbecke.web.library.views import entries, pages, themes


@dataclass(frozen=True)
class Step:
    """One stop of the road; while no part of the site has its address, it is still being built."""

    name: str | Promise
    text: str | Promise
    url_name: str


ROAD = (
    Step(
        gettext_lazy("Oproep"),
        gettext_lazy("Uw gemeente meldt zich met een opgave."),
        "programme:calls",
    ),
    Step(
        gettext_lazy("Inspiratie"),
        gettext_lazy("U ziet wat anderen deden en wat er kan komen."),
        "cases",
    ),
    Step(gettext_lazy("Atelier"), gettext_lazy("U maakt samen een nieuw plan."), "ateliers:enter"),
    Step(
        gettext_lazy("Ontwerp"),
        gettext_lazy("U kiest de vorm en ziet of dat mag."),
        "designs:new",
    ),
    Step(
        gettext_lazy("Experiment"),
        gettext_lazy("U probeert het plan uit met inwoners."),
        "experiments:register",
    ),
    Step(
        gettext_lazy("Leren"),
        gettext_lazy("U deelt de les. Die wordt een nieuw voorbeeld."),
        "learning:home",
    ),
)


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show the front page as it is today."""
    today, lines = timezone.localdate(), teasers.current()
    key = ("home", today.isoformat(), hash(lines))
    return pages.serve(request, key, lambda: _page(request, today, lines))


def _page(request: HttpRequest, today: date, lines: tuple[teasers.Teaser, ...]) -> pages.Page:
    return pages.Page(
        title=_("Lokale democratie op maat"),
        description=_("Voorbeelden, toekomstbeelden en regels voor lokale democratie op maat."),
        body=pages.body("library/home/home.html", _context(today) | {"teasers": lines}, request),
        wide=True,
    )


def _context(today: date) -> dict[str, Any]:
    results = find(Query(kind="case", per_page=1))
    counts = {f.name: {v.value: v.count for v in f.values} for f in results.facets}
    return {
        "road": [(step, pages.maybe(step.url_name)) for step in ROAD],
        "facts": _facts(results, counts),
        "opgaven": _opgaven(counts.get("opgave", {})),
        "themes": themes.cards(counts.get("theme", {})),
        "total": results.total,
        "spotlight": _spotlight(today),
        "notice": deadline.notice(today),
        "rules_url": pages.maybe("rules"),
        "deadline_url": pages.maybe("rule", deadline.RULES[0]),
        "places_url": pages.maybe("municipalities"),
        "bundle_url": pages.maybe("bundle"),
        "call_url": pages.maybe("programme:calls"),
    }


def _facts(results: Results, counts: dict[str, dict[str, int]]) -> list[tuple[Any, ...]]:
    """Return the figures of the library, counted from what is published at this moment."""
    kinds = results.kinds
    stopped = counts.get("outcome", {}).get("gestopt", 0)
    rows = [
        (_("praktijkvoorbeelden"), results.total, _("elk met bron en les")),
        (_("landen"), len(counts.get("country", {})), _("Nederland en daarbuiten")),
        (_("gestopte voorbeelden"), stopped, _("ook wat mislukte, staat erin")),
        (_("toekomstscenario's"), kinds.get(Kind.SCENARIO, 0), _("om samen over te praten")),
        (_("wetsregels"), kinds.get(Kind.RULE, 0), _("in gewone taal")),
    ]
    return [row for row in rows if row[1]]


def _opgaven(counts: dict[str, int]) -> list[dict[str, Any]]:
    """Return the groups of challenges in their fixed order, those without cases left out."""
    cases = reverse("cases")
    return [
        {"label": label, "count": counts[group], "url": f"{cases}?opgave={group}"}
        for group, label in labels.OPGAVE_GROUPS.items()
        if counts.get(group)
    ]


def _spotlight(today: date) -> dict[str, Any] | None:
    """Return the case of the day: the same for everyone, another one tomorrow."""
    sure = find(Query("case", filters={"confidence": ["hoog"]}, sort="title", per_page=1)).ids
    if not len(sure):
        return None
    place = today.toordinal() % len(sure)
    found: list[Card] = cards(sure[place : place + 1])
    if not found:
        return None
    card = found[0]
    return entries.case_card(card) | {
        "lesson": card.data["lesson_nl"],
        "place": entries.where(card.data),
    }
