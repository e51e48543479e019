"""The ballot box. Nothing here points to the roll, and nothing in the roll points here.

A drawer holds up to ``box.DRAWER_SIZE`` ballots in one value, sorted by a key that only the code itself
gives. So a ballot has no row, no id, no order and no time of its own; see docs/adr/0011.
"""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from thorbecke.web.core.models import Base
from thorbecke.web.participation.models.act import Act


class Drawer(models.Model):
    """Ballots whose key starts with the bits of ``prefix`` ("" for all, "0", "1", "00" …).

    ``content``: JSON, key -> [receipt, area, vote]. Keys are erased when the act closes.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    act = models.ForeignKey(Act, on_delete=models.CASCADE, related_name="drawers")
    prefix = models.CharField(max_length=64, blank=True)
    content = models.TextField(default="{}")
    size = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["act", "prefix"], name="one_drawer_per_prefix")
        ]

    def __str__(self) -> str:
        return self.prefix


class PaperBatch(Base):
    """A pile of paper ballots, typed in twice by two people.

    ``ballots``: how many there are in the pile, counted by hand before typing.
    """

    class State(models.TextChoices):
        """How far the pile is."""

        FIRST = "first", _("Eerste invoer")
        SECOND = "second", _("Tweede invoer")
        DIFFERENCES = "differences", _("Verschillen oplossen")
        DONE = "done", _("Klaar")

    act = models.ForeignKey(Act, on_delete=models.CASCADE, related_name="paper_batches")
    number = models.PositiveIntegerField()
    area = models.CharField(max_length=80, blank=True)
    ballots = models.PositiveIntegerField()
    state = models.CharField(max_length=12, choices=State.choices, default=State.FIRST)
    first_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    second_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["act", "number"], name="one_number_per_paper_batch")
        ]

    def __str__(self) -> str:
        return str(self.number)


class PaperBallot(Base):
    """One paper ballot of a pile: what the first and the second clerk read, and what was decided.

    A vote is question -> answer; ``{"invalid": true}`` in place of it is a spoiled ballot.
    """

    batch = models.ForeignKey(PaperBatch, on_delete=models.CASCADE, related_name="entries")
    number = models.PositiveIntegerField()  # place in the pile, from 1
    first = models.JSONField(null=True)
    second = models.JSONField(null=True)
    final = models.JSONField(null=True)
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["batch", "number"], name="one_entry_per_paper_ballot")
        ]

    def __str__(self) -> str:
        return f"{self.batch}-{self.number}"


class Audit(Base):
    """A ballot-polling audit of the paper ballots: which were drawn, and what people read on them.

    ``readings``: list of [batch, number, vote], in the order of the draw.
    """

    act = models.OneToOneField(Act, on_delete=models.CASCADE, related_name="audit")
    risk_percent = models.PositiveSmallIntegerField(default=5)
    drawn = models.CharField(max_length=200)  # the public number of the audit's own draw
    readings = models.JSONField(default=list)
    state = models.JSONField(default=dict)

    def __str__(self) -> str:
        return self.drawn
