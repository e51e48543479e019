"""What goes to and fro about a submission, what the team notes, and what came of it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from thorbecke.web.core.models import Base
from thorbecke.web.programme.models.submission import Submission


class Message(Base):
    """A text between sender and team. ``mailed``: the mail server took it; none for a text to us."""

    class Kind(models.TextChoices):
        """From whom to whom."""

        ADDED = "added", _("Van de afzender")
        ASKED = "asked", _("Vraag van het team")
        ANSWER = "answer", _("Antwoord van het team")

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="messages")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    subject = models.CharField(max_length=160, blank=True)
    text = models.TextField(max_length=6000)
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    mailed = models.BooleanField(null=True)

    class Meta:
        ordering = ["made_at", "pk"]

    def __str__(self) -> str:
        return self.subject or str(self.get_kind_display())


class Note(Base):
    """An internal note; the sender never sees it."""

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="notes")
    text = models.TextField(_("Notitie"), max_length=4000)
    version = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now_add=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["made_at", "pk"]

    def __str__(self) -> str:
        return self.text[:40]


class FollowUp(Base):
    """What was started from a submission: at most one of each kind."""

    class Kind(models.TextChoices):
        """What was started."""

        ATELIER = "atelier", _("Atelier")
        EXPERIMENT = "experiment", _("Experiment")
        DESIGN = "design", _("Ontwerp")

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="followups")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    made = models.UUIDField()
    url = models.CharField(max_length=200)
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["made_at"]
        constraints = [
            models.UniqueConstraint(fields=["submission", "kind"], name="one_followup_per_kind"),
            models.CheckConstraint(
                condition=Q(kind__in=("atelier", "experiment", "design")),
                name="followup_of_a_known_kind",
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())
