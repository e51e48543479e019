"""Turnout in figures: of the whole, and of areas once small ones are joined.

Made once, at closing, and never again: two exports of different moments can't be subtracted.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from django.db.models import Count

from thorbecke.records.lists import FEWEST
from thorbecke.web.participation.box.reading import Totals
from thorbecke.web.participation.models import Act, Credential


@dataclass(frozen=True)
class Area:
    """Valid codes and used codes in an area, or in several that are shown as one."""

    names: tuple[str, ...]
    codes: int
    spent: int

    @property
    def small(self) -> bool:
        """True when fewer than ten people took part: then it is not shown by itself."""
        return self.spent < FEWEST

    def data(self) -> dict[str, Any]:
        """Return it as the record shows it."""
        return {"name": " + ".join(self.names), "codes": self.codes, "spent": self.spent}


def totals_data(totals: Totals) -> dict[str, int]:
    """Return the totals as the record shows them."""
    return {**asdict(totals), "ballots": totals.ballots}


def areas(act: Act) -> list[dict[str, Any]]:
    """Return the turnout of each area, small ones joined; nothing when only one row would be left."""
    counted = (
        Credential.objects.filter(act=act, void=False)
        .values_list("area")
        .annotate(codes=Count("pk"), spent=Count("spent"))
    )
    return [area.data() for area in joined(Area((name or "?",), *n) for name, *n in counted)]


def joined(found: Iterable[Area]) -> list[Area]:
    """Return the areas with the small ones as one row, in the order of their names.

    When those together are still fewer than ten, the smallest other area joins them, so that no row
    can be found by subtracting. One row alone says nothing more than the whole: then there is none.
    O(n log n).
    """
    rest = sorted(found, key=lambda area: (area.spent, area.names))
    small = [area for area in rest if area.small]
    rest = rest[len(small) :]
    while rest and small and sum(area.spent for area in small) < FEWEST:
        small.append(rest.pop(0))
    rows = [*rest, *([_one(small)] if small else [])]
    return sorted(rows, key=lambda area: area.names) if len(rows) > 1 else []


def _one(some: list[Area]) -> Area:
    names = sorted(name for area in some for name in area.names)
    return Area(tuple(names), sum(area.codes for area in some), sum(area.spent for area in some))
