"""The Netherlands as dots from coordinates, or as shapes when outlines are loaded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, radians

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from thorbecke.web.core.charts.chart import Chart

WEST, EAST, SOUTH, NORTH = 3.30, 7.25, 50.73, 53.58  # degrees, with some air around
SCALE = 110.0  # units per degree of latitude
SQUEEZE = cos(radians(52.2))  # a degree of longitude is this much shorter
WIDTH = round((EAST - WEST) * SQUEEZE * SCALE, 1)
HEIGHT = round((NORTH - SOUTH) * SCALE, 1)
VIEWBOX = f"0 0 {WIDTH:g} {HEIGHT:g}"
RADII = {1: 2.2, 2: 3.0, 3: 4.2, 4: 5.6, 5: 7.4}
TONES = frozenset({"neutral", "green", "amber", "red", "blue", "accent"})


@dataclass(frozen=True)
class Dot:
    """A place: degrees north and east, its name, an address, a size from 1 to 5, a tone."""

    lat: float
    lon: float
    label: str
    url: str = ""
    size: int = 2
    tone: str = "neutral"
    note: str = ""


@dataclass(frozen=True)
class Outline:
    """A shape: an SVG path in the units of ``project``, its name, an address and a tone."""

    path: str
    label: str
    url: str = ""
    tone: str = "neutral"
    note: str = ""


def project(lat: float, lon: float) -> tuple[float, float]:
    """Return x and y in the units of ``VIEWBOX``; equirectangular, true in the middle of the country."""
    return round((lon - WEST) * SQUEEZE * SCALE, 1), round((NORTH - lat) * SCALE, 1)


def dot_map(
    title: str,
    description: str,
    dots: Sequence[Dot],
    outlines: Sequence[Outline | tuple[str, str, str, str]] = (),
) -> Chart:
    """Return the map; shapes lie under the dots. O(dots + outlines).

    The links in the drawing are for the mouse and are left out of the tab order: three hundred stops
    would lock a keyboard user in. The table holds the same links.
    """
    shapes = [o if isinstance(o, Outline) else Outline(*o) for o in outlines]
    ordered = sorted(dots, key=lambda dot: -dot.size)
    drawn = [_shape(s) for s in shapes] + [_dot(d) for d in ordered]
    marks: list[Dot | Outline] = [*shapes, *dots] if not dots or not shapes else list(dots)
    notes = any(m.note for m in marks)
    return Chart(
        title,
        description,
        "map",
        mark_safe("".join(drawn)),  # noqa: S308 - joined from format_html
        (_("Plaats"), _("Toelichting")) if notes else (_("Plaats"),),
        tuple((_link(m), m.note) if notes else (_link(m),) for m in marks),
        box=VIEWBOX,
        role="group" if any(m.url for m in [*shapes, *dots]) else "img",
    )


def _tone(tone: str) -> str:
    return tone if tone in TONES else "neutral"


def _name(mark: Dot | Outline) -> str:
    return f"{mark.label}: {mark.note}" if mark.note else mark.label


def _linked(mark: Dot | Outline, drawn: SafeString) -> SafeString:
    if not mark.url:
        return drawn
    return format_html(
        '<a href="{}" tabindex="-1" aria-label="{}">{}</a>', mark.url, _name(mark), drawn
    )


def _dot(dot: Dot) -> SafeString:
    x, y = project(dot.lat, dot.lon)
    drawn = format_html(
        '<circle class="tb-dot tb-dot--{}" cx="{}" cy="{}" r="{}"><title>{}</title></circle>',
        _tone(dot.tone),
        x,
        y,
        RADII[min(max(dot.size, 1), 5)],
        _name(dot),
    )
    return _linked(dot, drawn)


def _shape(shape: Outline) -> SafeString:
    drawn = format_html(
        '<path class="tb-shape tb-shape--{}" d="{}"><title>{}</title></path>',
        _tone(shape.tone),
        shape.path,
        _name(shape),
    )
    return _linked(shape, drawn)


def _link(mark: Dot | Outline) -> SafeString | str:
    return format_html('<a href="{}">{}</a>', mark.url, mark.label) if mark.url else mark.label
