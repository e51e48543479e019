"""The half circle: each seat a dot with its list's number, and a table beside it."""

from __future__ import annotations

import math

import pytest

from thorbecke.web.core.charts import hemicycle
from thorbecke.web.core.charts.hemicycle import HEIGHT, WIDTH, places


@pytest.mark.parametrize("seats", [*range(1, 12), 15, 19, 27, 33, 45, 150])
def test_seats_do_not_touch_and_stay_inside(seats):
    found = places(seats)
    assert len(found) == seats
    for i, (x, y, r) in enumerate(found):
        assert r - 1 <= x <= WIDTH - r + 1
        assert r - 6 <= y <= HEIGHT
        for a, b, _other in found[:i]:
            assert math.dist((x, y), (a, b)) > 1.9 * r


def test_lists_sit_from_left_to_right():
    drawn = str(hemicycle("Raad", "", [("A", 3), ("B", 0), ("C", 2)]).render())
    assert drawn.index("tb-seat--1") < drawn.index("tb-seat--3")
    assert drawn.count("<circle") == 5 + 2  # two in the legend
    assert "<td" in drawn
    assert "2. B" in drawn


def test_the_table_tells_what_changed():
    chart = hemicycle("Raad", "", [("A", 3), ("B", 2)], [1, 0])
    assert [row[-1] for row in chart.rows] == ["+1", "0"]


def test_names_are_escaped_and_nobody_has_fewer_than_no_seats():
    assert "<b>" not in str(hemicycle("x", "", [("<b>", 1)]).render())
    with pytest.raises(ValueError, match="fewer than 0"):
        hemicycle("x", "", [("A", -1)])
    assert places(0) == []
