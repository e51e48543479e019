"""One shape for everything the library publishes: an entry with versions.

The content itself is ``data``, validated by the schema of its kind in ``thorbecke.knowledge.schema``.
A new kind of content is a new schema and a line in ``thorbecke.web.library.kinds``; drafts, review,
history, search, import and export then work for it without further code.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from thorbecke.web.core.models import Base


class Kind(models.TextChoices):
    """What sort of content an entry holds."""

    CASE = "case", _("Praktijkvoorbeeld")
    SCENARIO = "scenario", _("Toekomstscenario")
    THEME = "theme", _("Thema")
    PRINCIPLE = "principle", _("Uitgangspunt")
    RULE = "rule", _("Wetsartikel")
    BILL = "bill", _("Wetsvoorstel")
    INSTRUMENT = "instrument", _("Instrument")


class State(models.TextChoices):
    """Where a version stands on its way to readers."""

    DRAFT = "draft", _("Concept")
    REVIEW = "review", _("Ter beoordeling")
    PUBLISHED = "published", _("Gepubliceerd")
    REPLACED = "replaced", _("Vervangen")
    REJECTED = "rejected", _("Afgewezen")


class Origin(models.TextChoices):
    """Who brought a version in."""

    SHIPPED = "shipped", _("Meegeleverd")
    EDITOR = "editor", _("Redactie")
    IMPORT = "import", _("Import")


class Entry(Base):
    """A piece of content with a fixed address. ``data`` is what readers see; null: not published."""

    kind = models.CharField(max_length=20, choices=Kind.choices)
    slug = models.SlugField(max_length=120)
    title = models.CharField(max_length=300)
    data = models.JSONField(null=True)
    published_on = models.DateTimeField(null=True)
    # Digest of the shipped data that was last taken in, so that loading again changes nothing.
    shipped_digest = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "slug"], name="one_entry_per_slug")]
        indexes = [models.Index(fields=["kind", "title"], name="entry_kind_title")]

    def __str__(self) -> str:
        return self.title


class Version(Base):
    """One state of an entry's content. Never changed after it was published."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=12, choices=State.choices, default=State.DRAFT)
    origin = models.CharField(max_length=12, choices=Origin.choices, default=Origin.EDITOR)
    data = models.JSONField()
    note = models.CharField(max_length=300, blank=True)
    based_on = models.PositiveIntegerField(null=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    made_on = models.DateTimeField(auto_now_add=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    decided_on = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["entry", "number"], name="one_version_per_number"),
            models.UniqueConstraint(
                fields=["entry"],
                condition=models.Q(state="published"),
                name="one_published_version_per_entry",
            ),
        ]
        indexes = [models.Index(fields=["state", "made_on"], name="version_state_made")]

    def __str__(self) -> str:
        return f"{self.entry} v{self.number}"
