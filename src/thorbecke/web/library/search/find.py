"""Answers a reader's question: which entries, how many of each facet value, in which order."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from thorbecke.web.library.kinds import KINDS, FacetInfo
from thorbecke.web.library.models import SearchDocument
from thorbecke.web.library.search import columns, fulltext, words
from thorbecke.web.library.search.columns import Columns, Mask

SORTS = ("relevance", "newest", "title", "size", "confidence")
MOST_PER_PAGE = 100
CLOSE = 0.72  # how alike a word must be to be offered as "did you mean"


@dataclass(frozen=True)
class Query:
    """What a reader asks. Unknown facets, values, sorts and pages are passed over."""

    kind: str | None = None
    text: str = ""
    filters: dict[str, list[str]] = field(default_factory=dict)
    sort: str = ""
    page: int = 1
    per_page: int = 20


@dataclass(frozen=True)
class FacetValue:
    """One value of a facet and how many entries have it, the other filters applied."""

    value: str
    label: Any
    count: int
    selected: bool


@dataclass(frozen=True)
class Facet:
    """One facet with its values: in the order of the labels, or the most frequent first."""

    name: str
    label: Any
    values: list[FacetValue]


@dataclass(frozen=True)
class Card:
    """What a list shows of an entry."""

    kind: str
    slug: str
    title: str
    text: str
    data: dict[str, Any]


@dataclass(frozen=True)
class Results:
    """The answer. ``places``: municipality slug → how many; ``kinds``: kind → how many."""

    total: int
    cards: list[Card]
    facets: list[Facet]
    page: int
    pages: int
    suggestion: str | None
    kinds: dict[str, int]
    places: dict[str, int]
    version: int
    ids: npt.NDArray[np.int64]  # everything found, in order
    words: tuple[str, ...]  # what was looked for, to mark in a text


def find(query: Query) -> Results:
    """Search. At most four database queries; O(documents) in numpy.

    ``query.kind`` None searches all kinds; ``kinds`` counts per kind as if none was chosen.
    """
    store = columns.current()
    terms = _terms(query.text, store)
    found = store.mask_of(fulltext.match(terms)) if terms else np.ones(len(store.ids), dtype=bool)
    if query.text.strip() and not terms:
        found[:] = False
    of_kind = found & (store.kinds == query.kind) if query.kind else found
    chosen = _chosen(query, store)
    mask = _all(of_kind, chosen.values())
    order = _ordered(query, store, mask, terms)
    pages = max(1, -(-len(order) // _per_page(query)))
    page = min(max(1, query.page), pages)
    start = (page - 1) * _per_page(query)
    return Results(
        total=len(order),
        cards=cards(store.ids[order[start : start + _per_page(query)]]),
        facets=_facets(query, store, of_kind, chosen),
        page=page,
        pages=pages,
        suggestion=None if len(order) else suggestion(query.text, store.vocabulary),
        kinds=_kinds(store, found),
        places=_places(store, mask),
        version=store.version,
        ids=store.ids[order],
        words=tuple(word for alternatives in terms for word in alternatives),
    )


def _per_page(query: Query) -> int:
    return min(max(1, query.per_page), MOST_PER_PAGE)


def _terms(text: str, store: Columns) -> list[list[str]]:
    return [[word, *words.compounds(word, store.vocabulary)] for word in words.asked(text)]


def _chosen(query: Query, store: Columns) -> dict[str, Mask]:
    """The mask per facet that has a filter. A filter whose values nobody has finds nothing."""
    size = len(store.ids)
    return {
        name: store.facets[name].having(values, size)
        for name, values in query.filters.items()
        if values and name in store.facets
    }


def _all(mask: Mask, others: Any) -> Mask:
    for other in others:
        mask = mask & other
    return mask


def _ordered(
    query: Query, store: Columns, mask: Mask, terms: list[list[str]]
) -> npt.NDArray[np.int64]:
    """Return the places of what was found, in the order asked for."""
    places = np.flatnonzero(mask)
    sort = query.sort if query.sort in SORTS else ""
    if terms and sort in {"", "relevance"}:
        return _by_relevance(store, mask, places, terms)
    keys = [store.orders[name] for name in _sort_keys(sort, query.kind) if name in store.orders]
    return places[np.lexsort([-key[places] for key in reversed(keys)])] if keys else places


def _sort_keys(sort: str, kind: str | None) -> list[str]:
    if sort == "title":
        return ["title"]
    if sort == "relevance" or not sort:
        return ["confidence", "newest", "title"]
    return [sort, "confidence", "title"]


def _by_relevance(
    store: Columns, mask: Mask, places: npt.NDArray[np.int64], terms: list[list[str]]
) -> npt.NDArray[np.int64]:
    if len(places) <= fulltext.RANKED_UP_TO:
        best = store.places(fulltext.ranked(terms))
        return best[mask[best]]
    in_title = store.mask_of(fulltext.match(terms, title_only=True))
    keys = [store.orders["title"], store.orders.get("confidence", store.orders["title"]), in_title]
    return places[np.lexsort([-key[places].astype(np.float64) for key in keys])]


def cards(ids: npt.NDArray[np.int64]) -> list[Card]:
    """Return the cards of these documents, in the order given. One query."""
    found = cards_by_id(ids.tolist())
    return [found[key] for key in ids.tolist() if key in found]


def cards_by_id(ids: list[int]) -> dict[int, Card]:
    """Return the cards of these documents by their id. One query."""
    rows = SearchDocument.objects.filter(id__in=ids)
    return {
        key: Card(kind, slug, title, card.get("text", ""), card)
        for key, kind, slug, title, card in rows.values_list("id", "kind", "slug", "title", "card")
    }


def _facets(query: Query, store: Columns, of_kind: Mask, chosen: dict[str, Mask]) -> list[Facet]:
    infos = KINDS[query.kind].facet_infos if query.kind in KINDS else ()
    return [
        _facet(info, query, store, _all(of_kind, (m for n, m in chosen.items() if n != info.name)))
        for info in infos
        if info.name in store.facets
    ]


def _facet(info: FacetInfo, query: Query, store: Columns, mask: Mask) -> Facet:
    column = store.facets[info.name]
    selected = set(query.filters.get(info.name, ()))
    counts = dict(zip(column.values, column.counts(mask).tolist(), strict=True))
    values = [
        FacetValue(value, (info.labels or {}).get(value, value), count, value in selected)
        for value, count in counts.items()
        if count or value in selected
    ]
    return Facet(info.name, info.label, sorted(values, key=_value_order(info)))


def _value_order(info: FacetInfo) -> Any:
    fixed = {value: place for place, value in enumerate(info.labels or ())}
    return lambda item: (fixed.get(item.value, len(fixed)), -item.count, item.value)


def _kinds(store: Columns, found: Mask) -> dict[str, int]:
    names, counts = np.unique(store.kinds[found], return_counts=True)
    return dict(zip(names.tolist(), counts.tolist(), strict=True))


def _places(store: Columns, mask: Mask) -> dict[str, int]:
    column = store.facets.get("gm")
    if column is None:
        return {}
    counts = zip(column.values, column.counts(mask).tolist(), strict=True)
    return {slug: count for slug, count in counts if count}


def suggestion(text: str, vocabulary: Mapping[str, str]) -> str | None:
    """Return the question with words that the library knows, or None when there are no close ones."""
    asked = words.asked(text)
    better = [_closest(word, vocabulary) for word in asked]
    offered = " ".join(better)
    return offered if asked and offered != " ".join(asked) else None


def _closest(word: str, vocabulary: Mapping[str, str]) -> str:
    if word in vocabulary:
        return word
    near = [other for other in vocabulary if abs(len(other) - len(word)) <= 2]
    alike = difflib.get_close_matches(word, sorted(near), n=1, cutoff=CLOSE)
    return alike[0] if alike else word
