"""What somebody sent in, the links that open it, and what happened to it."""

from __future__ import annotations

import hashlib
import secrets

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from thorbecke.web.core.models import Base
from thorbecke.web.people.models import Municipality, Organisation
from thorbecke.web.programme.models.call import Call

LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


class Door(models.TextChoices):
    """With what somebody comes."""

    EXPERIMENT = "experiment", _("Ik heb een experiment")
    IDEA = "idea", _("Ik heb een idee")
    JOIN = "join", _("Ik wil meedenken")
    QUESTION = "question", _("Ik heb een vraag")


class Track(models.TextChoices):
    """The three ways on."""

    INSPIRATION = "inspiration", _("Inspiratie")
    ATELIER = "atelier", _("Atelier")
    EXPERIMENT = "experiment", _("Experimenteren")


class Stage(models.TextChoices):
    """How far a submission is."""

    DRAFT = "draft", _("Concept")
    RECEIVED = "received", _("Ontvangen")
    TRIAGE = "triage", _("In behandeling")
    ASSIGNED = "assigned", _("Toegewezen")
    ANSWERED = "answered", _("Beantwoord")
    WITHDRAWN = "withdrawn", _("Ingetrokken")


WAITING = (Stage.RECEIVED, Stage.TRIAGE, Stage.ASSIGNED)
DONE = (*WAITING, Stage.ANSWERED)


def new_reference() -> str:
    """Return a number to name a submission by; it opens nothing. One in 8·10¹¹ is like another."""
    return "".join(secrets.choice(LETTERS) for _ in range(8))


class Submission(Base):
    """One submission. ``answers``: what the door asks besides the common fields, see ``doors``.

    ``suggested``: the track of the rules in ``triage``; ``track``: the one the team chose.
    ``doubt``: it looks like spam. ``erased_at``: texts and personal data are gone.
    """

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="submissions")
    reference = models.CharField(max_length=8, unique=True, default=new_reference)
    door = models.CharField(max_length=12, choices=Door.choices)
    stage = models.CharField(max_length=10, choices=Stage.choices, default=Stage.DRAFT)
    title = models.CharField(max_length=120, blank=True)
    challenge = models.TextField(max_length=4000, blank=True)
    themes = models.JSONField(default=list, blank=True)
    answers = models.JSONField(default=dict, blank=True)
    municipality = models.ForeignKey(
        Municipality, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField(max_length=120, blank=True)
    email = models.EmailField(blank=True)
    role = models.CharField(max_length=20, blank=True)
    works_for = models.CharField(max_length=120, blank=True)
    doubt = models.BooleanField(default=False)
    suggested = models.CharField(max_length=12, choices=Track.choices, blank=True)
    track = models.CharField(max_length=12, choices=Track.choices, blank=True)
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="submissions",
    )
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.SET_NULL, related_name="submissions"
    )
    version = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(default=timezone.now)
    received_on = models.DateField(null=True)
    due_on = models.DateField(null=True)
    answered_at = models.DateTimeField(null=True)
    erase_on = models.DateField(null=True)
    erased_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["call", "stage", "due_on"]),
            models.Index(fields=["assigned_to", "stage"]),
            models.Index(fields=["stage", "changed_at"]),
            models.Index(fields=["erased_at", "erase_on"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(stage__in=Stage.values), name="submission_has_a_known_stage"
            ),
            models.CheckConstraint(
                condition=Q(stage__in=(Stage.DRAFT, Stage.WITHDRAWN))
                | Q(received_on__isnull=False, due_on__isnull=False, erase_on__isnull=False),
                name="sent_submission_has_its_dates",
            ),
            models.CheckConstraint(
                condition=Q(stage__in=(Stage.DRAFT, Stage.WITHDRAWN))
                | Q(erased_at__isnull=False)
                | ~Q(email=""),
                name="sent_submission_has_an_address",
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.reference

    @property
    def waits(self) -> bool:
        """True while somebody waits for an answer."""
        return self.stage in WAITING


def digest(token: str) -> str:
    """Return what we store of a token. It is random, so a plain digest needs no salt."""
    return hashlib.sha256(token.encode()).hexdigest()


class Key(Base):
    """A private link that opens one submission; only the hash of its token is kept."""

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="keys")
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.token_hash[:8]


class Event(Base):
    """One thing that happened to a submission; it names nobody but the member of the team."""

    class Kind(models.TextChoices):
        """What happened."""

        RECEIVED = "received", _("Ontvangen")
        TRIAGE = "triage", _("In behandeling genomen")
        ASSIGNED = "assigned", _("Toegewezen")
        UNASSIGNED = "unassigned", _("Niet meer toegewezen")
        MOVED = "moved", _("Termijn veranderd")
        ADDED = "added", _("Informatie toegevoegd")
        ASKED = "asked", _("Vraag gesteld")
        ANSWERED = "answered", _("Antwoord gestuurd")
        ATTACHED = "attached", _("Gekoppeld aan een organisatie")
        FOLLOWED = "followed", _("Vervolg gestart")
        WITHDRAWN = "withdrawn", _("Ingetrokken")

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="events")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    detail = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return str(self.get_kind_display())
