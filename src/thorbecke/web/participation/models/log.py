"""The append-only log of an act: what organisers did, chained by hash. Votes are not in it.

A log of each ballot would itself be the link between a voter and a ballot, so the log holds the
announced number and root of the box at closing, and acts of organisers.
"""

from __future__ import annotations

from typing import Any, NoReturn

from django.conf import settings
from django.db import models

from thorbecke.web.participation.models.act import Act


class LogEntry(models.Model):
    """One entry. ``by`` is a role, never a name; ``person`` stays inside and is not hashed."""

    act = models.ForeignKey(Act, on_delete=models.PROTECT, related_name="log")
    number = models.PositiveIntegerField()
    at = models.CharField(max_length=17)  # 2026-11-24T10:00Z: to the minute
    kind = models.CharField(max_length=40)
    by = models.CharField(max_length=40)
    values = models.JSONField(default=dict)
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["act", "number"], name="log_has_no_forks"),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.kind}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store a new entry; an entry that is stored does not change."""
        if not self._state.adding:
            raise TypeError("the log is append-only")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse: the log is append-only."""
        raise TypeError("the log is append-only")
