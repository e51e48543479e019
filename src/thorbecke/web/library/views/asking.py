"""What a reader asks of the list of cases, read from the address, and addresses of other questions.

Anything may stand in an address. Unknown parameters and values are passed over; too long a text is
cut. The address made from a question is always the same, so that it can be shared and kept.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.http import QueryDict

from thorbecke.web.library.kinds import KINDS
from thorbecke.web.library.search import Query
from thorbecke.web.library.search.find import SORTS

LONGEST_TEXT = 200
MOST_VALUES = 20
LAST_PAGE = 100_000
PLACE = "gm"  # the municipality, by slug: a filter without a list of its own
RULE = "rule"  # a rule of the register that a case names as its legal ground
LIST, MAP = "", "kaart"

Filters = tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True)
class Asked:
    """A question: words, filters, order, page, and whether to see a list or a map."""

    text: str = ""
    filters: Filters = ()
    sort: str = ""
    page: int = 1
    view: str = LIST

    def query(self, per_page: int = 20) -> Query:
        """Return the question as the search takes it."""
        filters = {name: list(values) for name, values in self.filters}
        return Query("case", self.text, filters, self.sort, self.page, per_page)

    def address(self) -> str:
        """Return the query string; empty for the plain list."""
        values = QueryDict(mutable=True)
        if self.text:
            values["q"] = self.text
        for name, chosen in self.filters:
            values.setlist(name, list(chosen))
        for name, value in (("sort", self.sort), ("view", self.view)):
            if value:
                values[name] = value
        if self.page > 1:
            values["page"] = str(self.page)
        return f"?{values.urlencode()}" if values else ""

    def without(self, name: str, value: str) -> Asked:
        """Return the question with one filter value less, from the first page."""
        kept = ((n, tuple(v for v in vs if (n, v) != (name, value))) for n, vs in self.filters)
        return replace(self, filters=tuple((n, vs) for n, vs in kept if vs), page=1)

    def only(self, name: str, value: str) -> Asked:
        """Return the question with this one value for a filter, as a list."""
        kept = tuple((n, vs) for n, vs in self.filters if n != name)
        return replace(self, filters=tuple(sorted((*kept, (name, (value,))))), page=1, view=LIST)


def names() -> tuple[str, ...]:
    """Return the names of all filters of cases."""
    return (*(info.name for info in KINDS["case"].facet_infos), PLACE, RULE)


def read(values: QueryDict) -> Asked:
    """Return the question that an address asks."""
    sort = values.get("sort", "")
    return Asked(
        text=clean(values.get("q", "")),
        filters=_filters(values),
        sort=sort if sort in SORTS else "",
        page=page_number(values.get("page", "")),
        view=MAP if values.get("view") == MAP else LIST,
    )


def clean(text: str) -> str:
    """Return a typed text without control characters, at most 200 characters long."""
    return " ".join("".join(s if s.isprintable() else " " for s in text[:LONGEST_TEXT]).split())


def page_number(text: str) -> int:
    """Return the page from an address; 1 for anything that is not a sensible number."""
    return min(max(int(text), 1), LAST_PAGE) if text.isdecimal() and len(text) < 9 else 1


def _filters(values: QueryDict) -> Filters:
    found = []
    for name in sorted(set(names())):
        chosen = sorted({clean(value) for value in values.getlist(name)[:MOST_VALUES]} - {""})
        if chosen:
            found.append((name, tuple(chosen)))
    return tuple(found)
