"""Bars that lie down, each under its own label: readable on a phone without turning it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from thorbecke.web.core.charts.chart import Chart, number, wrap

LINE, BAR, GAP = 20, 22, 14  # pixels
CHARACTER = 3.2  # per cent of the width of a phone; the value stands behind the bar
LABEL_WIDTH = 40  # characters that fit on a phone

Row = tuple[str, float, str]


def _rows(rows: Sequence[Sequence[Any]]) -> list[Row]:
    return [(str(r[0]), r[1], str(r[2]) if len(r) > 2 and r[2] else "") for r in rows]


def _label(text: str, y: int) -> tuple[SafeString, int]:
    lines = wrap(text, LABEL_WIDTH)
    drawn = format_html_join(
        "",
        '<text class="tb-chart__label" x="0" y="{}">{}</text>',
        ((y + 15 + LINE * i, line) for i, line in enumerate(lines)),
    )
    return drawn, y + LINE * len(lines)


def _stack(rows: Sequence[Row], shown: Sequence[str], css: str) -> tuple[SafeString, int]:
    """Draw the rows under each other; returns the drawing and its height in pixels."""
    longest = min(80.0, max(40.0, 97 - CHARACTER * max(map(len, shown), default=0)))
    top = max((value for _label, value, _note in rows), default=0) or 1
    parts, y = [], 0
    for (label, value, _note), text in zip(rows, shown, strict=True):
        drawn, y = _label(label, y)
        width = max(round(longest * max(value, 0) / top, 2), 0.4)
        parts.append(drawn)
        parts.append(
            format_html(
                '<rect class="tb-chart__track" x="0" y="{y}" width="{long}%" height="{h}" rx="2"/>'
                '<rect class="{css}" x="0" y="{y}" width="{w}%" height="{h}" rx="2"/>'
                '<text class="tb-chart__value" x="{w}%" dx="8" y="{ty}">{text}</text>',
                css=css,
                y=y + 2,
                h=BAR,
                w=width,
                long=longest,
                ty=y + 18,
                text=text,
            )
        )
        y += BAR + GAP
    return mark_safe("".join(parts)), y  # noqa: S308 - joined from format_html


def bar_chart(title: str, description: str, rows: Sequence[Sequence[Any]], unit: str = "") -> Chart:
    """Return a bar chart of (label, value, note) rows; negative values are refused."""
    found = _rows(rows)
    if any(value < 0 for _label, value, _note in found):
        raise ValueError("a bar chart draws no negative values")
    shown = [number(value, unit) for _label, value, _note in found]
    inside, height = _stack(found, shown, "tb-chart__bar")
    head, table = _table(found, shown, [_("Wat"), _("Hoeveel")])
    return Chart(title, description, "bars", inside, head, table, height=height)


def funnel_chart(title: str, description: str, rows: Sequence[Sequence[Any]]) -> Chart:
    """Return how many are left after each step, with the share of the step before.

    The rows are (label, value, note) in the order of the steps, such as invited, responded, drawn.
    """
    found = _rows(rows)
    shares = [""] + [_share(a[1], b[1]) for a, b in pairwise(found)]
    shown = [number(value) for _label, value, _note in found]
    texts = [f"{n} · {s}" if s else n for n, s in zip(shown, shares, strict=True)]
    inside, height = _stack(found, texts, "tb-chart__bar tb-chart__bar--funnel")
    head, plain = _table(found, shown, [_("Stap"), _("Aantal")])
    table = tuple((*row[:2], share, *row[2:]) for row, share in zip(plain, shares, strict=True))
    return Chart(
        title,
        description,
        "funnel",
        inside,
        (*head[:2], _("Deel van de stap ervoor"), *head[2:]),
        table,
        height=height,
    )


def _share(before: float, now: float) -> str:
    return f"{number(round(100 * now / before, 1))}%" if before > 0 else ""


def _table(
    rows: Sequence[Row], shown: Sequence[str], head: list[str]
) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    if not any(note for _label, _value, note in rows):
        return tuple(head), tuple((r[0], s) for r, s in zip(rows, shown, strict=True))
    table = tuple((r[0], s, r[2]) for r, s in zip(rows, shown, strict=True))
    return (*head, _("Toelichting")), table
