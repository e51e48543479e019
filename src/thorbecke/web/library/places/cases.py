"""Cases of a municipality and cases that fit it, from the search of the library."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from thorbecke.web.library import likeness
from thorbecke.web.library.likeness import Likeness
from thorbecke.web.library.search import Query, Results, find
from thorbecke.web.library.views import fragments
from thorbecke.web.people.models import Municipality

WIDE = 200  # ranked before the theme is looked at; a theme already lifts its cases to the front


@dataclass(frozen=True)
class Fitting:
    """A case that fits, with the reasons in one sentence."""

    card: Any
    why: str


def of_municipality(place: Municipality, limit: int = 12) -> Results:
    """Return the cases in this municipality."""
    return find(Query(kind="case", filters={"gm": [place.slug]}, per_page=limit))


def per_municipality() -> dict[str, int]:
    """Return how many cases each municipality has, by slug; those without a case are absent."""
    return find(Query(kind="case", per_page=1)).places


def fitting(place: Municipality, theme: int | None = None, limit: int = 9) -> list[Fitting]:
    """Return cases from other municipalities that resemble this one, of one theme if it is given."""
    key = ("fitting", place.slug, theme, limit)
    found: list[Fitting] = fragments.kept(key, lambda: _fitting(place, theme, limit))
    return found


def _fitting(place: Municipality, theme: int | None, limit: int) -> list[Fitting]:
    if theme is None:
        ranked = likeness.rank(place, limit)
    else:
        wide = likeness.rank(place, WIDE, themes=[theme])
        ranked = [item for item in wide if theme in item.card.data["themes"]][:limit]
    return [Fitting(item.card, _why(item)) for item in ranked]


def _why(item: Likeness) -> str:
    text = ", ".join(item.reasons)
    return text[:1].upper() + text[1:]
