"""Amounts on a ballot paper."""

from __future__ import annotations

from django import template

from thorbecke.web.participation.box import words

register = template.Library()


@register.filter
def euros(cents: int) -> str:
    """Return an amount in cents as euros."""
    return words.euros(cents)
