"""What search needs of an entry, flat: one row per published entry, written when it is published."""

from __future__ import annotations

from django.db import models

from thorbecke.web.library.models.entry import Entry, Kind


class SearchDocument(models.Model):
    """The searchable text, the facet values and the card of one published entry.

    The key is a small integer because full-text indexes count in those; it is an index inside one
    database, never an address.
    """

    entry = models.OneToOneField(Entry, on_delete=models.CASCADE, related_name="document")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    title = models.TextField()
    body = models.TextField()
    facets = models.JSONField(default=dict)  # facet name -> list of values
    card = models.JSONField(default=dict)  # what a list shows, so that a list reads one table
    order = models.JSONField(default=dict)  # sort name -> number

    class Meta:
        indexes = [models.Index(fields=["kind"], name="searchdoc_kind")]

    def __str__(self) -> str:
        return self.title


class SearchState(models.Model):
    """One row whose number goes up at every change, so that processes know their copy is old."""

    version = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.version)
