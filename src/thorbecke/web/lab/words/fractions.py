"""Exact numbers as a Dutch reader writes them."""

from __future__ import annotations

from fractions import Fraction

from thorbecke.web.core.charts.chart import number


def exact(value: Fraction | int) -> str:
    """Return a number with its fraction: "1.234 5/39". Nothing is rounded."""
    whole, rest = divmod(Fraction(value), 1)
    if not rest:
        return number(int(whole))
    part = f"{rest.numerator}/{rest.denominator}"
    return f"{number(int(whole))} {part}" if whole else part


def rounded(value: Fraction | float, digits: int = 1) -> str:
    """Return a number with at most ``digits`` (0 or 1) decimals."""
    return number(int(value + Fraction(1, 2)) if not digits else round(float(value), 1))


def percent(part: int, whole: int) -> str:
    """Return a share of the whole, to one decimal: "12,3%". Empty without a whole."""
    return f"{rounded(Fraction(100 * part, whole))}%" if whole else ""
