"""What search needs of an entry, flat: one row per published entry, written when it is published."""

from __future__ import annotations

from django.db import models

from thorbecke.web.library.models.entry import Entry, Kind


class SearchDocument(models.Model):
    """The facet values, the sort values and the card of one published entry.

    The key is a whole number because full-text indexes count in those; it is an index inside one
    database, never an address.
    """

    entry = models.OneToOneField(Entry, on_delete=models.CASCADE, related_name="document")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    slug = models.SlugField(max_length=120)
    title = models.TextField()
    facets = models.JSONField(default=dict)  # facet name -> list of values
    card = models.JSONField(default=dict)  # what a list shows, so that a list reads one table
    order = models.JSONField(default=dict)  # sort name -> number

    class Meta:
        indexes = [models.Index(fields=["kind"], name="searchdoc_kind")]

    def __str__(self) -> str:
        return self.title


class SearchWord(models.Model):
    """Every word that was ever indexed, without accents: for compounds and "did you mean"."""

    word = models.CharField(max_length=60, primary_key=True)

    def __str__(self) -> str:
        return self.word


class SearchState(models.Model):
    """One row whose number goes up at every change, so that processes know their copy is old."""

    version = models.PositiveBigIntegerField(default=0)
    # Digest of all shipped content that was last loaded: equal means there is nothing to do.
    shipped_digest = models.CharField(max_length=64, blank=True)

    def __str__(self) -> str:
        return str(self.version)
