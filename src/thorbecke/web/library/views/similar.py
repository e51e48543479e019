"""Cases that are like a case, each with the reason in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from thorbecke.web.library.search import Card, Query, find

CANDIDATES = 40

# What two cases can share: field of the card's facets, weight, and how we say it.
SHARED: tuple[tuple[str, int, str | Promise], ...] = (
    ("opgave", 4, _("zelfde soort opgave")),
    ("method", 3, _("zelfde soort aanpak")),
    ("scale", 1, _("zelfde schaal")),
)


@dataclass(frozen=True)
class Similar:
    """A case that is like this one, and why we think so."""

    card: Card
    reasons: tuple[str, ...]


def of(
    slug: str, facets: dict[str, list[str]], data: dict[str, Any], limit: int = 3
) -> list[Similar]:
    """Return the cases most like this one. Two searches; only cases that share goal or method.

    ``facets`` are those of the case itself, ``data`` its content.
    """
    seen: dict[str, tuple[int, list[str], Card]] = {}
    for name, weight, words in SHARED[:2]:
        for card in _having(name, facets.get(name, [])):
            if card.slug != slug:
                score, reasons, _card = seen.get(card.slug, (0, [], card))
                seen[card.slug] = (score + weight, [*reasons, str(words)], card)
    scored = [_with_rest(score, reasons, card, data) for score, reasons, card in seen.values()]
    scored.sort(key=lambda row: (-row[0], row[2].slug))
    return [Similar(card, tuple(reasons)) for _score, reasons, card in scored[:limit]]


def _having(facet: str, values: list[str]) -> list[Card]:
    if not values:
        return []
    return find(Query(kind="case", filters={facet: values}, per_page=CANDIDATES)).cards


def _with_rest(
    score: int, reasons: list[str], card: Card, data: dict[str, Any]
) -> tuple[int, list[str], Card]:
    """Add what the card itself tells: shared themes and scale."""
    found = list(reasons)
    if themes := set(card.data["themes"]) & set(data["themes"]):
        score += len(themes)
        found.append(str(_("zelfde thema")))
    if card.data["scale"] == data["scale"]:
        score += SHARED[2][1]
        found.append(str(SHARED[2][2]))
    return score, found, card
