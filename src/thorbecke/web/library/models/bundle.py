"""A reader's own selection of the library: what is in it, in which order, and its documents.

A bundle has no owner with an account. Whoever has the ``token`` may read it; whoever has the edit
token may change it. Of the edit token only a digest is stored, so that a copy of the database gives
nobody the right to change a bundle.
"""

from __future__ import annotations

import hashlib
import secrets
from pathlib import PurePosixPath

from django.db import models
from django.utils.translation import gettext_lazy as _

from thorbecke.web.core.models import Base
from thorbecke.web.library.models.entry import Entry

MAX_ITEMS = 60
TOKEN_LENGTH = 24  # base64url characters: 144 bits, more than anyone can guess
EDIT_TOKEN_LENGTH = 32  # 192 bits


def new_token() -> str:
    """Return a random token of ``TOKEN_LENGTH`` characters that gives the right to read."""
    return secrets.token_urlsafe(TOKEN_LENGTH * 3 // 4)


def new_edit_token() -> str:
    """Return a random token of ``EDIT_TOKEN_LENGTH`` characters that gives the right to change."""
    return secrets.token_urlsafe(EDIT_TOKEN_LENGTH * 3 // 4)


def digest_of(edit_token: str) -> str:
    """Return what we store of an edit token. It is random, so a plain digest needs no salt."""
    return hashlib.sha256(edit_token.encode()).hexdigest()


class Bundle(Base):
    """A titled, ordered selection of entries, with the maker's own words."""

    token = models.CharField(max_length=TOKEN_LENGTH, unique=True, default=new_token)
    edit_digest = models.CharField(max_length=64, unique=True)
    title = models.CharField(max_length=120, blank=True)
    subtitle = models.CharField(max_length=160, blank=True)  # for whom or for what
    introduction = models.TextField(blank=True)
    made_on = models.DateTimeField(auto_now_add=True)
    changed_on = models.DateTimeField(auto_now=True, db_index=True)

    def __str__(self) -> str:
        return self.title or str(_("Bundel"))


class BundleItem(Base):
    """One entry in a bundle. ``position`` null: taken out, but kept so that it can come back."""

    bundle = models.ForeignKey(Bundle, on_delete=models.CASCADE, related_name="items")
    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="+")
    position = models.PositiveSmallIntegerField(null=True)
    former_position = models.PositiveSmallIntegerField(null=True)
    introduction = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["bundle", "entry"], name="one_bundle_item_per_entry"),
            models.UniqueConstraint(
                fields=["bundle", "position"], name="one_bundle_item_per_position"
            ),
            # Twice the maximum: changing the order moves all items out of the way first.
            models.CheckConstraint(
                condition=models.Q(position__isnull=True)
                | models.Q(position__gte=1, position__lte=2 * MAX_ITEMS),
                name="bundle_position_in_range",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.position}. {self.entry}"


def random_name(document: BundleDocument, filename: str) -> str:
    """Return a file name that nobody can guess and that says nothing of the bundle."""
    return f"bundles/{secrets.token_urlsafe(24)}{PurePosixPath(filename).suffix}"


class BundleDocument(Base):
    """A file made from a bundle in one format, and how far its making is."""

    class Format(models.TextChoices):
        PDF = "pdf", _("PDF")
        EPUB = "epub", _("E-boek (EPUB)")
        DOCX = "docx", _("Word")

    class State(models.TextChoices):
        WAITING = "waiting", _("Wacht")
        BUSY = "busy", _("Bezig")
        DONE = "done", _("Klaar")
        FAILED = "failed", _("Mislukt")

    bundle = models.ForeignKey(Bundle, on_delete=models.CASCADE, related_name="documents")
    format = models.CharField(max_length=4, choices=Format.choices)
    digest = models.CharField(max_length=64)  # of the content that the file shows
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    progress = models.PositiveSmallIntegerField(default=0)  # per cent
    step = models.CharField(max_length=120, blank=True)
    message = models.CharField(max_length=300, blank=True)
    file = models.FileField(upload_to=random_name, max_length=120, blank=True)
    asked_on = models.DateTimeField(auto_now_add=True)
    changed_on = models.DateTimeField(auto_now=True, db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["bundle", "format", "digest"], name="one_document_per_content"
            ),
            models.CheckConstraint(
                condition=models.Q(progress__lte=100), name="bundle_document_progress"
            ),
            models.CheckConstraint(
                condition=~models.Q(state="done") | ~models.Q(file=""),
                name="bundle_document_done_has_file",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.bundle} ({self.get_format_display()})"

    @property
    def running(self) -> bool:
        """True while somebody should wait for it."""
        return self.state in (self.State.WAITING, self.State.BUSY)
