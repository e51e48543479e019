"""Which cases come from a place that resembles a municipality, and why.

Likeness is a weighted mean of five parts between 0 and 1. Size and density are compared on a
logarithmic scale, because 5,000 and 10,000 inhabitants differ as much as 50,000 and 100,000 do. The
weights are a choice of ours, shown on the page; they are not measured.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import exp, log

import numpy as np
import numpy.typing as npt
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thorbecke.web.library.models import Kind
from thorbecke.web.library.search import columns
from thorbecke.web.library.search.find import Card, cards_by_id
from thorbecke.web.people.models import Municipality

Scores = npt.NDArray[np.float64]

WEIGHTS = {"inhabitants": 0.35, "density": 0.2, "places": 0.15, "province": 0.1, "theme": 0.2}
MOST_PER_PLACE = 2  # a city with many cases would else fill the whole list
REASON_FROM = 0.75  # a part that is at least this much alike is given as a reason

REASONS: dict[str, str | Promise] = {
    "inhabitants": gettext_lazy("ongeveer even veel inwoners"),
    "density": gettext_lazy("ongeveer even dicht bebouwd"),
    "places": gettext_lazy("ongeveer evenveel woonplaatsen"),
    "province": gettext_lazy("dezelfde provincie"),
    "theme": gettext_lazy("uw thema"),
}


@dataclass(frozen=True)
class Likeness:
    """A case with its score from 0 to 1 and the reasons in words, strongest first."""

    card: Card
    score: float
    reasons: tuple[str, ...]


def parts(one: Municipality, other: Municipality) -> dict[str, float]:
    """Return per part how alike two municipalities are: 1 is equal. Pure; symmetric."""
    return {
        "inhabitants": _alike(one.inhabitants, other.inhabitants),
        "density": _alike(one.density, other.density),
        "places": _alike(one.places, other.places),
        "province": float(one.province == other.province),
    }


def _alike(one: float, other: float) -> float:
    """Return 1 for equal amounts, 0.5 when one is twice the other, 0.25 at four times."""
    return exp(-abs(log(max(one, 0.5) / max(other, 0.5))))


def score(found: dict[str, float]) -> float:
    """Return the weighted mean of the parts that are there."""
    weights = {name: WEIGHTS[name] for name in found}
    return sum(weights[name] * found[name] for name in found) / sum(weights.values())


def reasons(found: dict[str, float]) -> tuple[str, ...]:
    """Return in words which parts are much alike, the heaviest first."""
    told = [name for name, value in found.items() if value >= REASON_FROM]
    told.sort(key=lambda name: (-WEIGHTS[name] * found[name], name))
    return tuple(str(REASONS[name]) for name in told)


def neighbours(place: Municipality, limit: int = 6) -> list[tuple[Municipality, tuple[str, ...]]]:
    """Return the municipalities most like this one, with the reasons. One query."""
    others = Municipality.objects.exclude(pk=place.pk).defer("outline")
    scored = [(other, parts(place, other)) for other in others]
    scored.sort(key=lambda pair: (-score(pair[1]), pair[0].name))
    return [(other, reasons(found)) for other, found in scored[:limit]]


def rank(
    place: Municipality,
    limit: int = 12,
    themes: Sequence[int] = (),
    exclude_own: bool = True,
) -> list[Likeness]:
    """Return cases from municipalities like this one, best first.

    Only cases with one known Dutch municipality can be compared. At most three queries; per place
    the work is done once, so 100,000 cases cost as much as 342 places and one pass over an array.
    """
    store = columns.current()
    column = store.facets.get("gm")
    if column is None:
        return []
    alike = {
        other.slug: parts(place, other)
        for other in Municipality.objects.filter(slug__in=column.values).defer("outline")
        if not (exclude_own and other.pk == place.pk)
    }
    wanted = _with_themes(store, themes)
    best = _spread(limit, _scored(store, column, alike, wanted))
    shown = cards_by_id([key for _score, key, _slug, _has in best])
    return [
        Likeness(shown[key], value, _reasons(alike[slug], has, themes))
        for value, key, slug, has in best
        if key in shown
    ]


# A score, a document id, a municipality, and whether the case has a wanted theme.
Scored = tuple[float, int, str, bool]


def _scored(
    store: columns.Columns,
    column: columns.Column,
    alike: Mapping[str, dict[str, float]],
    wanted: columns.Mask | None,
) -> Iterator[Scored]:
    """Yield each case of each municipality in ``alike``, best first; equal ones by id and name."""
    plain, themed = _per_place(column.values, alike, wanted is not None)
    usable = (store.kinds[column.rows] == Kind.CASE) & ~np.isnan(plain[column.codes])
    rows, codes = column.rows[usable], column.codes[usable]
    has = wanted[rows] if wanted is not None else np.zeros(len(rows), dtype=bool)
    scores = np.where(has, themed[codes], plain[codes])
    names = np.argsort(np.argsort(np.array(column.values)))
    for at in np.lexsort((names[codes], rows, -scores)).tolist():
        slug = column.values[codes[at]]
        yield float(scores[at]), int(store.ids[rows[at]]), slug, bool(has[at])


def _per_place(
    slugs: Sequence[str], alike: Mapping[str, dict[str, float]], by_theme: bool
) -> tuple[Scores, Scores]:
    """Return the score per place without and with a wanted theme; NaN where places don't compare."""
    plain, themed = np.full(len(slugs), np.nan), np.full(len(slugs), np.nan)
    for code, slug in enumerate(slugs):
        if slug in alike:
            plain[code] = score(_full(alike[slug], False, by_theme))
            themed[code] = score(_full(alike[slug], True, by_theme))
    return plain, themed


def _spread(limit: int, scored: Iterable[Scored]) -> list[Scored]:
    """Return the first rows, each case once and no place more often than ``MOST_PER_PLACE``."""
    kept: list[Scored] = []
    seen: set[int] = set()
    per_place: Counter[str] = Counter()
    for row in scored:
        _score, key, slug, _has = row
        if len(kept) >= limit:
            break
        if key in seen or per_place[slug] >= MOST_PER_PLACE:
            continue
        kept.append(row)
        seen.add(key)
        per_place[slug] += 1
    return kept


def _with_themes(store: columns.Columns, themes: Sequence[int]) -> columns.Mask | None:
    """Return which documents have one of the themes; None when no theme is asked for."""
    if not themes:
        return None
    size = len(store.ids)
    if "theme" not in store.facets:
        return np.zeros(size, dtype=bool)
    return store.facets["theme"].having((str(number) for number in themes), size)


def _full(found: dict[str, float], has_theme: bool, by_theme: bool) -> dict[str, float]:
    return {**found, "theme": float(has_theme)} if by_theme else found


def _reasons(found: dict[str, float], has_theme: bool, themes: Sequence[int]) -> tuple[str, ...]:
    told = reasons(_full(found, has_theme, bool(themes)))
    return told or (_("het meest lijkende dat we hebben"),)
