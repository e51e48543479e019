"""The survey of four roles. An answer knows its survey and role, and nothing else: no time, no sender."""

from __future__ import annotations

import secrets
import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from thorbecke.web.core.models import Base
from thorbecke.web.experiments.models.experiment import Experiment

LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"


class Role(models.TextChoices):
    """Who answers."""

    PARTICIPANT = "participant", _("Deelnemers")
    ORGANISER = "organiser", _("Organisatoren")
    OFFICIAL = "official", _("Raadsleden en ambtenaren")
    BYSTANDER = "bystander", _("Wie niet meedeed")


def new_code() -> str:
    """Return a code of eight signs (40 bits) that nobody mistakes for another."""
    return "".join(secrets.choice(LETTERS) for _place in range(8))


class Survey(Base):
    """One round of the survey. ``results``: counts of each group, made once, at closing; then the
    answers themselves are erased."""

    experiment = models.ForeignKey(Experiment, on_delete=models.CASCADE, related_name="surveys")
    moment = models.CharField(_("Welk moment is dit?"), max_length=80)
    opened_at = models.DateTimeField(auto_now_add=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    results = models.JSONField(null=True, blank=True)

    class Meta:
        ordering = ["-opened_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_at=None, results=None) | Q(closed_at__isnull=False),
                name="results_only_of_a_closed_survey",
            )
        ]

    def __str__(self) -> str:
        return self.moment


class Door(Base):
    """The way in for one role: whoever has the code answers in that role."""

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="doors")
    role = models.CharField(max_length=12, choices=Role.choices)
    code = models.CharField(max_length=8, unique=True, default=new_code)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["survey", "role"], name="one_door_per_role")]

    def __str__(self) -> str:
        return self.get_role_display()


class Answer(models.Model):
    """One filled-in questionnaire. The key is random, so that it tells no order."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="answers")
    role = models.CharField(max_length=12, choices=Role.choices)
    answers = models.JSONField()

    def __str__(self) -> str:
        return self.get_role_display()
