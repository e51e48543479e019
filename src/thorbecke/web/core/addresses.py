"""Storing a row under an address made of its title; when that is taken, with four letters behind it."""

from __future__ import annotations

from collections.abc import Collection
from typing import TypeVar

from django.db import IntegrityError, models, transaction
from django.utils.crypto import get_random_string
from django.utils.text import slugify

LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # without those that look alike
LONGEST = 70

Row = TypeVar("Row", bound=models.Model)


def store(row: Row, wish: str, otherwise: str, reserved: Collection[str] = ()) -> Row:
    """Store a new row with the ``slug`` that it wishes for, and return it.

    ``otherwise``: when nothing of the wish can stand in an address. ``reserved``: parts of addresses of
    the site itself. Two rows with one wish at the same moment both get an address: the database decides.
    Raises ``IntegrityError`` when something else than the address is taken.
    """
    base = (slugify(wish) or otherwise)[:LONGEST].strip("-")
    slug = f"{base}-1" if base in reserved else base
    while True:
        setattr(row, "slug", slug)  # noqa: B010  every row that comes here has one
        try:
            with transaction.atomic():
                row.save(force_insert=True)
            return row
        except IntegrityError:
            if not type(row)._default_manager.filter(slug=slug).exists():
                raise
            slug = f"{base}-{get_random_string(4, LETTERS)}"
