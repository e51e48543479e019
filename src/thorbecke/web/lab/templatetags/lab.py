"""How the lab writes numbers."""

from __future__ import annotations

from fractions import Fraction

from django import template

from thorbecke.web.core.charts.chart import number
from thorbecke.web.lab.words import exact, rounded

register = template.Library()
register.filter("exact", exact)
register.filter("whole", number)


@register.filter
def tenths(value: Fraction | float) -> str:
    """Return a number with one decimal at most."""
    return rounded(value)
