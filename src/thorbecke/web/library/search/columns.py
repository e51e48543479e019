"""The facet values of all documents as columns of numbers, in the memory of each process.

Counting a facet is then one pass over an array: for 100,000 documents well under a millisecond. The
columns are rebuilt when ``SearchState.version`` moved; readers meanwhile keep the older ones.
"""

from __future__ import annotations

import json
from array import array
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from threading import Lock

import numpy as np
import numpy.typing as npt
from django.db.models import TextField
from django.db.models.functions import Cast

from thorbecke.web.library.models import SearchDocument, SearchState, SearchWord
from thorbecke.web.library.search.words import stem

Mask = npt.NDArray[np.bool_]
NO_VALUE = -np.inf


@dataclass(frozen=True)
class Column:
    """One facet: ``codes[i]`` is a value that document number ``rows[i]`` has."""

    values: list[str]
    rows: npt.NDArray[np.int32]
    codes: npt.NDArray[np.int32]

    def counts(self, mask: Mask) -> npt.NDArray[np.int64]:
        """Return for each value how many documents of the mask have it. O(pairs)."""
        return np.bincount(self.codes[mask[self.rows]], minlength=len(self.values))

    def having(self, wanted: Iterable[str], size: int) -> Mask:
        """Return the mask of documents that have one of the wanted values."""
        codes = [code for code, value in enumerate(self.values) if value in set(wanted)]
        mask = np.zeros(size, dtype=bool)
        mask[self.rows[np.isin(self.codes, codes)]] = True
        return mask


@dataclass(frozen=True)
class Columns:
    """All documents at one version: ids in rising order, kinds, facets and sort keys."""

    version: int
    ids: npt.NDArray[np.int64]
    kinds: npt.NDArray[np.str_]
    facets: dict[str, Column]
    orders: dict[str, npt.NDArray[np.float64]]
    vocabulary: dict[str, str]  # word to stem

    def mask_of(self, ids: npt.NDArray[np.int64]) -> Mask:
        """Return the mask of these ids; ids that are not here are left out."""
        mask = np.zeros(len(self.ids), dtype=bool)
        places = self.places(ids)
        mask[places] = True
        return mask

    def places(self, ids: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
        """Return where these ids stand, in the order given."""
        if not len(self.ids):
            return np.empty(0, np.int64)
        found = np.minimum(np.searchsorted(self.ids, ids), len(self.ids) - 1)
        return found[self.ids[found] == ids]


_current: Columns | None = None
_lock = Lock()


def version() -> int:
    """Return the version of the library. One query."""
    return SearchState.objects.values_list("version", flat=True).first() or 0


def current() -> Columns:
    """Return the columns of this moment. One query, and a rebuild when the library changed."""
    global _current
    now = version()
    found = _current
    if found is not None and found.version == now:
        return found
    with _lock:
        if _current is None or _current.version != now:
            _current = build(now)
        return _current


def build(now: int) -> Columns:
    """Read all documents in one pass. O(documents)."""
    ids, kinds, titles = [], [], []
    facets: defaultdict[str, _Pairs] = defaultdict(_Pairs)
    orders: defaultdict[str, dict[int, float]] = defaultdict(dict)
    rows = SearchDocument.objects.order_by("id").values_list(
        "id", "kind", "title", Cast("facets", TextField()), Cast("order", TextField())
    )
    for place, (key, kind, title, facet_text, order_text) in enumerate(rows.iterator(5000)):
        ids.append(key)
        kinds.append(kind)
        titles.append(title)
        for name, values in json.loads(facet_text).items():
            facets[name].add(place, values)
        for name, number in json.loads(order_text).items():
            orders[name][place] = number
    words = SearchWord.objects.values_list("word", flat=True)
    return Columns(
        version=now,
        ids=np.array(ids, dtype=np.int64),
        kinds=np.array(kinds, dtype=np.str_),
        facets={name: pairs.column() for name, pairs in facets.items()},
        orders={
            "title": _ranks(titles),
            **{name: _numbers(found, len(ids)) for name, found in orders.items()},
        },
        vocabulary={word: stem(word) for word in words},
    )


class _Pairs:
    """Collects the values of one facet, document by document."""

    def __init__(self) -> None:
        self.known: dict[str, int] = {}
        self.rows, self.codes = array("i"), array("i")

    def add(self, place: int, values: Iterable[str]) -> None:
        for value in values:
            self.rows.append(place)
            self.codes.append(self.known.setdefault(value, len(self.known)))

    def column(self) -> Column:
        return Column(
            list(self.known), np.array(self.rows, np.int32), np.array(self.codes, np.int32)
        )


def _numbers(found: dict[int, float], size: int) -> npt.NDArray[np.float64]:
    numbers = np.full(size, NO_VALUE)
    numbers[list(found)] = list(found.values())
    return numbers


def _ranks(titles: Iterable[str]) -> npt.NDArray[np.float64]:
    """Return a number per title that is highest for the first in the alphabet."""
    folded = [title.casefold() for title in titles]
    ranks = np.empty(len(folded), dtype=np.float64)
    for rank, place in enumerate(sorted(range(len(folded)), key=folded.__getitem__)):
        ranks[place] = -rank
    return ranks
