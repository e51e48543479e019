"""The filter of the register's templates."""

from __future__ import annotations

from decimal import Decimal

from django import template

from thorbecke.web.experiments.words import number

register = template.Library()


@register.filter
def figure(value: Decimal | float | None, unit: str = "") -> str:
    """A number as Dutch readers write it, with its unit; a dash when it is not known."""
    return number(value, unit)
