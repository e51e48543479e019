"""Cases that belong to a rule or an instrument, found by the search of the library."""

from __future__ import annotations

from dataclasses import dataclass

from thorbecke.knowledge.schema import Instrument, Theme
from thorbecke.web.library.search import Card, Query, find

# The method of a case is one of fourteen groups. An instrument is named here only when its group
# is about that instrument; for the others the theme is as near as the facts allow.
METHOD_OF = {
    "sortition-panel": "beraad",
    "neighbourhood-budget": "budget",
    "consultative-referendum": "referendum",
    "binding-referendum": "referendum",
    "right-to-challenge": "overname",
    "village-council-84": "wijkraad",
    "village-council-83-84": "wijkraad",
    "regional-council": "regio",
    "federation-municipality": "regio",
    "local-press-fund": "pers",
    "youth-participation": "jeugd",
}


@dataclass(frozen=True)
class Examples:
    """Some cases, how many there are in all, and the filter of the list that shows the rest."""

    cards: list[Card]
    total: int
    facet: str
    value: str

    @property
    def by_method(self) -> bool:
        """True when the cases share the method; else they only share the theme."""
        return self.facet == "method"


def _find(facet: str, value: str, limit: int) -> Examples:
    found = find(Query(kind="case", filters={facet: [value]}, per_page=limit))
    return Examples(found.cards, found.total, facet, value)


def of_rule(slug: str, limit: int = 6) -> Examples:
    """Return cases that name the rule as their legal ground."""
    return _find("rule", slug, limit)


def of_instrument(instrument: Instrument, themes: list[Theme], limit: int = 6) -> Examples | None:
    """Return cases with the instrument's method, else of its first theme; None: no theme has it."""
    if method := METHOD_OF.get(instrument.id):
        return _find("method", method, limit)
    numbers = [theme.number for theme in themes if instrument.id in theme.instruments]
    return _find("theme", str(numbers[0]), limit) if numbers else None
