"""Boundaries: the ways in which CBS and PDOK publish them, and what is refused."""

from __future__ import annotations

import json
from math import cos, radians

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thorbecke.formats import rd
from thorbecke.formats.geojson import GeoError, read_boundaries
from thorbecke.formats.simplify import area, simplify

SQUARE = [[4.0, 52.0], [4.1, 52.0], [4.1, 52.1], [4.0, 52.1], [4.0, 52.0]]
RD_SQUARE = [[85000, 446000], [86000, 446000], [86000, 447000], [85000, 447000], [85000, 446000]]
HOLE = [[4.04, 52.04], [4.06, 52.04], [4.06, 52.06], [4.04, 52.06], [4.04, 52.04]]


def feature(properties=None, rings=(SQUARE,), **more):
    geometry = {"type": "Polygon", "coordinates": list(rings)}
    properties = {"statcode": "GM0014"} if properties is None else properties
    return {"type": "Feature", "properties": properties, "geometry": geometry, **more}


def read(*features, tolerance=0.0):
    tree = {"type": "FeatureCollection", "features": list(features)}
    return read_boundaries(json.dumps(tree).encode(), "grenzen.geojson", tolerance)


@pytest.mark.parametrize(
    ("metres", "degrees"),
    [
        ((155_000, 463_000), (52.15517440, 5.38720621)),  # Amersfoort, the origin
        ((120_700.723, 487_525.501), (52.37453253, 4.88352559)),  # Westertoren, Amsterdam
        ((233_883.131, 582_065.167), (53.21938317, 6.56820053)),  # Martinitoren, Groningen
    ],
)
def test_the_grid_becomes_degrees_within_a_decimetre(metres, degrees):
    assert rd.degrees(*metres) == pytest.approx(degrees, abs=1e-6)


@given(st.floats(20_000, 270_000), st.floats(310_000, 610_000))
def test_the_grid_keeps_its_scale_everywhere(x, y):
    """A kilometre in the grid is a kilometre on the ground, within a quarter of a percent."""
    lat, lon = rd.degrees(x, y)
    east, north = rd.degrees(x + 1000, y), rd.degrees(x, y + 1000)
    for other in (east, north):
        dy = (other[0] - lat) * 111_275
        dx = (other[1] - lon) * 111_412 * cos(radians(lat)) * 1.001
        assert (dx * dx + dy * dy) ** 0.5 == pytest.approx(1000, rel=2.5e-3)


@pytest.mark.parametrize(
    "properties",
    [
        {"statcode": "GM0014"},
        {"gemeentecode": "0014"},
        {"GM_CODE": "GM0014", "code": "x"},
        {"identificatie": "gm0014"},
        {"code": "0014"},
        {"Gemeentecode": 14},
    ],
)
def test_the_code_is_found_under_the_names_that_are_in_use(properties):
    assert list(read(feature(properties))) == ["GM0014"]


def test_the_code_may_be_the_id_of_the_feature():
    assert list(read(feature({}, id="GM0014"))) == ["GM0014"]


def test_positions_become_latitude_and_longitude():
    assert read(feature())["GM0014"] == [[(52.0, 4.0), (52.0, 4.1), (52.1, 4.1), (52.1, 4.0)]]


def test_the_grid_is_told_apart_by_its_size():
    ring = read(feature(rings=[RD_SQUARE]))["GM0014"][0]
    assert ring[0] == rd.degrees(85000, 446000)
    assert area(ring) == pytest.approx(1e6, rel=0.01)


def test_outer_rings_run_counterclockwise_and_holes_clockwise():
    outer, hole = read(feature(rings=[SQUARE[::-1], HOLE]))["GM0014"]
    assert area(outer) > 0 > area(hole)


def test_parts_and_features_of_one_municipality_are_taken_together():
    many = feature()
    many["geometry"] = {"type": "MultiPolygon", "coordinates": [[SQUARE], [HOLE]]}
    assert len(read(many, feature())["GM0014"]) == 3


def test_water_is_left_out():
    wet = feature({"gemeentecode": "GM0014", "water": "JA"}, rings=[HOLE])
    assert len(read(wet, feature())["GM0014"]) == 1


