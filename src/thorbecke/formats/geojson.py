"""Municipal boundaries from GeoJSON (RFC 7946) as CBS, Kadaster and PDOK publish it.

What they publish differs by year and by service: the code of a municipality stands under several
names, with or without GM in front, and positions are degrees (longitude first) or metres in the
Dutch grid (RD New). All of these are read; anything else is refused with a clear message.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import pairwise
from typing import BinaryIO

from thorbecke.formats import rd
from thorbecke.formats.simplify import Point, Ring, area, simplify

MAX_BYTES = 100_000_000
CODE_NAMES = ("statcode", "gemeentecode", "gm_code", "identificatie", "code", "gemcode", "cbs_code")
_CODE = re.compile(r"(?:GM)?([0-9]{4})", re.IGNORECASE)
_DOWNLOAD = "take the GeoJSON of the municipal boundaries (gemeentegrenzen) of CBS or PDOK"


class GeoError(Exception):
    """A file that can't be used: the number of the feature (from 1), what was expected, how to mend it."""

    def __init__(self, file: str, feature: int | None, expected: str, mend: str) -> None:
        self.file, self.feature, self.expected, self.mend = file, feature, expected, mend
        place = f"{file}, feature {feature}" if feature else file
        super().__init__(f"{place}: expected {expected}. To mend: {mend}.")


def read_boundaries(
    source: bytes | BinaryIO, file: str, tolerance: float = 0.0
) -> dict[str, list[Ring]]:
    """Return the rings of every municipality by code (GM0014), as (latitude, longitude) in degrees.

    Rings come without their repeated last point, counterclockwise; holes run clockwise.
    Features with the same code are taken together and water of CBS is left out. ``tolerance``
    (metres): see ``simplify``; 0 keeps all points. Raises GeoError. O(n log n) for n positions.
    """
    shapes: dict[str, list[Ring]] = {}
    for number, feature in enumerate(_features(source, file), start=1):
        place = (file, number)
        properties = _properties(feature, place)
        if str(properties.get("water", properties.get("h2o", ""))).upper() == "JA":
            continue
        shapes.setdefault(_code(feature, properties, place), []).extend(_rings(feature, place))
    if not shapes:
        raise GeoError(file, None, "at least one municipality", _DOWNLOAD)
    return simplify(shapes, tolerance) if tolerance else shapes


def _features(source: bytes | BinaryIO, file: str) -> list[object]:
    data = source if isinstance(source, bytes) else source.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        most = f"at most {MAX_BYTES // 1_000_000} MB"
        raise GeoError(file, None, most, "take the generalised boundaries (gegeneraliseerd)")
    try:
        tree = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:  # a wrong encoding is a ValueError too
        raise GeoError(file, None, "a GeoJSON file in UTF-8", _DOWNLOAD) from error
    features = tree.get("features") if isinstance(tree, dict) else None
    if not isinstance(features, list):
        raise GeoError(file, None, "a FeatureCollection with features", _DOWNLOAD)
    return features


def _properties(feature: object, place: tuple[str, int]) -> dict[str, object]:
    if not isinstance(feature, dict) or not isinstance(feature.get("properties"), dict | None):
        raise GeoError(*place, "a Feature with properties", _DOWNLOAD)
    return {str(name).lower(): value for name, value in (feature.get("properties") or {}).items()}


def _code(feature: object, properties: dict[str, object], place: tuple[str, int]) -> str:
    assert isinstance(feature, dict)
    for value in [*(properties.get(name) for name in CODE_NAMES), feature.get("id")]:
        text = f"{value:04d}" if isinstance(value, int) else str(value)
        if found := _CODE.fullmatch(text.strip()):
            return f"GM{found[1]}"
    expected = "a code of a municipality such as GM0014 or 0014 under " + ", ".join(CODE_NAMES)
    raise GeoError(*place, expected, "add the code, or take the file of CBS or PDOK")


def _rings(feature: object, place: tuple[str, int]) -> Iterator[Ring]:
    assert isinstance(feature, dict)
    geometry = feature.get("geometry")
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if not isinstance(geometry, dict) or kind not in {"Polygon", "MultiPolygon"}:
        mend = "leave out lines and points, and features without a geometry"
        raise GeoError(*place, "a Polygon or MultiPolygon", mend)
    parts = geometry.get("coordinates") or ()
    try:
        polygons = [parts] if kind == "Polygon" else list(parts)
        found = [[[_point(at, place) for at in ring] for ring in polygon] for polygon in polygons]
    except (TypeError, ValueError, KeyError, IndexError) as error:
        mend = "export the file again; this geometry is damaged"
        raise GeoError(*place, "positions of two numbers, in rings", mend) from error
    if not any(found):
        raise GeoError(*place, "at least one ring", "draw the municipality, or leave it out")
    for polygon in found:
        for index, ring in enumerate(polygon):
            yield _turned(_closed(ring, place), outer=index == 0)


def _closed(ring: Ring, place: tuple[str, int]) -> Ring:
    opened = [a for a, b in pairwise(ring) if a != b]
    if len(opened) < 3 or ring[0] != ring[-1]:
        expected = "rings of four or more positions, of which the last equals the first"
        raise GeoError(*place, expected, "close the ring")
    return opened


def _turned(ring: Ring, outer: bool) -> Ring:
    """Return an outer ring counterclockwise and a hole clockwise, as RFC 7946 asks and few files do."""
    return ring if (area(ring) > 0) is outer else ring[::-1]


def _point(position: list[object], place: tuple[str, int]) -> Point:
    x, y = position[0], position[1]
    if not isinstance(x, int | float) or not isinstance(y, int | float):
        raise TypeError("not a number")
    if 3 <= x <= 8 and 50 <= y <= 54:
        return float(y), float(x)
    if -7_000 <= x <= 300_000 and 289_000 <= y <= 629_000:
        return rd.degrees(x, y)
    raise GeoError(
        *place,
        f"degrees (longitude, latitude) or metres in RD New inside the Netherlands, found {x}, {y}",
        "save the file in WGS84 (EPSG:4326) or RD New (EPSG:28992)",
    )
