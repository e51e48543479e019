"""What only a lottery has: its quotas and fixed pool, who answered, changes of the panel, the assembly.

Names and addresses stand apart (``Contact``), so that they can be erased by date. In the record a person
is a random number with answers.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from thorbecke.web.core.models import Base
from thorbecke.web.participation.models import Act


class Draw(Base):
    """The draw of an act. ``quotas``: [feature, value, min, max, share in the population or None] each.

    ``pool``: the plain data that are drawn from, from the moment that the lottery is fixed; ``found``:
    what the lottery gave, without a drawn panel (``drawing.summary``). ``tables``: the last division.
    """

    class State(models.TextChoices):
        """How far it is."""

        NONE = "none", _("Nog niet begonnen")
        BUSY = "busy", _("Wordt berekend")
        FAILED = "failed", _("Niet gelukt")
        FIXED = "fixed", _("Ligt vast")

    act = models.OneToOneField(Act, on_delete=models.CASCADE, related_name="lottery")
    quotas = models.JSONField(default=list)
    state = models.CharField(max_length=6, choices=State.choices, default=State.NONE)
    done = models.PositiveIntegerField(default=0)  # of 1000
    note = models.CharField(max_length=300, blank=True)
    pool = models.JSONField(null=True)
    pool_hash = models.CharField(max_length=64, blank=True)
    lottery_hash = models.CharField(max_length=64, blank=True)
    found = models.JSONField(default=dict)
    tables = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"{self.act} {self.state}"


class Candidate(Base):
    """Somebody who answered the invitation, or who stood in a file of volunteers.

    ``number``: the public id, random. ``key``: keyed hash of the code or of the id in the file, so that
    nobody comes in twice; ``household``: keyed hash of the address, "" when unknown. Both are erased
    with the contact. ``gone``: can't be drawn any more.
    """

    act = models.ForeignKey(Act, on_delete=models.CASCADE, related_name="candidates")
    number = models.CharField(max_length=9)
    key = models.CharField(max_length=64, null=True)  # noqa: DJ001 - null: not unique
    yes = models.BooleanField()
    answers = models.JSONField(default=dict)
    household = models.CharField(max_length=64, blank=True)
    area = models.CharField(max_length=80, blank=True)
    by_file = models.BooleanField(default=False)
    gone = models.BooleanField(default=False)
    made_on = models.DateField(auto_now_add=True)

    class Meta:
        ordering = ["number"]
        indexes = [models.Index(fields=["act", "yes"])]
        constraints = [
            models.UniqueConstraint(fields=["act", "number"], name="one_number_per_candidate"),
            models.UniqueConstraint(fields=["act", "key"], name="one_answer_per_code"),
        ]

    def __str__(self) -> str:
        return self.number


class Contact(Base):
    """How to reach a candidate. Erased on the act's day."""

    candidate = models.OneToOneField(Candidate, on_delete=models.CASCADE, related_name="contact")
    name = models.CharField(max_length=120, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=30, blank=True)

    def __str__(self) -> str:
        return self.name


class PoolUpload(Base):
    """A file of volunteers that was read and waits for a yes. Erased after that, or after a week."""

    act = models.OneToOneField(Act, on_delete=models.CASCADE, related_name="pool_upload")
    name = models.CharField(max_length=200)
    people = models.JSONField(default=list)
    made_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.name


class Change(Base):
    """One change of the panel: numbers of who went and who came, and the number drawn in public."""

    act = models.ForeignKey(Act, on_delete=models.PROTECT, related_name="panel_changes")
    number = models.PositiveIntegerField()
    out = models.JSONField(default=list)
    seated = models.JSONField(default=list)
    moved = models.JSONField(default=list)  # quotas that had to move: [feature, value, min, max]
    drawn = models.CharField(max_length=200)
    made_on = models.DateField(auto_now_add=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["act", "number"], name="panel_changes_one_by_one")
        ]

    def __str__(self) -> str:
        return f"{self.act} {self.number}"


class Meeting(Base):
    """A meeting of the assembly, with one piece of evidence to read."""

    act = models.ForeignKey(Act, on_delete=models.CASCADE, related_name="meetings")
    day = models.DateField(_("dag"))
    title = models.CharField(_("titel"), max_length=120)
    text = models.TextField(_("programma"), max_length=2000, blank=True)
    source = models.CharField(_("naam van het stuk"), max_length=120, blank=True)
    link = models.URLField(_("adres van het stuk"), blank=True)

    class Meta:
        ordering = ["day", "pk"]

    def __str__(self) -> str:
        return self.title


class Recommendation(Base):
    """A recommendation, the assembly's vote on it, and the council's answer with its last day."""

    class Verdict(models.TextChoices):
        """What the council does with it."""

        NONE = "", _("Nog geen antwoord")
        YES = "yes", _("Neemt over")
        PARTLY = "partly", _("Neemt deels over")
        NO = "no", _("Neemt niet over")

    act = models.ForeignKey(Act, on_delete=models.CASCADE, related_name="recommendations")
    number = models.PositiveIntegerField()
    title = models.CharField(_("aanbeveling in één zin"), max_length=160)
    text = models.TextField(_("toelichting"), max_length=3000, blank=True)
    votes_yes = models.PositiveIntegerField(_("stemmen voor"), default=0)
    votes_no = models.PositiveIntegerField(_("stemmen tegen"), default=0)
    answer_by = models.DateField(_("de raad antwoordt uiterlijk op"))
    verdict = models.CharField(max_length=6, choices=Verdict.choices, blank=True)
    answer = models.TextField(max_length=3000, blank=True)
    answered_on = models.DateField(null=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["act", "number"], name="one_number_per_recommendation"),
            models.CheckConstraint(
                condition=Q(verdict="") | ~Q(answer=""), name="council_gives_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return self.title