@pytest.mark.parametrize(
    ("broken", "expected"),
    [
        ({"type": "Feature"} | {"properties": 3}, "Feature with properties"),
        (feature({"naam": "Groningen"}), "GM0014 or 0014"),
        (feature({"statcode": "PV20"}), "GM0014 or 0014"),
        (feature() | {"geometry": None}, "Polygon or MultiPolygon"),
        (feature() | {"geometry": {"type": "Point", "coordinates": [5, 52]}}, "Polygon"),
        (feature(rings=[]), "at least one ring"),
        (feature(rings=[SQUARE[:-1]]), "last equals the first"),
        (feature(rings=[[SQUARE[0]] * 5]), "last equals the first"),
        (feature(rings=[[[52.0, 4.0]] * 4]), "inside the Netherlands, found 52.0, 4.0"),
        (feature(rings=[[[445000, 6800000]] * 4]), "RD New"),
        (feature(rings=[[["4", "52"]] * 4]), "positions of two numbers"),
        (feature(rings=[[[4.0]] * 4]), "positions of two numbers"),
    ],
)
def test_a_wrong_feature_says_which_and_what_was_expected(broken, expected):
    with pytest.raises(GeoError) as caught:
        read(feature({"code": "0001"}), broken)
    assert caught.value.feature == 2
    assert "grenzen.geojson, feature 2: expected" in str(caught.value)
    assert expected in str(caught.value)
    assert caught.value.mend in str(caught.value)


@pytest.mark.parametrize(
    "data", [b"", b"\xff", b"{", b"[]", b'{"features": 3}', b'{"features": []}', b"[" * 200_000]
)
def test_a_file_that_holds_no_boundaries_is_refused(data):
    with pytest.raises(GeoError, match=r"^x\.geojson: expected .*To mend"):
        read_boundaries(data, "x.geojson")


def test_simplifying_keeps_what_matters():
    wave = [(52 + 0.0001 * (n % 2), 4 + n / 1000) for n in range(100)]
    ring = [*wave, (52.5, 4.05)]
    assert len(simplify({"a": [ring]}, 50)["a"][0]) < 6
    assert simplify({"a": [ring]}, 0.01)["a"][0] == ring


def test_neighbours_keep_one_border():
    border = [(52 + n / 100, 5 + 0.004 * ((n * 7) % 5 - 2)) for n in range(40)]
    west, east = [*border, (52.2, 4.0)], [*border[::-1], (52.2, 6.0)]
    thin = simplify({"west": [west], "east": [east]}, 400)
    assert set(thin["west"][0]) - {(52.2, 4.0)} == set(thin["east"][0]) - {(52.2, 6.0)}
    assert 3 < len(thin["west"][0]) < len(west)


def test_a_lake_and_the_island_in_it_keep_one_shore():
    shore = [(52 + 0.1 * y, 5 + 0.1 * x) for x, y in [(0, 0), (1, 0.01), (2, 0), (2, 2), (0, 2)]]
    turned = shore[::-1][2:] + shore[::-1][:2]
    thin = simplify({"island": [shore], "lake": [turned]}, 500)
    assert set(thin["island"][0]) == set(thin["lake"][0])


def test_specks_go_but_no_municipality_vanishes():
    speck = [(52.9, 4.9), (52.9, 4.9001), (52.9001, 4.9001)]
    island = [(52.0, 4.0), (52.0, 4.1), (52.1, 4.1)]
    thin = simplify({"both": [speck, island], "small": [speck]}, 1000)
    assert (len(thin["both"]), thin["small"]) == (1, [speck])


def test_the_real_boundaries_are_read(shared_data):
    path = shared_data / "reference" / "municipal_boundaries.geojson"
    shapes = read_boundaries(path.read_bytes(), path.name, tolerance=250)
    assert len(shapes) == 342
    country = sum(area(ring) for rings in shapes.values() for ring in rings) / 1e6
    assert 32_000 < country < 38_000  # km²: land without the open sea
    assert all(len(ring) > 2 for rings in shapes.values() for ring in rings)
