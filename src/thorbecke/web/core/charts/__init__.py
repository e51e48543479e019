"""Charts drawn on the server as SVG, each with its numbers in a table.

No script and no inline style: sizes are attributes, colours are classes. Bars and lines use percentages
for the width and pixels for the height, so that text keeps its size on a phone and on a wide screen.
"""

from thorbecke.web.core.charts.bars import bar_chart, funnel_chart
from thorbecke.web.core.charts.chart import Chart
from thorbecke.web.core.charts.hemicycle import hemicycle
from thorbecke.web.core.charts.lines import Series, line_chart
from thorbecke.web.core.charts.maps import VIEWBOX, Dot, Outline, dot_map, project

__all__ = [
    "VIEWBOX",
    "Chart",
    "Dot",
    "Outline",
    "Series",
    "bar_chart",
    "dot_map",
    "funnel_chart",
    "hemicycle",
    "line_chart",
    "project",
]
