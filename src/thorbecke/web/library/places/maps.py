"""Maps of municipalities as a drawing without a table: the page has the same places as a list.

The kit's ``dot_map`` carries its own table; with 342 municipalities that would double the page. The
links are for the mouse and out of the tab order, as in the kit; the list holds the same links.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from thorbecke.web.core.charts import VIEWBOX, project

RADII = {0: 1.4, 1: 2.4, 2: 3.4, 3: 4.6, 4: 6.0, 5: 7.6}
SIZE_STEPS = (20_000, 50_000, 100_000, 200_000)
CASE_STEPS = (2, 3, 5, 9)


@dataclass(frozen=True)
class Pin:
    """A municipality on the map. Without ``url`` it is background. ``outline``: an SVG path."""

    lat: float
    lon: float
    label: str
    url: str = ""
    size: int = 1
    tone: str = ""
    outline: str = ""


def step(value: float, steps: Sequence[float]) -> int:
    """Return the size class 1 to 5 of a value; a bound belongs to the higher class."""
    return 1 + sum(value >= bound for bound in steps)


def draw(title: str, description: str, pins: Sequence[Pin]) -> SafeString:
    """Return the SVG: shapes at the bottom, background dots, then the links, large before small."""
    key = f"m{sha256(f'{title}|{description}'.encode()).hexdigest()[:8]}"
    linked = sorted((p for p in pins if p.url), key=lambda p: -p.size)
    return format_html(
        '<svg class="tb-chart__drawing" xmlns="http://www.w3.org/2000/svg" viewBox="{box}" '
        'role="group" aria-labelledby="{key}t {key}d"><title id="{key}t">{title}</title>'
        '<desc id="{key}d">{description}</desc>{background}{links}</svg>',
        box=VIEWBOX,
        key=key,
        title=title,
        description=description,
        background=_background([p for p in pins if not p.url]),
        links=format_html_join("", "{}", ((_link(p),) for p in linked)),
    )


def _background(pins: Sequence[Pin]) -> SafeString:
    shapes = (('<path d="{}"/>', (p.outline,)) for p in pins if p.outline)
    dots = (
        ('<circle cx="{}" cy="{}" r="{}"/>', (*project(p.lat, p.lon), RADII[0]))
        for p in pins
        if not p.outline
    )
    return format_html(
        '<g class="tb-shape tb-shape--neutral">{}</g><g class="tb-dot tb-dot--neutral">{}</g>',
        mark_safe("".join(format_html(form, *values) for form, values in shapes)),  # noqa: S308
        mark_safe("".join(format_html(form, *values) for form, values in dots)),  # noqa: S308
    )


def _link(pin: Pin) -> SafeString:
    return format_html(
        '<a href="{}" tabindex="-1" aria-label="{}"><title>{}</title>{}</a>',
        pin.url,
        pin.label,
        pin.label,
        _mark(pin),
    )


def _mark(pin: Pin) -> SafeString:
    if pin.outline:
        return format_html('<path class="tb-shape tb-shape--{}" d="{}"/>', pin.tone, pin.outline)
    x, y = project(pin.lat, pin.lon)
    css = f"tb-dot tb-dot--{pin.tone}" if pin.tone else "tb-dot"
    return format_html('<circle class="{}" cx="{}" cy="{}" r="{}"/>', css, x, y, RADII[pin.size])
