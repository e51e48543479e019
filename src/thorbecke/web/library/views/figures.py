"""The figures of a case, ready to show: the funnel as a chart, the others one by one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from thorbecke.knowledge import labels
from thorbecke.web.core.charts import Chart, funnel_chart
from thorbecke.web.core.charts.chart import number

FUNNEL = ("invited", "responded", "drawn")


@dataclass(frozen=True)
class Shown:
    """One figure in words: what it counts, its value, its note, how sure, and where it was read."""

    label: str
    value: str
    note: str
    certainty: str
    source: str
    host: str


@dataclass(frozen=True)
class Figures:
    """All figures of a case; ``funnel`` is None with fewer than two steps known."""

    rows: tuple[Shown, ...]
    funnel: Chart | None


def figures(data: dict[str, Any]) -> Figures:
    """Return the figures in the fixed order of the labels."""
    known = data.get("figures") or {}
    rows = tuple(_shown(name, known[name]) for name in labels.FIGURE_LABELS if name in known)
    return Figures(rows, _funnel(known))


def _shown(name: str, figure: dict[str, Any]) -> Shown:
    source = figure.get("source") or ""
    return Shown(
        label=labels.FIGURE_LABELS[name],
        value=_value(name, figure["value"]),
        note=figure.get("note_nl") or "",
        certainty=figure["certainty"],
        source=source,
        host=(urlsplit(source).hostname or "").removeprefix("www."),
    )


def _value(name: str, value: float) -> str:
    unit = labels.FIGURE_UNITS.get(name, "")
    return number(value, "EUR" if unit == "euro" else unit)


def _funnel(known: dict[str, Any]) -> Chart | None:
    """Return the steps that are known, in order. Steps that grow are not a funnel."""
    steps = [
        (labels.FIGURE_LABELS[name], known[name]["value"], known[name].get("note_nl") or "")
        for name in FUNNEL
        if name in known
    ]
    values = [step[1] for step in steps]
    if len(steps) < 2 or values != sorted(values, reverse=True):
        return None
    text = _("Hoeveel mensen er bij elke stap waren, en welk deel dat is van de stap ervoor.")
    return funnel_chart(_("Van uitnodiging tot loting"), text, steps)
