"""Measured values as rows in words, and as a line over time."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from thorbecke.web.core.charts import Chart, line_chart
from thorbecke.web.experiments.models import Indicator, Observation
from thorbecke.web.experiments.reading import Effect, effect_of
from thorbecke.web.experiments.words import number

TWO_SIDED = 1.96  # of a normal distribution: 95 times in a hundred


def row(effect: Effect) -> dict[str, Any]:
    """Return an effect in words."""
    one, last = effect.indicator, effect.last
    return {
        "indicator": one,
        "baseline": number(effect.baseline, one.unit) if effect.baseline is not None else "",
        "last": number(last.value, one.unit) if last else "",
        "on": last.on if last else None,
        "n": last.n if last else None,
        "target": number(one.target, one.unit) if one.target is not None else "",
        "difference": _signed(effect),
        "margin": _margin(effect),
        "better": effect.better,
        "reached": effect.reached,
    }


def _signed(effect: Effect) -> str:
    difference = effect.difference
    if difference is None:
        return ""
    unit = _("procentpunt") if effect.indicator.unit == "%" else effect.indicator.unit
    return ("+" if difference > 0 else "") + number(difference, unit)


def _margin(effect: Effect) -> str:
    """Return the half width of the interval of 95 per cent around the difference, or nothing."""
    if effect.standard_error is None:
        return ""
    return number(round(TWO_SIDED * effect.standard_error, 1))


def chart(indicator: Indicator, rows: Iterable[Observation]) -> Chart | None:
    """Return the line of an indicator from its baseline on; None when it would say nothing.

    Values below zero are shown in the table only: a line from zero would mislead.
    """
    effect = effect_of(indicator, rows)
    points: list[tuple[str, float]] = []
    if effect.baseline is not None:
        points.append((str(_("Vooraf")), float(effect.baseline)))
    points += [
        (date_format(one.on, "j M Y"), float(one.value)) for one in _one_a_day(effect.observations)
    ]
    if len(points) < 2 or any(value < 0 for _label, value in points):
        return None
    lines: list[tuple[str, list[tuple[str, float | None]]]] = [(indicator.name, list(points))]
    if indicator.target is not None and indicator.target >= 0:
        target = float(indicator.target)
        lines.append((str(_("Doel")), [(label, target) for label, _value in points]))
    text = _("Van de stand vooraf tot de laatste meting. De tabel geeft dezelfde waarden.")
    return line_chart(indicator.name, text, lines, indicator.unit)


def _one_a_day(rows: Iterable[Observation]) -> list[Observation]:
    """Return the last value of each day: two values can't stand on one place of the line."""
    return list({one.on: one for one in rows}.values())
