"""A lesson as a case of the library: every field from what is known, nothing typed again."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.text import slugify

from thorbecke.web.experiments.models import Experiment, Phase
from thorbecke.web.learning.models import Lesson, Strength
from thorbecke.web.library.models import Entry, Kind

# What the instrument of the first act says of the method; the reviewer can change it.
METHODS = {
    "lottery": ("Burgerberaad met loting", "beraad"),
    "budget": ("Wijkbegroting", "budget"),
    "consultation": ("Raadpleging", "referendum"),
    "conversation": ("Gesprek met meningenkaart", "digitaal"),
    "delegation": ("Volmacht", "digitaal"),
}
BY_THEME = {
    1: ("wijkraad", "buurt"),
    2: ("regio", "schaal"),
    3: ("regio", "schaal"),
    4: ("regels", "controle"),
    5: ("raad", "raad"),
    6: ("partij", "verkiezingen"),
    7: ("kiezen", "verkiezingen"),
    8: ("beraad", "meedoen"),
    9: ("overname", "buurt"),
    10: ("pers", "vertrouwen"),
}
OUTCOMES = {Phase.ANCHORED: "verankerd", Phase.STOPPED: "gestopt"}
CERTAINTY = {
    Strength.COMPARED: "hoog",
    Strength.BEFORE_AFTER: "midden",
    Strength.OBSERVED: "laag",
    Strength.TOLD: "laag",
}


def slug_of(lesson: Lesson) -> str:
    """Return an address part that no other case has."""
    base = slugify(lesson.experiment.title)[:100] or "les"
    taken = set(
        Entry.objects.filter(kind=Kind.CASE, slug__startswith=base).values_list("slug", flat=True)
    )
    found, number = base, 2
    while found in taken:
        found, number = f"{base}-{number}", number + 1
    return found


def data_of(lesson: Lesson, slug: str, address: str) -> dict[str, Any]:
    """Return the fields of the case, as ``knowledge.schema.Case`` wants them."""
    experiment = lesson.experiment
    themes = theme_numbers(experiment)
    method, group = _method(experiment, themes)
    place = experiment.municipality or experiment.organisation.municipality
    started = experiment.steps.filter(after=Phase.RUNNING).order_by("on").first()
    stopped = experiment.phase == Phase.STOPPED
    return {
        "id": slug,
        "title_nl": experiment.title,
        "place": str(experiment.area or place or experiment.organisation),
        "municipality": place.name if place else None,
        "country": "NL",
        "year_start": started.on.year if started else None,
        "themes": themes or [8],
        "scale": "wijk" if experiment.area_id else "gemeente",
        "method": method,
        "method_group": group,
        "opgave": experiment.challenge or lesson.context,
        "opgave_group": BY_THEME[themes[0] if themes else 8][1],
        "facts_nl": _facts(lesson),
        "outcome": OUTCOMES.get(Phase(experiment.phase), "lopend"),
        "lesson_nl": _together(lesson.title, lesson.mechanism, lesson.transfer),
        "went_wrong_nl": lesson.went_wrong or None,
        "why_stopped_nl": (lesson.went_wrong or None) if stopped else None,
        "sources": [{"url": address, "title": experiment.title, "seen_on": _today()}],
        "checked_on": _today(),
        "confidence": CERTAINTY[Strength(lesson.strength)],
        "to_check_nl": None,
    }


def theme_numbers(experiment: Experiment) -> list[int]:
    """Return the numbers of the themes of an experiment. One query."""
    found = Entry.objects.filter(kind=Kind.THEME, slug__in=experiment.themes, data__isnull=False)
    return sorted({int(entry.data["number"]) for entry in found})


def _method(experiment: Experiment, themes: list[int]) -> tuple[str, str]:
    first = experiment.acts.select_related("act").first()
    if first is not None and first.act.instrument in METHODS:
        return METHODS[first.act.instrument]
    group = BY_THEME[themes[0] if themes else 8][0]
    return experiment.title, group


def _facts(lesson: Lesson) -> str:
    return _together(lesson.intervention, lesson.outcome, lesson.surprise)


def _together(*parts: str) -> str:
    return "\n\n".join(part.strip() for part in parts if part.strip())


def _today() -> str:
    return timezone.localdate().isoformat()
