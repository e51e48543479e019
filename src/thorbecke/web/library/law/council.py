"""The table of council sizes (Gemeentewet, article 8): from inhabitants to seats."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from thorbecke.knowledge import shipped
from thorbecke.knowledge.schema import CouncilSize
from thorbecke.web.core.charts.chart import number
from thorbecke.web.people.models import Municipality

RULE = "gem-8"
MOST_INHABITANTS = 20_000_000  # more than the whole country: surely a slip of the keyboard


@dataclass(frozen=True)
class SizeClass:
    """One line of the table. ``above`` is not in the class, ``up_to`` is; None: no upper bound."""

    above: int
    up_to: int | None
    seats: int


def table() -> tuple[CouncilSize, ...]:
    """Return the shipped table, from small to large."""
    return shipped().council_sizes


def classes(rows: Sequence[CouncilSize] | None = None) -> list[SizeClass]:
    """Return the table with both bounds of every line."""
    found: list[SizeClass] = []
    for row in table() if rows is None else rows:
        above = (found[-1].up_to or 0) if found else 0
        found.append(SizeClass(above, row.up_to_inhabitants, row.seats))
    return found


def seats_for(inhabitants: int, rows: Sequence[CouncilSize] | None = None) -> int:
    """Return the seats of a council: a bound belongs to its own line ("tot en met").

    Raises ``ValueError`` below one inhabitant. O(lines).
    """
    if inhabitants < 1:
        raise ValueError("a municipality has at least one inhabitant")
    for row in table() if rows is None else rows:
        if row.up_to_inhabitants is None or inhabitants <= row.up_to_inhabitants:
            return row.seats
    raise ValueError("the table has no line without an upper bound")


@dataclass(frozen=True)
class Reading:
    """What the table gives for one known number of inhabitants."""

    source: str
    shown: str  # the number of inhabitants in Dutch writing
    seats: int


@dataclass(frozen=True)
class Comparison:
    """The seats that a council has, beside what the table gives."""

    municipality: Municipality
    readings: tuple[Reading, ...]

    @property
    def differs(self) -> bool:
        """True when a reading gives another number than the council has."""
        return any(r.seats != self.municipality.council_seats for r in self.readings)


def compare(municipality: Municipality) -> Comparison:
    """Compare the real seats with the table, for each number of inhabitants that we know.

    The law counts on 1 January of the year before the election. We have no number of that day, so
    a difference is told and never called a mistake.
    """
    year = _("CBS, %(year)s") % {"year": municipality.inhabitants_year}
    known = [(year, municipality.inhabitants)]
    if municipality.inhabitants_recent:
        known.append((_("rond 2026, zonder datum"), municipality.inhabitants_recent))
    readings = tuple(Reading(source, number(n), seats_for(n)) for source, n in known)
    return Comparison(municipality, readings)
