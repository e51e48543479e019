"""From the Dutch national grid (RD New, EPSG:28992) to degrees.

F.H. Schreutelkamp and G.L. Strang van Hees, "Benaderingsformules voor de transformatie tussen RD- en
WGS84-kaartcoördinaten", Geodesia, 2001. The polynomial is off by less than a metre inside the
Netherlands: plenty for a map, too little for a surveyor.
"""

from __future__ import annotations

ORIGIN = (155_000.0, 463_000.0)  # metres; the tower of Our Lady in Amersfoort
ORIGIN_DEGREES = (52.15517440, 5.38720621)  # latitude, longitude

# (power of dx, power of dy, seconds of arc); dx and dy in units of 100 km from the origin
_LATITUDE = (
    (0, 1, 3235.65389),
    (2, 0, -32.58297),
    (0, 2, -0.24750),
    (2, 1, -0.84978),
    (0, 3, -0.06550),
    (2, 2, -0.01709),
    (1, 0, -0.00738),
    (4, 0, 0.00530),
    (2, 3, -0.00039),
    (4, 1, 0.00033),
    (1, 1, -0.00012),
)
_LONGITUDE = (
    (1, 0, 5260.52916),
    (1, 1, 105.94684),
    (1, 2, 2.45656),
    (3, 0, -0.81885),
    (1, 3, 0.05594),
    (3, 1, -0.05607),
    (0, 1, 0.01199),
    (3, 2, -0.00256),
    (1, 4, 0.00128),
    (0, 2, 0.00022),
    (2, 0, -0.00022),
    (5, 0, 0.00026),
)


def degrees(x: float, y: float) -> tuple[float, float]:
    """Return latitude and longitude (WGS84, degrees) of a point in RD New (metres)."""
    dx, dy = (x - ORIGIN[0]) / 100_000, (y - ORIGIN[1]) / 100_000
    lat = sum(seconds * dx**p * dy**q for p, q, seconds in _LATITUDE)
    lon = sum(seconds * dx**p * dy**q for p, q, seconds in _LONGITUDE)
    return ORIGIN_DEGREES[0] + lat / 3600, ORIGIN_DEGREES[1] + lon / 3600
