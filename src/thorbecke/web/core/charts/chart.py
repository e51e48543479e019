"""A drawn chart and the parts that all charts share."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import chain
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

EMPTY = mark_safe("")
_NUMBER = re.compile(r"\d")


@dataclass(frozen=True)
class Chart:
    """A figure: the inside of its SVG and the same values as table rows.

    ``head`` names the columns; a cell is a text or safe HTML. ``role`` is ``img``, or ``group`` when
    the drawing holds links. ``box`` is the viewBox; without it the drawing is ``height`` pixels high
    and as wide as its place.
    """

    title: str
    description: str
    kind: str
    inside: SafeString
    head: tuple[Any, ...]
    rows: tuple[tuple[Any, ...], ...]
    height: int = 0
    box: str = ""
    role: str = "img"
    legend: SafeString = EMPTY

    @property
    def key(self) -> str:
        """A short id that is the same each time: it ties title and description to the drawing."""
        text = f"{self.kind}|{self.title}|{self.description}"
        return f"c{sha256(text.encode()).hexdigest()[:8]}"

    def render(self) -> SafeString:
        """Return the figure as HTML; an empty chart says so in words."""
        if not self.rows:
            return format_html(
                '<figure class="tb-chart"><figcaption class="tb-chart__title">{}</figcaption>'
                '<p class="tb-muted">{}</p></figure>',
                self.title,
                _("Hierover zijn geen cijfers bekend."),
            )
        return format_html(
            '<figure class="tb-chart tb-chart--{}"><figcaption class="tb-chart__title">{}</figcaption>'
            "{}{}{}{}</figure>",
            self.kind,
            self.title,
            self._lead(),
            self.legend,
            self._svg(),
            self._table(),
        )

    def _lead(self) -> SafeString:
        if not self.description:
            return EMPTY
        return format_html('<p class="tb-chart__lead">{}</p>', self.description)

    def _svg(self) -> SafeString:
        size = (
            format_html('viewBox="{}"', self.box)
            if self.box
            else format_html('width="100%" height="{}"', self.height)
        )
        return format_html(
            '<svg class="tb-chart__drawing" xmlns="http://www.w3.org/2000/svg" {size} role="{role}" '
            'aria-labelledby="{key}t {key}d"><title id="{key}t">{title}</title>'
            '<desc id="{key}d">{description}</desc>{inside}</svg>',
            size=size,
            role=self.role,
            key=self.key,
            title=self.title,
            description=self.description or self.title,
            inside=self.inside,
        )

    def _table(self) -> SafeString:
        head = format_html_join("", '<th scope="col">{}</th>', ((cell,) for cell in self.head))
        body = format_html_join("", "<tr>{}</tr>", ((_cells(row),) for row in self.rows))
        return format_html(
            '<details class="tb-chart__table"><summary>{}</summary>'
            '<div class="tb-scroll" tabindex="0" role="region" aria-label="{}">'
            '<table class="tb-table"><thead><tr>{}</tr></thead><tbody>{}</tbody></table></div></details>',
            _("Bekijk de lijst") if self.kind == "map" else _("Bekijk de cijfers als tabel"),
            self.title,
            head,
            body,
        )


def _cells(row: Sequence[Any]) -> SafeString:
    first = format_html('<th scope="row">{}</th>', row[0])
    rest = ((mark_safe(' class="tb-number"') if _is_number(c) else EMPTY, c) for c in row[1:])
    return mark_safe("".join(chain([first], (format_html("<td{}>{}</td>", *c) for c in rest))))  # noqa: S308


def _is_number(cell: Any) -> bool:
    return isinstance(cell, int | float) or (isinstance(cell, str) and bool(_NUMBER.match(cell)))


def number(value: float, unit: str = "") -> str:
    """Return a number in Dutch writing: 12.345,6 %, with at most one decimal.

    >>> number(12345.67, "euro")
    '12.345,7 euro'
    """
    whole = f"{value:,.1f}".removesuffix(".0") if isinstance(value, float) else f"{value:,}"
    text = whole.translate(str.maketrans(",.", ".,"))
    return f"€ {text}" if unit in {"€", "EUR"} else f"{text} {unit}".rstrip()


def wrap(text: str, width: int) -> list[str]:
    """Cut a label into lines of at most ``width`` characters; a longer word is cut with a hyphen."""
    lines: list[str] = []
    for word in str(text).split():
        while len(word) > width:
            lines.append(word[: width - 1] + "-")
            word = word[width - 1 :]
        if lines and not lines[-1].endswith("-") and len(lines[-1]) + 1 + len(word) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines or [""]


def tick_step(top: float) -> float:
    """Return a round distance between grid lines, so that four or five of them reach ``top``."""
    if top <= 0:
        return 1.0
    rough, step = top / 4, 1.0
    while step * 10 <= rough:
        step *= 10
    while step > rough:
        step /= 10
    return next(step * factor for factor in (1, 2, 2.5, 5, 10) if step * factor >= rough)
