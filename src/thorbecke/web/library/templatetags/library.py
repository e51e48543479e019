"""Filters that the pages of the library share."""

from __future__ import annotations

from datetime import date

from django import template
from django.utils import formats

register = template.Library()


@register.filter
def dutch_day(value: date | str | None) -> str:
    """Return a day in words, such as ``20 november 2026``; a text is a day as JSON holds it.

    A text that is not a day is shown as it is.
    """
    if isinstance(value, str):
        try:
            value = date.fromisoformat(value)
        except ValueError:
            return str(value)
    return formats.date_format(value, "j F Y") if value else ""
