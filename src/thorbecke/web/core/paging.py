"""Which page numbers a list shows, and the address of each."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, QueryDict

GAP = 0


def numbers(page: int, pages: int) -> list[int]:
    """Return first, last and the neighbours of ``page``; ``GAP`` stands where numbers are left out.

    >>> numbers(6, 12)
    [1, 0, 5, 6, 7, 0, 12]
    """
    wanted = sorted({1, pages, page - 1, page, page + 1} & set(range(1, pages + 1)))
    found: list[int] = []
    for number in wanted:
        if found and number == found[-1] + 2:
            found.append(number - 1)
        elif found and number > found[-1] + 2:
            found.append(GAP)
        found.append(number)
    return found


def address(query: QueryDict | None, page: int) -> str:
    """Return the query string of a page, with the other parameters kept."""
    kept = query.copy() if query is not None else QueryDict(mutable=True)
    kept["page"] = str(page)
    return f"?{kept.urlencode()}"


def links(query: QueryDict | None, page: int, pages: int) -> dict[str, object]:
    """Return previous, next and the numbered links; empty when there is one page."""
    if pages <= 1:
        return {}
    return {
        "previous": address(query, page - 1) if page > 1 else "",
        "next": address(query, page + 1) if page < pages else "",
        "numbers": [
            {"number": n, "url": address(query, n) if n else "", "current": n == page}
            for n in numbers(page, pages)
        ],
    }


def paged(request: HttpRequest, rows: Any, size: int = 25) -> Page[Any]:
    """Return the page of a list that the address asks for; what can't be is the first or the last."""
    return Paginator(rows, size).get_page(request.GET.get("page"))
