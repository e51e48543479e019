"""Takes municipal boundaries from a file into the database, as shapes for the map."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from django.db import transaction

from thorbecke.formats.geojson import GeoError, read_boundaries
from thorbecke.formats.simplify import Ring, simplify
from thorbecke.web.core.charts.maps import project
from thorbecke.web.people.models import Municipality

BUDGET = 120_000  # bytes of all outlines together, so that the page with the map stays light
TOLERANCE = 250.0  # metres, a quarter of a unit on the map
SHOWN = 10  # codes in the report


class BoundariesError(Exception):
    """A file from which no boundaries can be loaded; nothing was changed."""


@dataclass(frozen=True)
class BoundariesReport:
    """What a load did. ``unknown``: codes that only the file has. ``missing``: that it lacks."""

    matched: int
    unknown: tuple[str, ...]
    missing: tuple[str, ...]
    size: int  # bytes of all outlines together
    tolerance: float  # metres

    def __str__(self) -> str:
        lines = [
            f"Loaded the boundaries of {self.matched} municipalities "
            f"({self.size / 1000:.0f} kB, simplified to {self.tolerance:.0f} m)."
        ]
        if self.unknown:
            lines.append(f"In the file, but not one of ours, so left out: {_listed(self.unknown)}.")
        if self.missing:
            lines.append(f"Not in the file, so shown as a dot: {_listed(self.missing)}.")
        return "\n".join(lines)


@transaction.atomic
def load_boundaries(path: Path) -> BoundariesReport:
    """Replace all outlines by those of a GeoJSON file: all of them or none. O(size of the file).

    Municipalities that the file lacks lose their outline, so that one map never mixes two years.
    Raises BoundariesError (wrong file, no municipality matches) and OSError.
    """
    places = {place.code: place for place in Municipality.objects.only("code", "outline")}
    rings = _read(path)
    known = {code: shape for code, shape in rings.items() if code in places}
    if not known:
        raise BoundariesError(_nothing(path, places))
    outlines, tolerance = _fitting(known)
    for code, place in places.items():
        place.outline = outlines.get(code, "")
    Municipality.objects.bulk_update(places.values(), ["outline"], batch_size=100)
    return BoundariesReport(
        len(outlines),
        tuple(sorted(rings.keys() - places.keys())),
        tuple(sorted(places.keys() - rings.keys())),
        _size(outlines),
        tolerance,
    )


def path_of(rings: Iterable[Ring]) -> str:
    """Return rings as an SVG path in the units of ``project``, with relative steps of a tenth."""
    return "".join(_drawn(_tenths(ring)) for ring in rings)


def _read(path: Path) -> dict[str, list[Ring]]:
    try:
        with path.open("rb") as file:
            return read_boundaries(file, path.name)
    except GeoError as error:
        raise BoundariesError(str(error)) from error


def _nothing(path: Path, places: Mapping[str, Municipality]) -> str:
    if not places:
        return "There are no municipalities in the database yet. Load the library first."
    return (
        f"{path.name}: expected codes of municipalities such as {min(places)}, found none that we know. "
        "To mend: take the GeoJSON of the municipal boundaries of CBS or PDOK."
    )


def _fitting(shapes: Mapping[str, list[Ring]]) -> tuple[dict[str, str], float]:
    """Return the outlines that stay within the budget and the tolerance (metres) that took."""
    tolerance = TOLERANCE
    while True:
        thin = simplify(shapes, tolerance)
        outlines = {code: path_of(rings) for code, rings in thin.items()}
        if _size(outlines) <= BUDGET or tolerance > 100 * TOLERANCE:
            return outlines, tolerance
        shapes, tolerance = thin, tolerance * 1.5


def _size(outlines: Mapping[str, str]) -> int:
    return sum(map(len, outlines.values()))


def _tenths(ring: Ring) -> list[tuple[int, int]]:
    """Return the points of a ring in tenths of a unit; points that fall together become one."""
    spots = [tuple(round(10 * value) for value in project(*point)) for point in ring]
    closed = [*spots, spots[0]]
    return [(a[0], a[1]) for a, b in pairwise(closed) if a != b] or [(spots[0][0], spots[0][1])]


def _drawn(spots: list[tuple[int, int]]) -> str:
    steps = [(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(spots)]
    first = _pair(*spots[0])
    if not steps:
        return f"M{first}h.1z"  # an island smaller than a tenth still leaves a speck
    return f"M{first}l" + _joined(_pair(*step) for step in steps) + "z"


def _joined(pairs: Iterable[str]) -> str:
    """Join numbers; a minus sign parts two numbers as well as a space does."""
    return " ".join(pairs).replace(" -", "-")


def _pair(x: int, y: int) -> str:
    return _joined((_number(x), _number(y)))


def _number(tenths: int) -> str:
    """Return tenths as a decimal without a zero in front: -5 is "-.5"."""
    whole, tenth = divmod(abs(tenths), 10)
    digits = f"{whole or ''}.{tenth}" if tenth else str(whole)
    return f"-{digits}" if tenths < 0 else digits


def _listed(codes: tuple[str, ...]) -> str:
    more = f" and {len(codes) - SHOWN} more" if len(codes) > SHOWN else ""
    return ", ".join(codes[:SHOWN]) + more
