"""Loading boundaries: all or nothing, light, and with a clear report."""

from __future__ import annotations

import json
import re
import time

import pytest
from click.testing import CliRunner

from thorbecke import knowledge
from thorbecke.cli.reference import reference
from thorbecke.web.core.charts.maps import HEIGHT, WIDTH, project
from thorbecke.web.library.models import SearchState
from thorbecke.web.people import boundaries, loading
from thorbecke.web.people.boundaries import BUDGET, BoundariesError, load_boundaries, path_of
from thorbecke.web.people.models import Municipality

pytestmark = pytest.mark.django_db
SQUARE = [[4.0, 52.0], [4.4, 52.0], [4.4, 52.3], [4.0, 52.3], [4.0, 52.0]]


@pytest.fixture
def places() -> None:
    loading.load(knowledge.shipped().municipalities)


def collection(tmp_path, *codes, ring=SQUARE):
    geometry = {"type": "Polygon", "coordinates": [ring]}
    features = [
        {"type": "Feature", "properties": {"statcode": code}, "geometry": geometry}
        for code in codes
    ]
    path = tmp_path / "grenzen.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    return path


def corners(path: str) -> list[tuple[float, float]]:
    """The points of a path of one ring, read back from its relative steps."""
    found = re.fullmatch(r"M([-0-9. ]+)l([-0-9. ]+)z", path)
    assert found
    numbers = [
        float(n) for part in found.groups() for n in re.findall(r"-?(?:\d+\.?\d*|\.\d+)", part)
    ]
    x, y = 0.0, 0.0
    points = []
    for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
        x, y = round(x + dx, 1), round(y + dy, 1)
        points.append((x, y))
    return points


def test_an_outline_is_drawn_in_the_units_of_the_map():
    ring = [(lat, lon) for lon, lat in SQUARE[:-1]]
    assert corners(path_of([ring])) == [project(*point) for point in ring]


def test_an_island_too_small_to_draw_leaves_a_speck():
    assert re.fullmatch(r"M[0-9. ]+h\.1z", path_of([[(52.0, 4.0), (52.0001, 4.0), (52.0, 4.0001)]]))


@pytest.mark.usefixtures("places")
def test_what_matches_is_stored_and_the_rest_is_reported(tmp_path):
    Municipality.objects.filter(code="GM0080").update(outline="M0 0z")
    report = load_boundaries(collection(tmp_path, "GM0014", "GM9999"))
    assert (report.matched, report.unknown) == (1, ("GM9999",))
    assert len(report.missing) == Municipality.objects.count() - 1
    assert "GM9999" in str(report)
    assert f"and {len(report.missing) - 10} more" in str(report)
    assert list(Municipality.objects.exclude(outline="").values_list("code", flat=True)) == [
        "GM0014"
    ]


@pytest.mark.usefixtures("places")
@pytest.mark.parametrize("codes", [["GM9999"], ["GM0014", "PV20"]])
def test_a_wrong_file_changes_nothing(tmp_path, codes):
    Municipality.objects.filter(code="GM0014").update(outline="M0 0z")
    with pytest.raises(BoundariesError, match=r"grenzen\.geojson.*expected.*To mend"):
        load_boundaries(collection(tmp_path, *codes))
    assert Municipality.objects.get(code="GM0014").outline == "M0 0z"


@pytest.mark.usefixtures("places")
def test_a_failure_half_way_changes_nothing(tmp_path, monkeypatch):
    Municipality.objects.filter(code="GM0080").update(outline="M0 0z")
    monkeypatch.setattr(boundaries, "BoundariesReport", None)
    with pytest.raises(TypeError):
        load_boundaries(collection(tmp_path, "GM0014"))
    assert list(Municipality.objects.exclude(outline="").values_list("code", flat=True)) == [
        "GM0080"
    ]


def test_without_municipalities_it_says_what_to_do_first(tmp_path):
    with pytest.raises(BoundariesError, match="Load the library first"):
        load_boundaries(collection(tmp_path, "GM0014"))


@pytest.mark.usefixtures("places")
def test_too_much_detail_is_simplified_until_it_fits(tmp_path, monkeypatch):
    monkeypatch.setattr(boundaries, "BUDGET", 100)
    jagged = [[4 + n / 200, 52 + 0.01 * (n % 2)] for n in range(100)]
    report = load_boundaries(collection(tmp_path, "GM0014", ring=[*jagged, [4.2, 52.5], jagged[0]]))
    assert report.size <= 100
    assert report.tolerance > boundaries.TOLERANCE


@pytest.mark.usefixtures("places")
def test_the_real_boundaries_load_fast_and_stay_light(shared_data, django_assert_max_num_queries):
    path = shared_data / "reference" / "municipal_boundaries.geojson"
    start = time.perf_counter()
    with django_assert_max_num_queries(8):
        report = load_boundaries(path)
    assert time.perf_counter() - start < 3
    assert (report.matched, report.missing, report.unknown) == (342, (), ())
    assert 20_000 < report.size <= BUDGET
    assert report.tolerance == boundaries.TOLERANCE
    place = Municipality.objects.get(code="GM0344")
    dot = project(place.lat, place.lon)
    points = corners(place.outline)
    for axis, most in ((0, WIDTH), (1, HEIGHT)):
        values = [point[axis] for point in points]
        assert 0 < min(values) < dot[axis] < max(values) < most


@pytest.mark.usefixtures("places")
def test_the_command_reports_and_renews_the_maps(tmp_path):
    result = CliRunner().invoke(
        reference, ["boundaries", str(collection(tmp_path, "GM0014"))], catch_exceptions=False
    )
    assert (result.exit_code, result.output.splitlines()[0][:29]) == (
        0,
        "Loaded the boundaries of 1 mu",
    )
    assert SearchState.objects.get().version > 0


@pytest.mark.usefixtures("places")
def test_the_command_refuses_a_wrong_file_with_code_2(tmp_path):
    path = collection(tmp_path, "PV20")
    result = CliRunner().invoke(reference, ["boundaries", str(path)])
    assert result.exit_code == 2
    assert "feature 1: expected" in result.output
    assert not SearchState.objects.filter(version__gt=0).exists()
