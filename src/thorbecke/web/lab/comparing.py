"""One election under several systems, side by side."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property, lru_cache
from itertools import islice
from typing import Any

from django.utils.translation import gettext as _

from thorbecke.methods import registry
from thorbecke.methods.facts import Fact
from thorbecke.methods.seats.election import DrawnLot, Election, WrongElection
from thorbecke.methods.seats.measures import Measures, measure
from thorbecke.methods.seats.outcome import Lot, Outcome
from thorbecke.methods.seats.power import Power, minimal_coalitions, power
from thorbecke.methods.seats.scenario import resized
from thorbecke.web.core.charts import Chart, hemicycle
from thorbecke.web.lab import words
from thorbecke.web.lab.systems import BASE, KIESWET, SYSTEMS, count

MOST_COALITIONS, SHOWN_COALITIONS = 5000, 6
CODES = ("full", "seats")


@dataclass(frozen=True)
class Column:
    """One system with its count. ``changes``: seats per list against the base."""

    key: str
    label: str
    outcome: Outcome
    changes: tuple[int, ...]

    @property
    def seats(self) -> tuple[int, ...]:
        """Seats in the order of the lists."""
        return self.outcome.seats

    @property
    def open(self) -> tuple[Lot, ...]:
        """Lots that must be drawn before the seats are final."""
        return self.outcome.open_lots

    @cached_property
    def facts(self) -> tuple[Fact, ...]:
        """What the method tells about its count."""
        return registry.find(self.outcome.method).explain(self.outcome)

    @property
    def measures(self) -> Measures | None:
        """The measures; None while a lot is open."""
        votes = [row.votes for row in self.outcome.lists]
        return None if self.open or not any(self.seats) else measure(votes, self.seats)

    @property
    def power(self) -> Power | None:
        """Who can decide; None while a lot is open."""
        return None if self.open or not any(self.seats) else _power(self.seats)

    @property
    def coalitions(self) -> tuple[tuple[int, ...], ...]:
        """Minimal coalitions, those of the fewest lists first."""
        return () if self.open or not any(self.seats) else _coalitions(self.seats)

    def chart(self, names: dict[str, str], title: str = "") -> Chart:
        """Return the half circle."""
        rows = [(names[row.id], row.seats) for row in self.outcome.lists]
        size = sum(self.seats)
        text = _("%(seats)s zetels. Voor een meerderheid zijn er %(most)s nodig.") % {
            "seats": size,
            "most": size // 2 + 1,
        }
        return hemicycle(title or str(self.label), text, rows, self.changes or None)


@lru_cache(maxsize=256)
def _power(seats: tuple[int, ...]) -> Power:
    return power(seats)


@lru_cache(maxsize=256)
def _coalitions(seats: tuple[int, ...]) -> tuple[tuple[int, ...], ...]:
    found = islice(minimal_coalitions(seats), MOST_COALITIONS)
    return tuple(sorted(found, key=lambda c: (len(c), sum(seats[i] for i in c))))


def compare(
    election: Election,
    keys: Sequence[str],
    threshold: Fraction = Fraction(0),
    seats: int | None = None,
    drawn: dict[str, tuple[DrawnLot, ...]] | None = None,
) -> list[Column]:
    """Return the base and then each system. Raises ``WrongElection``.

    ``drawn``: lots that the reader entered, per system. Official lots go with the Kieswet only, and
    only for the council's own size: another rule makes other ties.
    """
    lots = drawn or {}
    base = _counted(election, BASE, Fraction(0), lots.get(BASE, ()))
    columns = [Column(BASE, str(SYSTEMS[BASE].label), base, ())]
    for key in keys:
        changed = resized(election, seats) if seats else election
        outcome = _counted(changed, key, threshold, lots.get(key, ()))
        known = not base.open_lots and not outcome.open_lots
        changes = (
            tuple(b - a for a, b in zip(base.seats, outcome.seats, strict=True)) if known else ()
        )
        columns.append(Column(key, _label(key, threshold, seats), outcome, changes))
    return columns


def _counted(
    election: Election, key: str, threshold: Fraction, own: tuple[DrawnLot, ...]
) -> Outcome:
    official = election.lots if SYSTEMS[key].method == KIESWET else ()
    return count(replace(election, lots=(*official, *own)), key, threshold)


def _label(key: str, threshold: Fraction, seats: int | None) -> str:
    system, parts = SYSTEMS[key], []
    if threshold and system.takes_threshold:
        parts.append(_("drempel %(share)s%%") % {"share": words.rounded(threshold * 100)})
    if seats:
        parts.append(_("%(seats)s zetels") % {"seats": seats})
    return f"{system.label} ({', '.join(parts)})" if parts else str(system.label)


def names_of(election: Election) -> dict[str, str]:
    """Return the name of each list by its id; a name that occurs twice gets its number."""
    names = [item.name for item in election.lists]
    return {
        item.id: item.name
        if names.count(item.name) == 1
        else _("%(name)s (lijst %(number)s)") % {"name": item.name, "number": item.id}
        for item in election.lists
    }


def rows(columns: Sequence[Column], names: dict[str, str]) -> list[dict[str, Any]]:
    """Return a row per list: votes, share, and per system the seats with the difference."""
    base = columns[0].outcome
    total = sum(row.votes for row in base.lists)
    return [
        {
            "number": place + 1,
            "name": names[row.id],
            "votes": row.votes,
            "share": words.percent(row.votes, total),
            "cells": [
                {"seats": c.seats[place], "change": c.changes[place] if c.changes else 0}
                for c in columns
            ],
        }
        for place, row in enumerate(base.lists)
    ]


@dataclass(frozen=True)
class Moved:
    """Why a list won or lost: what gave its last seat in the base, and what happens here."""

    name: str
    change: int
    before: words.Line | None
    now: words.Line | None

    @property
    def fewer(self) -> int:
        """How many seats a list loses."""
        return -self.change


def moved(base: Column, column: Column, names: dict[str, str]) -> list[Moved]:
    """Return for each list with other seats the step that gave or cost it its last seat."""
    if not column.changes:
        return []
    there, here = words.awards(base.facts, names), words.awards(column.facts, names)
    found = []
    for row, change in zip(column.outcome.lists, column.changes, strict=True):
        if change > 0:
            pair = (_missed(base, row.id, names), _won(here, row.id))
        elif change < 0:
            lost = _kept_out(here, row.id) or _missed(column, row.id, names)
            pair = (_won(there, row.id), lost)
        else:
            continue
        found.append(Moved(names[row.id], change, *pair))
    return found


def _won(lines: Iterable[words.Line], list_: str) -> words.Line | None:
    """The step that gave a list its last seat; None when it has full seats only."""
    own = [line for line in lines if line.list == list_ and line.code != "below-threshold"]
    return own[-1] if own else None


def _kept_out(lines: Iterable[words.Line], list_: str) -> words.Line | None:
    """What kept a list out, or took a seat away."""
    own = [
        line
        for line in lines
        if line.taken_from == list_ or (line.list == list_ and line.code == "below-threshold")
    ]
    return own[-1] if own else None


def _missed(column: Column, list_: str, names: dict[str, str]) -> words.Line | None:
    """How near a list was to the last seat of all; None when no step says it."""
    steps = [fact for fact in column.facts if fact.values.get("rivals")]
    return words.missed(steps[-1], list_, names) if steps else None


__all__ = [
    "Column",
    "Moved",
    "WrongElection",
    "compare",
    "moved",
    "names_of",
    "rows",
]
