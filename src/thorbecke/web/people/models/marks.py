"""Counters against floods, without keeping who it was."""

from __future__ import annotations

from django.db import models


class Mark(models.Model):
    """How often something was done in one stretch of time. ``key`` is a keyed hash."""

    key = models.CharField(max_length=64, primary_key=True)
    count = models.PositiveIntegerField(default=0)
    since = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.key[:8]
