"""The roll: who may take part, and the codes that were given out. Knows nothing of ballots."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from thorbecke.web.core.models import Base
from thorbecke.web.participation.models.act import Act


class Voter(Base):
    """A person on the roll. Personal data: erased on ``Act.erase_on``; nothing else depends on it.

    ``key`` is a keyed hash of the identity in the register, so that the same person is not added twice.
    """

    act = models.ForeignKey(Act, on_delete=models.CASCADE, related_name="voters")
    key = models.CharField(max_length=64)
    name = models.CharField(max_length=160)
    street = models.CharField(max_length=120, blank=True)
    number = models.CharField(max_length=12, blank=True)
    addition = models.CharField(max_length=20, blank=True)
    postcode = models.CharField(max_length=6, blank=True)  # 1234AB
    place = models.CharField(max_length=80, blank=True)
    born_on = models.DateField(null=True)
    area = models.CharField(max_length=80, blank=True)
    batch = models.ForeignKey(
        "CensusImport", null=True, on_delete=models.SET_NULL, related_name="voters"
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["act", "key"], name="one_voter_per_person")]
        indexes = [
            models.Index(fields=["act", "postcode", "number"]),
            models.Index(fields=["act", "name"]),
            models.Index(fields=["act", "area"]),
        ]

    def __str__(self) -> str:
        return self.name


class CensusState(models.TextChoices):
    """How far an uploaded register is."""

    UPLOADED = "uploaded", _("Ontvangen")
    CHECKED = "checked", _("Gecontroleerd")
    ACCEPTED = "accepted", _("Wordt verwerkt")
    DONE = "done", _("Verwerkt")
    FAILED = "failed", _("Niet gelukt")
    REJECTED = "rejected", _("Niet gebruikt")


class CensusImport(Base):
    """An uploaded register: checked first, shown as a preview, taken in after a yes.

    The file is erased once it was taken in or refused, at the latest after a week.
    """

    act = models.ForeignKey(Act, on_delete=models.CASCADE, related_name="imports")
    file = models.FileField(upload_to="census/", blank=True)
    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    state = models.CharField(
        max_length=10, choices=CensusState.choices, default=CensusState.UPLOADED
    )
    columns = models.JSONField(default=dict)  # column of the file -> field
    report = models.JSONField(default=dict)  # rows, good, faults, duplicates, sample
    done_rows = models.PositiveIntegerField(default=0)
    heard_at = models.DateTimeField(null=True)  # the worker's last sign of life
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    def __str__(self) -> str:
        return self.name


class PrintRun(Base):
    """A run of letters: a PDF, or a CSV for a print house. The codes live only in that file.

    ``file`` is erased after it was fetched, or after a week.
    """

    class State(models.TextChoices):
        """How far the run is."""

        WAITING = "waiting", _("Wacht")
        MAKING = "making", _("Wordt gemaakt")
        READY = "ready", _("Klaar om op te halen")
        FETCHED = "fetched", _("Opgehaald en gewist")
        FAILED = "failed", _("Niet gelukt")

    act = models.ForeignKey(Act, on_delete=models.CASCADE, related_name="print_runs")
    number = models.PositiveIntegerField()
    form = models.CharField(max_length=4)  # pdf or csv
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    options = models.JSONField(default=dict)  # area, per_address, most
    letters = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    file = models.FileField(upload_to="letters/", blank=True)
    note = models.CharField(max_length=300, blank=True)
    heard_at = models.DateTimeField(null=True)  # the worker's last sign of life
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["act", "number"], name="one_number_per_print_run")
        ]

    def __str__(self) -> str:
        return f"{self.act} {self.number}"


class Channel(models.TextChoices):
    """How a code was given out."""

    LETTER = "letter", _("Brief")
    DESK = "desk", _("Loket")
    ACCOUNT = "account", _("Account")
    OIDC = "oidc", _("Inloggen via de gemeente")
    TEST = "test", _("Proefcode")


class Credential(models.Model):
    """A code that was given out: only its keyed hash, never the code.

    ``subject_hash`` is the keyed hash of an account or of an OIDC subject, so that each gets one code.
    ``area`` is kept here too, so that turnout per area can be told after the personal data are erased.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    act = models.ForeignKey(Act, on_delete=models.CASCADE, related_name="credentials_given")
    code_hash = models.CharField(max_length=64)
    channel = models.CharField(max_length=8, choices=Channel.choices)
    area = models.CharField(max_length=80, blank=True)
    voter = models.ForeignKey(
        Voter, null=True, on_delete=models.SET_NULL, related_name="credentials"
    )
    subject_hash = models.CharField(max_length=64, null=True)  # noqa: DJ001 - null: not unique
    print_run = models.ForeignKey(
        PrintRun, null=True, on_delete=models.SET_NULL, related_name="credentials"
    )
    issued_on = models.DateField()
    void = models.BooleanField(default=False)
    voided_on = models.DateField(null=True)
    reason = models.CharField(max_length=200, blank=True)
    replaces = models.OneToOneField(
        "self", null=True, on_delete=models.SET_NULL, related_name="replaced_by"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["act", "code_hash"], name="one_credential_per_code"),
            models.UniqueConstraint(
                fields=["act", "subject_hash"],
                condition=Q(void=False),
                name="one_valid_code_per_account",
            ),
            models.UniqueConstraint(
                fields=["act", "voter"],
                condition=Q(void=False),
                name="one_valid_code_per_voter",
            ),
        ]
        indexes = [models.Index(fields=["act", "area"])]

    def __str__(self) -> str:
        return f"{self.channel} {self.issued_on}"


class Spent(models.Model):
    """A code that was used: the marked register. Says that, never what or at what hour.

    The primary key is the credential: the database itself refuses a second use.
    """

    class How(models.TextChoices):
        """Through which door the ballot came."""

        ELECTRONIC = "electronic", _("Digitaal")
        PAPER = "paper", _("Op papier")

    credential = models.OneToOneField(
        Credential, primary_key=True, on_delete=models.PROTECT, related_name="spent"
    )
    how = models.CharField(max_length=10, choices=How.choices)

    def __str__(self) -> str:
        return self.how
