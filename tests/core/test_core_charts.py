"""Charts: the table says the same as the drawing, and no label can break out of it."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thorbecke.web.core import charts
from thorbecke.web.core.charts.chart import number, tick_step, wrap

EVIL = '"><script>alert(1)</script>&'


class Tables(HTMLParser):
    """Collects the texts of table cells, row by row."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.inside = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self.rows.append([])
        if tag in {"td", "th"}:
            self.rows[-1].append("")
            self.inside = True

    def handle_endtag(self, tag: str) -> None:
        if tag in {"td", "th"}:
            self.inside = False

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.rows[-1][-1] += data


def svg(chart: charts.Chart) -> ElementTree.Element:
    html = chart.render()
    found = re.findall(r'<svg class="tb-chart__drawing".*?</svg>', html, re.S)
    return ElementTree.fromstring(found[0])


def tag(element: ElementTree.Element) -> str:
    return element.tag.rsplit("}", 1)[-1]


def texts(root: ElementTree.Element, css: str) -> list[str]:
    return ["".join(e.itertext()) for e in root.iter() if e.get("class") == css]


LABELS = st.text(
    st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=60
)


@given(st.lists(st.tuples(LABELS, st.integers(0, 10**7)), min_size=1, max_size=8))
def test_the_table_of_a_bar_chart_holds_the_values(rows: list[tuple[str, int]]) -> None:
    chart = charts.bar_chart("Titel", "", rows)
    cells = Tables(chart.render()).rows[1:]
    assert cells == [[label, number(value)] for label, value in rows]
    assert texts(svg(chart), "tb-chart__value") == [number(value) for _label, value in rows]


def test_the_widths_of_bars_are_in_proportion() -> None:
    root = svg(charts.bar_chart("T", "", [("a", 100), ("b", 25)]))
    widths = [
        float(e.get("width", "")[:-1]) for e in root.iter() if e.get("class") == "tb-chart__bar"
    ]
    assert widths[1] == pytest.approx(widths[0] / 4, abs=0.01)


def test_a_negative_bar_is_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        charts.bar_chart("T", "", [("a", -1)])


def test_a_funnel_says_the_share_of_the_step_before() -> None:
    chart = charts.funnel_chart("T", "", [("uit", 10000), ("reactie", 720, "brief"), ("geloot", 0)])
    rows = Tables(chart.render()).rows[1:]
    assert rows == [
        ["uit", "10.000", "", ""],
        ["reactie", "720", "7,2%", "brief"],
        ["geloot", "0", "0%", ""],
    ]


def test_a_funnel_that_starts_at_nothing_divides_by_nothing() -> None:
    rows = Tables(charts.funnel_chart("T", "", [("a", 0), ("b", 0)]).render()).rows[1:]
    assert rows == [["a", "0", ""], ["b", "0", ""]]


def test_a_line_chart_leaves_out_what_was_not_measured() -> None:
    chart = charts.line_chart("T", "", [("een", [(2020, 1), (2021, None), (2022, 3)])])
    assert Tables(chart.render()).rows[1:] == [["2020", "1"], ["2021", "–"], ["2022", "3"]]
    root = svg(chart)
    assert sum(tag(e) == "circle" for e in root.iter()) == 2


def test_lines_share_the_labels_of_all_series() -> None:
    chart = charts.line_chart("T", "", [("a", [(1, 5)]), ("b", [(2, 6)])], "%")
    assert Tables(chart.render()).rows == [
        ["Wanneer", "a", "b"],
        ["1", "5 %", "–"],
        ["2", "–", "6 %"],
    ]


def test_five_lines_are_too_many() -> None:
    with pytest.raises(ValueError, match="at most 4"):
        charts.line_chart("T", "", [(str(i), [(1, 1)]) for i in range(5)])


def test_the_map_lists_the_same_places_with_the_same_links() -> None:
    dots = [charts.Dot(52.1, 5.1, "Utrecht", "/u/"), charts.Dot(53.2, 6.6, "Groningen", "/g/", 9)]
    html = charts.dot_map("Kaart", "", dots).render()
    assert [row[0] for row in Tables(html).rows[1:]] == ["Utrecht", "Groningen"]
    assert html.count('href="/u/"') == 2
    assert 'role="group"' in html


def test_a_map_without_links_is_an_image() -> None:
    assert 'role="img"' in charts.dot_map("K", "", [charts.Dot(52, 5, "a")]).render()


def test_north_is_up_and_east_is_right() -> None:
    groningen, maastricht = charts.project(53.22, 6.57), charts.project(50.85, 5.69)
    middelburg = charts.project(51.5, 3.61)
    assert groningen[1] < maastricht[1]
    assert middelburg[0] < maastricht[0] < groningen[0]
    _x, _y, width, height = map(float, charts.VIEWBOX.split())
    for x, y in (groningen, maastricht, middelburg):
        assert 0 < x < width
        assert 0 < y < height


def test_one_degree_is_as_long_to_the_east_as_it_is_on_the_ground() -> None:
    here, east, north = charts.project(52.2, 5), charts.project(52.2, 6), charts.project(53.2, 5)
    assert (east[0] - here[0]) / (here[1] - north[1]) == pytest.approx(0.6129, abs=0.001)


@pytest.mark.parametrize(
    "chart",
    [
        charts.bar_chart(EVIL, EVIL, [(EVIL, 1, EVIL)], EVIL),
        charts.funnel_chart(EVIL, EVIL, [(EVIL, 1, EVIL)]),
        charts.line_chart(EVIL, EVIL, [(EVIL, [(EVIL, 1)]), ("b", [])], EVIL),
        charts.dot_map(
            EVIL,
            EVIL,
            [charts.Dot(52, 5, EVIL, f"/{EVIL}", 2, EVIL, EVIL)],
            [charts.Outline(EVIL, EVIL, EVIL, EVIL)],
        ),
    ],
    ids=["bar", "funnel", "line", "map"],
)
def test_no_text_breaks_out(chart: charts.Chart) -> None:
    html = chart.render()
    assert "<script" not in html
    assert "style=" not in html
    root = svg(chart)
    assert [tag(child) for child in root][:2] == ["title", "desc"]
    assert root[0].text == EVIL
    ids = {root[0].get("id"), root[1].get("id")}
    assert set((root.get("aria-labelledby") or "").split()) == ids


def test_a_chart_without_values_says_so() -> None:
    for chart in (charts.bar_chart("T", "", []), charts.line_chart("T", "", [("a", [(1, None)])])):
        assert "geen cijfers bekend" in chart.render()
        assert "<svg" not in chart.render()


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (0, "", "0"),
        (1234567, "", "1.234.567"),
        (12.34, "%", "12,3 %"),
        (5.0, "", "5"),
        (50, "€", "€ 50"),
    ],
)
def test_numbers_are_written_the_dutch_way(value: float, unit: str, text: str) -> None:
    assert number(value, unit) == text


@given(st.text(max_size=200), st.integers(5, 50))
def test_wrapped_lines_fit(text: str, width: int) -> None:
    lines = wrap(text, width)
    assert all(len(line) <= width for line in lines)


@given(st.floats(0.001, 1e9))
def test_grid_lines_are_few(top: float) -> None:
    assert 1 <= top / tick_step(top) <= 4.0001
