"""Lines over time. Each series has its own dash and marker, not only its own colour."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from thorbecke.web.core.charts.chart import EMPTY, Chart, number, tick_step

HEIGHT, TOP, BOTTOM = 260, 16, 30  # pixels
LEFT, RIGHT = 6.0, 97.0  # per cent
DASHES = ("none", "7 4", "2 4", "10 3 2 3")
MOST = len(DASHES)


@dataclass(frozen=True)
class Series:
    """A named row of (x label, value) points; a value may be None where nothing was measured."""

    label: str
    points: Sequence[tuple[Any, float | None]]


def line_chart(
    title: str,
    description: str,
    series: Sequence[Series | tuple[str, Sequence[Any]]],
    unit: str = "",
) -> Chart:
    """Return a line chart; all series share the x labels, in the order in which they first appear.

    Raises ``ValueError`` for more than four series (nobody can tell five lines apart) and for
    negative values.
    """
    found = [s if isinstance(s, Series) else Series(*s) for s in series]
    if len(found) > MOST:
        raise ValueError(f"a line chart draws at most {MOST} series")
    labels = list(dict.fromkeys(x for s in found for x, _value in s.points))
    values = [dict(s.points) for s in found]
    known = [v for row in values for v in row.values() if v is not None]
    if any(v < 0 for v in known):
        raise ValueError("a line chart draws no negative values")
    inside = _draw(labels, values, max(known, default=0), unit)
    table = tuple((x, *(_cell(row.get(x), unit) for row in values)) for x in labels)
    return Chart(
        title,
        description,
        "lines",
        inside,
        (_("Wanneer"), *(s.label for s in found)),
        table if known else (),
        height=HEIGHT,
        legend=_legend(found),
    )


def _cell(value: float | None, unit: str) -> str:
    return "–" if value is None else number(value, unit)


def _draw(labels: list[Any], values: list[dict[Any, Any]], most: float, unit: str) -> SafeString:
    step = tick_step(most)
    ticks = [step * i for i in range(int(most / step + 0.999999) + 1)]
    top = ticks[-1] or 1

    def y(value: float) -> float:
        return round(HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * value / top, 1)

    def x(index: int) -> float:
        return round(LEFT + (RIGHT - LEFT) * index / max(len(labels) - 1, 1), 2)

    grid = format_html_join(
        "",
        '<line class="tb-chart__grid" x1="0" x2="100%" y1="{0}" y2="{0}"/>',
        ((y(t),) for t in ticks),
    )
    names = format_html_join(
        "",
        '<text class="tb-chart__tick" x="0" y="{}">{}</text>',
        ((y(t) - 4, number(t, unit if t == top else "")) for t in ticks),
    )
    drawn = [
        _line(
            n,
            [
                (x(i), y(row[k]) if row.get(k) is not None else None, k, row.get(k))
                for i, k in enumerate(labels)
            ],
            unit,
        )
        for n, row in enumerate(values)
    ]
    return mark_safe(grid + "".join(drawn) + names + _axis(labels, x))  # noqa: S308


def _axis(labels: list[Any], x: Any) -> SafeString:
    last = len(labels) - 1
    shown = sorted({0, last // 2, last}) if last >= 0 else []
    anchor = {0: "start", last: "end"}
    return format_html_join(
        "",
        '<text class="tb-chart__tick" x="{}%" y="{}" text-anchor="{}">{}</text>',
        ((x(i), HEIGHT - 8, anchor.get(i, "middle"), labels[i]) for i in shown),
    )


def _line(index: int, points: list[tuple[float, float | None, Any, Any]], unit: str) -> SafeString:
    pairs = [(a, b) for a, b in pairwise(points) if a[1] is not None and b[1] is not None]
    lines = format_html_join(
        "",
        '<line x1="{}%" y1="{}" x2="{}%" y2="{}"/>',
        ((a[0], a[1], b[0], b[1]) for a, b in pairs),
    )
    dots = format_html_join(
        "",
        '<circle cx="{}%" cy="{}" r="4"><title>{}: {}</title></circle>',
        ((p[0], p[1], p[2], number(p[3], unit)) for p in points if p[1] is not None),
    )
    return format_html(
        '<g class="tb-chart__line tb-chart__line--{}" stroke-dasharray="{}">{}{}</g>',
        index + 1,
        DASHES[index],
        lines,
        dots,
    )


def _legend(series: Sequence[Series]) -> SafeString:
    if len(series) < 2:
        return EMPTY
    rows = format_html_join(
        "",
        '<li><svg width="36" height="12" aria-hidden="true"><g class="tb-chart__line tb-chart__line--{}" '
        'stroke-dasharray="{}"><line x1="0" y1="6" x2="36" y2="6"/></g></svg>{}</li>',
        ((i + 1, DASHES[i], s.label) for i, s in enumerate(series)),
    )
    return format_html('<ul class="tb-chart__legend">{}</ul>', rows)
