"""Narrowing a short list: words that all have to be found, and choices with their counts."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

Item = TypeVar("Item")


@dataclass(frozen=True)
class Facet:
    """A property to choose by: its name in the address, its label, and the values of an item."""

    name: str
    label: Any
    values: Callable[[Any], Sequence[str]]
    labels: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Option:
    """A value to choose, with the number of items that it would leave."""

    value: str
    label: Any
    count: int
    selected: bool


def plain(text: str) -> str:
    """Return the text in small letters without accents, to compare with.

    >>> plain("Coöperatie ’s-Gravenhage")
    "cooperatie 's-gravenhage"
    """
    bare = unicodedata.normalize("NFKD", text.casefold().replace("’", "'"))
    return "".join(c for c in bare if not unicodedata.combining(c))


def matches(text: str, query: str) -> bool:
    """True when every word of the query starts a word of the text."""
    words = re.findall(r"\w+", plain(text))
    return all(any(w.startswith(q) for w in words) for q in re.findall(r"\w+", plain(query)))


def narrow(items: Sequence[Item], facets: Sequence[Facet], chosen: Mapping[str, str]) -> list[Item]:
    """Return the items that have every chosen value."""
    active = [(f, chosen[f.name]) for f in facets if chosen.get(f.name)]
    return [item for item in items if all(value in f.values(item) for f, value in active)]


def menus(
    items: Sequence[Item], facets: Sequence[Facet], chosen: Mapping[str, str]
) -> list[tuple[Facet, list[Option]]]:
    """Return each facet with its choices, counted under the choices of the *other* facets."""
    return [(facet, _options(items, facet, facets, chosen)) for facet in facets]


def _options(
    items: Sequence[Item], facet: Facet, facets: Sequence[Facet], chosen: Mapping[str, str]
) -> list[Option]:
    others = {name: value for name, value in chosen.items() if name != facet.name}
    left = Counter(v for item in narrow(items, facets, others) for v in facet.values(item))
    order = list(facet.labels) or list(dict.fromkeys(v for i in items for v in facet.values(i)))
    present = {v for item in items for v in facet.values(item)}
    picked = chosen.get(facet.name)
    return [
        Option(value, facet.labels.get(value, value), left[value], value == picked)
        for value in order
        if value in present
    ]
