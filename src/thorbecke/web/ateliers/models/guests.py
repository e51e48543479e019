"""Who is in an atelier. A guest is a random number in a cookie; nothing here points to an account."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from thorbecke.web.ateliers.models.atelier import Atelier
from thorbecke.web.core.models import Base


class Kind(models.TextChoices):
    """As what somebody is here. The last two come in by an invitation link and their cards are marked."""

    GUEST = "guest", _("Deelnemer")
    EXPERT = "expert", _("Deskundige")
    COLLEAGUE = "colleague", _("Collega van een andere gemeente")


class Pass(Base):
    """An invitation link for experts or colleagues. Only the hash of its token is kept."""

    atelier = models.ForeignKey(Atelier, on_delete=models.CASCADE, related_name="passes")
    kind = models.CharField(
        _("voor wie"), max_length=10, choices=[(k.value, k.label) for k in Kind if k != "guest"]
    )
    label = models.CharField(_("vakgebied of gemeente"), max_length=60)
    token_hash = models.CharField(max_length=64, unique=True)
    most = models.PositiveSmallIntegerField(_("hoeveel mensen"), default=5)
    used = models.PositiveSmallIntegerField(default=0)
    made_at = models.DateTimeField(auto_now_add=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["made_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(used__lte=models.F("most")), name="pass_is_not_overdrawn"
            )
        ]

    def __str__(self) -> str:
        return self.label


class Guest(models.Model):
    """Somebody in the room. ``number``: from 1, what the draw of groups is made over."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    atelier = models.ForeignKey(Atelier, on_delete=models.CASCADE, related_name="guests")
    number = models.PositiveIntegerField()
    name = models.CharField(_("voornaam"), max_length=30, blank=True)
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.GUEST)
    label = models.CharField(max_length=60, blank=True)
    came_by = models.ForeignKey(Pass, null=True, on_delete=models.SET_NULL, related_name="guests")
    group = models.PositiveSmallIntegerField(null=True)
    joined_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["atelier", "number"], name="one_number_per_guest")
        ]

    def __str__(self) -> str:
        return self.name or str(self.number)
