"""An atelier: its script, and where it stands now."""

from __future__ import annotations

import secrets

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from thorbecke.web.core.models import Base
from thorbecke.web.people.models import Organisation

CODE_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # no 0, O, 1 or I
CODE_LENGTH = 6


class Phase(models.TextChoices):
    """How far it is."""

    PREPARE = "prepare", _("In voorbereiding")
    OPEN = "open", _("Bezig")
    CLOSED = "closed", _("Afgesloten")


def new_code() -> str:
    """Return a code to join by: 31 bits, easy to read aloud."""
    return "".join(secrets.choice(CODE_LETTERS) for _place in range(CODE_LENGTH))


def new_seed() -> str:
    """Return a public seed of 32 bytes for the draw of groups."""
    return secrets.token_hex(32)


class Atelier(Base):
    """A workshop. ``version`` goes up at every change that somebody may see; ``content`` when the cards,
    clusters or the step change, so that a list is drawn once for all. ``edited`` guards the settings.

    The timer: ``ends_at`` while it runs, ``left`` (seconds) while it stands still.
    """

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="ateliers"
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    made_at = models.DateTimeField(auto_now_add=True)
    title = models.CharField(_("titel"), max_length=120)
    challenge = models.TextField(_("opgave"), max_length=4000, blank=True)
    themes = models.JSONField(default=list)
    origin = models.JSONField(null=True)
    template = models.CharField(max_length=40)
    warmup = models.CharField(max_length=40, blank=True)
    steps = models.JSONField()
    edited = models.PositiveIntegerField(default=1)
    planned_on = models.DateField(_("datum"), null=True, blank=True)
    anonymous = models.BooleanField(_("kaarten zonder naam"), default=True)
    erase_on = models.DateField(_("kaarten wissen op"))
    erased_at = models.DateTimeField(null=True)

    code = models.CharField(max_length=CODE_LENGTH, unique=True, default=new_code)
    phase = models.CharField(max_length=8, choices=Phase.choices, default=Phase.PREPARE)
    step = models.PositiveSmallIntegerField(default=0)
    round = models.PositiveSmallIntegerField(default=1)
    ends_at = models.DateTimeField(null=True)
    left = models.PositiveIntegerField(null=True)
    moved_at = models.DateTimeField(null=True)  # the last step, or the last time writing was closed
    writing = models.BooleanField(default=True)
    revealed = models.BooleanField(default=False)
    version = models.PositiveBigIntegerField(default=1)
    content = models.PositiveBigIntegerField(default=1)
    seed = models.CharField(max_length=64, default=new_seed)
    draws = models.PositiveSmallIntegerField(default=0)
    groups = models.PositiveSmallIntegerField(default=0)
    choose_group = models.BooleanField(default=False)
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    share_report = models.BooleanField(default=True)
    report = models.JSONField(null=True)

    class Meta:
        ordering = ["-made_at"]
        indexes = [
            models.Index(fields=["organisation", "-made_at"]),
            models.Index(fields=["erase_on"], condition=models.Q(erased_at=None), name="to_erase"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at=None) | models.Q(left=None), name="timer_runs_or_stands"
            ),
            models.CheckConstraint(
                condition=~models.Q(phase="closed") | models.Q(closed_at__isnull=False),
                name="closed_atelier_has_a_date",
            ),
        ]

    def __str__(self) -> str:
        return self.title
