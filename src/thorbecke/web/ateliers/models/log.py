"""The log: what the facilitator did. It holds no text of a card and no name of a guest."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from thorbecke.web.ateliers.models.atelier import Atelier
from thorbecke.web.core.models import Base


class LogEntry(Base):
    """One act. ``subject``: a step, a card (its id) or a number; ``by``: the role, never a name."""

    class Action(models.TextChoices):
        """What was done."""

        OPENED = "opened", _("Geopend")
        STEP = "step", _("Naar een andere stap")
        HIDDEN = "hidden", _("Kaart verborgen")
        SHOWN = "shown", _("Kaart weer getoond")
        GROUPS = "groups", _("Groepen geloot")
        PASS = "pass", _("Uitnodiging gemaakt")
        WITHDRAWN = "withdrawn", _("Uitnodiging ingetrokken")
        CLOSED = "closed", _("Afgesloten")

    atelier = models.ForeignKey(Atelier, on_delete=models.CASCADE, related_name="log")
    action = models.CharField(max_length=10, choices=Action.choices)
    subject = models.CharField(max_length=80, blank=True)
    reason = models.CharField(max_length=200, blank=True)
    by = models.CharField(max_length=20)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["atelier", "-at"])]

    def __str__(self) -> str:
        return f"{self.action} {self.subject}"
