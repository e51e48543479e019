"""What only a conversation has: its room, who is in it, what is said, and what people think of that.

A participant is a random number. Nothing here points to an account, a name or an address. The key of
somebody who came in with a code of a letter is a keyed hash, and it is erased at the count.
"""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from thorbecke.web.core.models import Base
from thorbecke.web.participation.models import Act

LONGEST = 200  # signs of a statement


class Room(Base):
    """The room of an act: the code to join by, and the latest map.

    ``due_at``: when the map may be drawn again. ``snapshot``: see ``mapping``; None before the first.
    """

    act = models.OneToOneField(Act, on_delete=models.CASCADE, related_name="room")
    code = models.CharField(max_length=8, unique=True)
    seeded = models.BooleanField(default=False)
    due_at = models.DateTimeField(null=True)
    snapshot = models.JSONField(null=True)

    def __str__(self) -> str:
        return self.code


class Participant(models.Model):
    """Somebody who takes part: one device, or one code where the organiser asks for codes.

    ``label``: the random name in the published votes; another than the id in the cookie, so that
    nobody can be asked to show which row is theirs. ``given``: how many votes they gave.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    act = models.ForeignKey(Act, on_delete=models.CASCADE, related_name="participants")
    label = models.CharField(max_length=16)
    key = models.CharField(max_length=64, null=True)  # noqa: DJ001 - null: not unique
    given = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["act", "label"], name="one_participant_per_label"),
            models.UniqueConstraint(fields=["act", "key"], name="one_participant_per_code"),
        ]

    def __str__(self) -> str:
        return self.label


class Statement(Base):
    """One statement, of the organiser or of a participant. ``number`` from 1 within the act.

    ``replaces``: the statement that it rewords, or is split from. ``print``: of its words, so that the
    same text comes in once. ``seen``, ``agree``, ``disagree``, ``passed``, ``important``: its votes.
    """

    class State(models.TextChoices):
        """Whether it is shown."""

        WAITING = "waiting", _("Wacht op een oordeel")
        SHOWN = "shown", _("Staat in het gesprek")
        REFUSED = "refused", _("Niet geplaatst")
        REPLACED = "replaced", _("Vervangen")

    act = models.ForeignKey(Act, on_delete=models.CASCADE, related_name="statements")
    number = models.PositiveIntegerField()
    text = models.CharField(max_length=LONGEST)
    print = models.CharField(max_length=64)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    by_organiser = models.BooleanField(default=False)
    author = models.ForeignKey(
        Participant, null=True, on_delete=models.SET_NULL, related_name="statements"
    )
    replaces = models.ForeignKey(
        "self", null=True, on_delete=models.SET_NULL, related_name="replaced_by"
    )
    seen = models.PositiveIntegerField(default=0)
    agree = models.PositiveIntegerField(default=0)
    disagree = models.PositiveIntegerField(default=0)
    passed = models.PositiveIntegerField(default=0)
    important = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["act", "number"], name="one_number_per_statement"),
            models.UniqueConstraint(fields=["act", "print"], name="one_statement_per_text"),
        ]
        indexes = [models.Index(fields=["act", "state"])]

    def __str__(self) -> str:
        return f"{self.number}. {self.text[:60]}"


class Vote(models.Model):
    """What one participant thinks of one statement: 1 agree, 0 don't know, −1 disagree."""

    id = models.BigAutoField(primary_key=True)
    act = models.ForeignKey(Act, on_delete=models.CASCADE, related_name="opinions")
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="votes")
    statement = models.ForeignKey(Statement, on_delete=models.CASCADE, related_name="votes")
    value = models.SmallIntegerField()
    important = models.BooleanField(default=False)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["participant", "statement"], name="one_vote_per_statement"
            ),
            models.CheckConstraint(condition=Q(value__in=(-1, 0, 1)), name="vote_has_a_value"),
        ]
        indexes = [models.Index(fields=["act", "at"])]

    def __str__(self) -> str:
        return str(self.value)


class Judgement(Base):
    """One entry of the log of moderation: what happened to a statement, by which role, and why."""

    statement = models.ForeignKey(Statement, on_delete=models.CASCADE, related_name="judgements")
    state = models.CharField(max_length=8, choices=Statement.State.choices)
    reason = models.CharField(max_length=300, blank=True)
    by = models.CharField(max_length=40)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.statement_id} {self.state}"
