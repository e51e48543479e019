"""The base of every table: a time-ordered key that needs no central counter."""

from __future__ import annotations

import uuid

import uuid_utils
from django.db import models


def new_id() -> uuid.UUID:
    """Return a UUID version 7 (RFC 9562): sorts by time, safe to make on many machines at once."""
    return uuid.UUID(int=uuid_utils.uuid7().int)


class Base(models.Model):
    """A row with a UUIDv7 key. Secret things (ballots) use a random key instead, see DESIGN."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)

    class Meta:
        abstract = True
