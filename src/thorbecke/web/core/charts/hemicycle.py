"""The seats of a council in a half circle: each seat a dot with the number of its list."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from thorbecke.web.core.charts.chart import Chart

WIDTH, HEIGHT = 400, 214
OUTER, INNER = 186.0, 78.0  # radius of the first and the last row, in units of the box
MOST_ROWS = 9
TONES = 8  # colours; the number in the dot tells lists with the same colour apart


def hemicycle(
    title: str,
    description: str,
    rows: Sequence[Sequence[Any]],
    changes: Sequence[int] | None = None,
) -> Chart:
    """Return a half circle of (label, seats) rows; a list keeps its number when it has no seat.

    ``changes``: seats won or lost per row, for the table. Raises ``ValueError`` for fewer than 0 seats.
    """
    found = [(str(label), int(seats)) for label, seats, *_rest in rows]
    if any(seats < 0 for _label, seats in found):
        raise ValueError("a list can't have fewer than 0 seats")
    numbers = [place for place, (_label, seats) in enumerate(found, 1) for _seat in range(seats)]
    return Chart(
        title,
        description,
        "hemicycle",
        _dots(numbers),
        (_("Lijst"), _("Zetels"), *((_("Verschil"),) if changes else ())),
        tuple(
            (f"{place}. {label}", seats, *((_signed(changes[place - 1]),) if changes else ()))
            for place, (label, seats) in enumerate(found, 1)
        )
        if numbers
        else (),
        box=f"0 0 {WIDTH} {HEIGHT}",
        legend=_legend(found),
    )


def places(seats: int) -> list[tuple[float, float, float]]:
    """Return (x, y, radius) of each seat, from left to right: as a member sees the benches. O(n log n).

    Seats are shared over the rows by their length, the rest to the outer rows first.
    """
    if seats < 1:
        return []
    radii = _rows(seats)
    count = len(radii)
    parts = [int(seats * radius / sum(radii)) for radius in radii]
    for i in range(seats - sum(parts)):
        parts[i % count] += 1
    gaps = [math.pi * r / max(n - 1, 1) for r, n in zip(radii, parts, strict=True) if n]
    between = (OUTER - INNER) / max(count - 1, 1) if count > 1 else OUTER
    size = min(16.0, 0.45 * min(*gaps, between) if gaps else between)
    found = []
    for radius, n in zip(radii, parts, strict=True):
        for i in range(n):
            angle = math.pi * (1 - (i / (n - 1) if n > 1 else 0.5))
            x, y = (
                WIDTH / 2 + (radius - 2) * math.cos(angle),
                HEIGHT - 20 - (radius - 2) * math.sin(angle),
            )
            found.append((angle, x, y, size))
    found.sort(key=lambda seat: (-round(seat[0], 6), seat[1]))
    return [(x, y, size) for _angle, x, y, size in found]


def _rows(seats: int) -> list[float]:
    """The radius of each row: as many rows as make seats as far apart along a row as between rows."""

    def radii(count: int) -> list[float]:
        return [OUTER - i * (OUTER - INNER) / max(count - 1, 1) for i in range(count)]

    def uneven(count: int) -> float:
        return abs(math.pi * sum(radii(count)) / seats - (OUTER - INNER) / (count - 1))

    return radii(1) if seats < 8 else radii(min(range(2, MOST_ROWS + 1), key=uneven))


def _dots(numbers: Sequence[int]) -> SafeString:
    parts = [
        format_html(
            '<g class="tb-seat tb-seat--{}"><circle cx="{}" cy="{}" r="{}"/>'
            '<text x="{}" y="{}" font-size="{}" text-anchor="middle" aria-hidden="true">{}</text></g>',
            tone_of(number),
            round(x, 1),
            round(y, 1),
            round(r, 1),
            round(x, 1),
            round(y + r * 0.36, 1),
            round(r * (1.05 if number < 10 else 0.92), 1),
            number,
        )
        for number, (x, y, r) in zip(numbers, places(len(numbers)), strict=True)
    ]
    return mark_safe("".join(parts))  # noqa: S308 - joined from format_html


def tone_of(number: int) -> int:
    """Return the colour of a list by its number, from 1."""
    return (number - 1) % TONES + 1


def _signed(change: int) -> str:
    return f"{change:+d}" if change else "0"


def _legend(rows: Sequence[tuple[str, int]]) -> SafeString:
    seated = [(place, label, seats) for place, (label, seats) in enumerate(rows, 1) if seats]
    items = format_html_join(
        "",
        '<li><svg class="tb-seat tb-seat--{}" width="22" height="22" viewBox="0 0 22 22" '
        'aria-hidden="true"><circle cx="11" cy="11" r="10"/><text x="11" y="15" font-size="11" '
        'text-anchor="middle">{}</text></svg><span>{}: <strong>{}</strong></span></li>',
        ((tone_of(place), place, label, seats) for place, label, seats in seated),
    )
    return format_html('<ul class="tb-chart__legend">{}</ul>', items)
